import type { LabelKeys } from '../label-keys';
import type { LeftOut } from '../left-out';
import { type FleetRecord, NOT_DELIVERED, NOT_REGISTERED, recordClusterSets } from '../record';
import type { Entry, JoinedRoster } from '../roster';
import type { CapiProfile } from './import-clusters';

/** The record of a render that makes ClusterProfiles of Clusters and passes no credentials on. */
export function recordImport(
  { roster, leftOut, sets }: JoinedRoster,
  profiles: readonly CapiProfile[],
  labelKeys: LabelKeys,
  outside: readonly LeftOut[],
): FleetRecord {
  const access = new Map(profiles.map(({ entry, access }): [Entry, CapiProfile['access']] => [entry, access]));
  return {
    labelKeys,
    clusters: roster
      .filter(({ cluster }) => cluster !== undefined)
      .map((entry) => {
        const secret = access.get(entry)?.secret;
        const path = secret && `${secret.namespace}/${secret.name}`;
        return {
          ...entry,
          credentials:
            secret === undefined
              ? { state: 'missing', reason: 'the ClusterProfile names no Secret of its Cluster', action: 'Skip' }
              : {
                  state: 'found',
                  source: 'CAPICluster',
                  from: `Secret ${path} (key ${secret.key}), which the ClusterProfile names and nobody copies`,
                  secret: path,
                  passedOver: [],
                },
          delivery: NOT_DELIVERED,
          registration: NOT_REGISTERED,
        };
      }),
    consumers: [],
    clusterSets: recordClusterSets(sets),
    leftOut: [...outside, ...leftOut],
  };
}
