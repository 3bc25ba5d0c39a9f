import type { Finding } from '../diagnostics/finding';
import type { Item } from '../krm/item';
import type { EarlierOutputs } from '../krm/ownership';
import type { ClusterSets } from './cluster-sets';
import { type Consumer, listConsumers } from './consumers';
import type { AccessContext } from './credentials/access-context';
import type { Credentials } from './credentials/credentials';
import { tellReferences } from './credentials/cross-namespace';
import type { PluginCall } from './credentials/exec-plugin';
import type { ExpiryRules } from './credentials/expiry';
import { judgeKept } from './credentials/judge-whole-secret';
import { listExpiries } from './credentials/list-expiries';
import { type Deliveries, decideDeliveries, NO_DELIVERIES } from './deliveries';
import { type FilledRoster, type FillOptions, fillRoster } from './fill-roster';
import type { Fleet } from './fleet';
import type { LabelKeys } from './label-keys';
import type { LeftOut } from './left-out';
import { findLikenesses } from './likeness';
import type { Membership } from './managed-clusters/memberships';
import type { NamespaceGrants } from './namespace-grants';
import { findNearMisses } from './near-misses';
import { judgeClaims } from './profile-claims';
import { recogniseConsumerSecret, recogniseSveltos } from './recognise';
import { type ClusterRecord, type FleetRecord, NOT_DELIVERED, NOT_REGISTERED, recordClusterSets } from './record';
import { type CapiClusters, chooseRegistrations, NO_REGISTRATIONS, type Registrations } from './registrations';
import { type Entry, type JoinedRoster, joinRoster, noteManagedClusters, profilePath } from './roster';

/** What a function decides about: each part that is absent is not decided. */
export interface DecideOptions extends Omit<FillOptions, 'recognises'> {
  readonly labelKeys: LabelKeys;
  /** Which namespaces' Clusters may stand for ClusterProfiles of which others. */
  readonly profileNamespaces: NamespaceGrants;
  /** Managed clusters of a hub, by their ClusterProfiles. */
  readonly memberships?: readonly Membership[] | undefined;
  /** Which entries consumers receive the credentials of. */
  readonly publishes?: ((entry: Entry) => boolean) | undefined;
  readonly registers?: { readonly capiClusters: CapiClusters } | undefined;
  /** The lines of the roster, where they were joined before. */
  readonly joined?: JoinedRoster | undefined;
}

/** The record, and beside it what the record must not hold: credentials, and outputs that stay. */
export interface Decisions {
  readonly record: FleetRecord;
  readonly filled: FilledRoster;
  readonly deliveries: Deliveries;
  readonly registrations: Registrations;
  /** Outputs of an earlier render that stay exactly as they are. */
  readonly keep: readonly Item[];
  /** Plugins that have to answer before this is the whole. */
  readonly asks: readonly PluginCall[];
  readonly findings: readonly Finding[];
}

/** Decides, for each cluster: its ClusterProfile, its credentials, its consumers, its registration. */
export function decide(
  fleet: Pick<Fleet, 'clusters' | 'profiles' | 'namespaces'>,
  access: AccessContext,
  earlier: EarlierOutputs,
  options: DecideOptions,
): Decisions {
  const { labelKeys, memberships = [], publishes, registers } = options;
  const joined = options.joined ?? joinRoster(fleet, labelKeys);
  const roster = noteManagedClusters(joined.roster, memberships);
  const { consumers, findings: naming } = publishes ? listConsumers(fleet, labelKeys) : { consumers: [], findings: [] };
  const isPublished = publishes ? recogniseConsumerSecret(consumers) : never;
  const isRegistered = registers ? recogniseSveltos : never;
  const {
    filled,
    asks,
    findings: filling,
  } = fillRoster(roster, access, earlier, {
    ...options,
    recognises: (entry, item) => isPublished(entry, item) || isRegistered(entry, item),
  });
  const deliveries = publishes
    ? decideDeliveries(filled, consumers, { publishes, consumerLabel: labelKeys.consumer })
    : NO_DELIVERIES;
  const registrations = registers ? chooseRegistrations(filled, registers.capiClusters) : NO_REGISTRATIONS;
  return {
    record: {
      labelKeys,
      ...writeRecord(roster, { filled, deliveries, registrations, consumers, sets: joined.sets }, joined.leftOut),
      expiriesOf: readExpiries(filled, options.expiry),
      likenesses: () => findLikenesses(roster, filled.present),
    },
    filled,
    deliveries,
    registrations,
    keep: [...deliveries.keep, ...registrations.keep],
    asks,
    findings: [
      findNearMisses(fleet, labelKeys),
      joined.findings,
      judgeKept([...deliveries.keep, ...registrations.keep], options.kubeconfigPolicy),
      judgeClaims(roster, labelKeys, options.profileNamespaces),
      tellReferences(filled.present, access.crossNamespace, access.tokenServers.isMember),
      filling,
      naming,
      deliveries.findings,
      registrations.findings,
    ].flat(),
  };
}

const never = () => false;

function readExpiries({ present }: FilledRoster, rules: ExpiryRules): NonNullable<FleetRecord['expiriesOf']> {
  let held: ReadonlyMap<string, Credentials> | undefined;
  return (cluster) => {
    held ??= new Map(present.map(({ entry, credentials }) => [profilePath(entry), credentials]));
    const credentials = held.get(profilePath(cluster));
    return credentials === undefined ? [] : listExpiries(credentials, rules);
  };
}

interface Parts {
  readonly filled: FilledRoster;
  readonly deliveries: Deliveries;
  readonly registrations: Registrations;
  readonly consumers: readonly Consumer[];
  readonly sets: ClusterSets;
}

function writeRecord(
  roster: readonly Entry[],
  { filled, deliveries, registrations, consumers, sets }: Parts,
  leftOut: readonly LeftOut[],
): FleetRecord {
  const clusters = roster.map(
    (entry): ClusterRecord => ({
      ...entry,
      credentials: filled.decisions.get(entry) ?? { state: 'broken' },
      delivery: deliveries.decisions.get(entry) ?? NOT_DELIVERED,
      registration: registrations.decisions.get(entry) ?? NOT_REGISTERED,
    }),
  );
  return { clusters, consumers, clusterSets: recordClusterSets(sets), leftOut };
}
