import type { Finding } from '../diagnostics/finding';
import type { Item } from '../krm/item';
import type { EarlierOutputs } from '../krm/ownership';
import type { ClusterSets } from './cluster-sets';
import { type Audiences, openAudiences } from './consumer-rules/audience';
import type { ConsumerRule } from './consumer-rules/rule';
import { type Consumer, listConsumers } from './consumers';
import type { AccessContext } from './credentials/access-context';
import type { Credentials } from './credentials/credentials';
import { tellNamedSecrets, tellReferences } from './credentials/cross-namespace';
import type { PluginCall } from './credentials/exec-plugin';
import type { ExpiryRules } from './credentials/expiry';
import { judgeKept } from './credentials/judge-whole-secret';
import { listExpiries } from './credentials/list-expiries';
import { type Deliveries, decideDeliveries, NO_DELIVERIES } from './deliveries';
import {
  type Filled,
  type FilledRoster,
  type Filling,
  type FillOptions,
  fillRoster,
  type Present,
} from './fill-roster';
import type { Fleet } from './fleet';
import type { LabelKeys } from './label-keys';
import type { LeftOut } from './left-out';
import { findLikenesses } from './likeness';
import type { Membership } from './managed-clusters/memberships';
import type { NamespaceGrants } from './namespace-grants';
import { findNearMisses } from './near-misses';
import { judgeClaims } from './profile-claims';
import {
  type Recognise,
  type RecognisesDelivered,
  type Registrar,
  recogniseConsumerSecret,
  SVELTOS,
} from './recognise';
import {
  type ClusterRecord,
  type FleetRecord,
  NOT_DELIVERED,
  NOT_REGISTERED,
  recordClusterSets,
  type WhyNotDelivered,
} from './record';
import { type Referred, referRoster } from './refer-roster';
import { type CapiClusters, chooseRegistrations, NO_REGISTRATIONS, type Registrations } from './registrations';
import { type Entry, type JoinedRoster, joinRoster, noteManagedClusters, profilePath } from './roster';
import type { IdentityRule } from './workload-identity';

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
  /** What the function registers clusters with, where that is not Sveltos. */
  readonly registrar?: Registrar | undefined;
  /** The rules of who receives what. */
  readonly consumers?: readonly ConsumerRule[] | undefined;
  readonly sameClusterSetOnly?: boolean | undefined;
  /** The clusters that need no Secret, where credentials are referred to. */
  readonly workloadIdentity?: readonly IdentityRule[] | undefined;
  /** What consumers are given, where that is no Secret. */
  readonly recognisesDelivered?: RecognisesDelivered | undefined;
  /** Why no consumer receives anything, whatever it is entitled to. */
  readonly withheld?: WhyNotDelivered | undefined;
  /** The lines of the roster, where they were joined before. */
  readonly joined?: JoinedRoster | undefined;
}

/** The record, and beside it what the record must not hold: credentials, and outputs that stay. */
export interface Decisions<One extends Filled = Present> {
  readonly record: FleetRecord;
  readonly filled: FilledRoster<One>;
  readonly deliveries: Deliveries<One>;
  readonly registrations: Registrations<One>;
  /** Absent where nothing limits who receives what. */
  readonly audiences?: Audiences | undefined;
  /** Outputs of an earlier render that stay exactly as they are. */
  readonly keep: readonly Item[];
  /** Plugins that have to answer before this is the whole. */
  readonly asks: readonly PluginCall[];
  readonly findings: readonly Finding[];
}

type Fields = Pick<Fleet, 'clusters' | 'profiles' | 'namespaces' | 'placementDecisions'>;

/** Decides, for each cluster: its ClusterProfile, its credentials, its consumers, its registration. */
export function decide(
  fleet: Fields,
  access: AccessContext,
  earlier: EarlierOutputs,
  options: DecideOptions,
): Decisions {
  const decisions = decideBy(fleet, options, (roster, recognises) =>
    fillRoster(roster, access, earlier, { ...options, recognises }),
  );
  const { filled, roster } = decisions;
  return {
    ...decisions,
    record: {
      ...decisions.record,
      expiriesOf: readExpiries(filled, options.expiry),
      likenesses: () => findLikenesses(roster, filled.present),
    },
    findings: [
      ...decisions.findings,
      ...tellReferences(filled.present, access.crossNamespace, access.tokenServers.isMember),
    ],
  };
}

/** The same, where credentials stay where they are: the Secrets are known by name, and nobody reads them. */
export function decideReferences(
  fleet: Fields,
  access: AccessContext,
  earlier: EarlierOutputs,
  options: DecideOptions,
): Decisions<Referred> {
  const decisions = decideBy(fleet, options, (roster, recognises) =>
    referRoster(roster, access, earlier, { ...options, recognises }),
  );
  const { present } = decisions.filled;
  return { ...decisions, findings: [...decisions.findings, ...tellNamedSecrets(present, access.crossNamespace)] };
}

/** Finds the credentials of every line, and recognises what an earlier render made from them. */
export type Fill<One extends Filled> = (roster: readonly Entry[], recognises: Recognise) => Filling<One>;

/** The same, where the function has its own way of finding what leads to a cluster. */
export function decideBy<One extends Filled>(
  fleet: Fields,
  options: DecideOptions,
  fill: Fill<One>,
): Decisions<One> & { readonly roster: readonly Entry[] } {
  const { labelKeys, memberships = [], publishes, registers } = options;
  const joined = options.joined ?? joinRoster(fleet, labelKeys);
  const roster = noteManagedClusters(joined.roster, memberships);
  const { consumers, findings: naming } = publishes ? listConsumers(fleet, labelKeys) : { consumers: [], findings: [] };
  const audiences = publishes ? openAudiences(consumers, fleet, joined.sets, options) : undefined;
  const recognisesDelivered = (some: readonly Consumer[]) =>
    (options.recognisesDelivered ?? recogniseConsumerSecret)(some, audiences?.accessOf);
  const isPublished = publishes ? recognisesDelivered(consumers) : never;
  const registrar = options.registrar ?? SVELTOS;
  const isRegistered = registers ? registrar.recognise : never;
  const {
    filled,
    asks,
    findings: filling,
  } = fill(roster, (entry, item) => isPublished(entry, item) || isRegistered(entry, item));
  const deliveries: Deliveries<One> = publishes
    ? decideDeliveries(filled, consumers, {
        publishes,
        consumerLabel: labelKeys.consumer,
        audiences,
        withheld: options.withheld,
        recognisesDelivered,
      })
    : NO_DELIVERIES;
  const registrations: Registrations<One> = registers
    ? chooseRegistrations(filled, registers.capiClusters, registrar)
    : NO_REGISTRATIONS;
  return {
    roster,
    record: {
      labelKeys,
      ...writeRecord(roster, { filled, deliveries, registrations, consumers, sets: joined.sets }, joined.leftOut),
    },
    filled,
    deliveries,
    registrations,
    audiences,
    keep: [...deliveries.keep, ...registrations.keep],
    asks,
    findings: [
      findNearMisses(fleet, labelKeys),
      joined.findings,
      judgeKept([...deliveries.keep, ...registrations.keep], options.kubeconfigPolicy),
      judgeClaims(roster, labelKeys, options.profileNamespaces),
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
  readonly filled: Pick<FilledRoster, 'decisions'>;
  readonly deliveries: Pick<Deliveries, 'decisions'>;
  readonly registrations: Pick<Registrations, 'decisions'>;
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
