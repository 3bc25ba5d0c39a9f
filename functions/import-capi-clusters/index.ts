import type * as Spec from '../../generated/specs/import-capi-clusters';
import type * as Import from '../../src/inventory/capi-clusters/import-clusters';
import { recordImport } from '../../src/inventory/capi-clusters/record-import';
import { judgeProfiles } from '../../src/inventory/judge-profiles';
import { withinNamespaces } from '../../src/inventory/narrow';
import { findNearMisses } from '../../src/inventory/near-misses';
import { judgeClaims } from '../../src/inventory/profile-claims';
import { joinRoster } from '../../src/inventory/roster';
import { standInForCluster, writeCapiProfiles } from '../../src/outputs/capi-profile';
import { CAPI_PROFILE_OUTPUT, recogniseKinds } from '../../src/outputs/recognise-mark';
import type { RollcallFunction } from '../function';
import type * as Schema from './schema';

/** For each CAPI Cluster: a ClusterProfile that says where its credentials are, and holds none. */
export const importCapiClusters: RollcallFunction<Schema.ImportCapiClustersSpec> = {
  name: 'import-capi-clusters',
  kind: 'ImportCAPIClusters',
  summary: 'CAPI Clusters → ClusterProfiles with their status and access providers, without any secret',
  reads: ['Cluster', 'ClusterProfile', 'Namespace', 'Secret'],
  needs: 'Cluster (cluster.x-k8s.io) that names its ClusterProfile in a label',
  recognise: recogniseKinds([CAPI_PROFILE_OUTPUT]),
  loadSchema() {
    const { importCapiClustersSchema }: typeof Schema = require('./schema');
    return importCapiClustersSchema;
  },
  loadValidate() {
    const { validate }: typeof Spec = require('../../generated/specs/import-capi-clusters');
    return validate;
  },

  transform({ fleet }, spec) {
    const clusters = withinNamespaces('Cluster', fleet.clusters, spec.clusterNamespaces);
    const joined = joinRoster({ ...fleet, clusters: clusters.within }, spec.labelKeys, spec.unlabelledClusters);
    const { importClusters }: typeof Import = require('../../src/inventory/capi-clusters/import-clusters');
    const { profiles, findings } = importClusters(joined.roster, fleet, spec);
    const made = new Set(profiles.map(standInForCluster));
    return {
      record: recordImport(joined, profiles, spec.labelKeys, clusters.leftOut),
      outputs: writeCapiProfiles(profiles, spec.clusterProfileVersion),
      keep: [],
      findings: [
        clusters.findings,
        findNearMisses({ ...fleet, clusters: clusters.within }, spec.labelKeys),
        joined.findings,
        judgeClaims(joined.roster, spec.labelKeys, spec.profileNamespaces),
        findings,
        judgeProfiles([...fleet.profiles, ...made], (profile) => made.has(profile)),
      ].flat(),
      selected: joined.roster.filter(({ cluster }) => cluster !== undefined).length,
    };
  },
};
