import type { Place } from '../diagnostics/finding';
import { sortedBy } from '../lists/order';
import type { ClusterSets } from './cluster-sets';
import type { Verdict } from './consumer-rules/audience';
import type { Consumer } from './consumers';
import type { CredentialSource } from './credentials/credentials';
import type { Expiry } from './credentials/list-expiries';
import type { LabelKeys } from './label-keys';
import type { LeftOut } from './left-out';
import type { Entry } from './roster';

/**
 * The decisions of one render: who is which ClusterProfile and by which rule, which credentials won, who receives them
 * and why. Everything that explains a render is a view of this value; nothing is decided a second time. It names
 * Secrets and holds none of their content.
 */
export interface FleetRecord {
  /** The keys of the labels that were read. */
  readonly labelKeys?: LabelKeys;
  /** Sorted by the namespace and name of the ClusterProfile. */
  readonly clusters: readonly ClusterRecord[];
  /** Sorted by Namespace. */
  readonly consumers: readonly Consumer[];
  /** Sorted by name. */
  readonly clusterSets: readonly ClusterSetRecord[];
  /** Objects that stand for a cluster and are on no line, each with its reason. */
  readonly leftOut: readonly LeftOut[];
  /** When a cluster's credentials expire. They are read only where a view asks. */
  readonly expiriesOf?: (cluster: ClusterRecord) => readonly Expiry[];
  /** Clusters that share a credential or a server: nothing is compared before somebody asks. */
  readonly likenesses?: () => Likenesses;
}

/** One cluster: its sources and placement (from the roster), and what was decided about it. */
export interface ClusterRecord extends Entry {
  readonly credentials: CredentialsDecision;
  readonly delivery: Delivery;
  readonly registration: RegistrationDecision;
}

/** Where credentials come from, or why there are none. */
export type CredentialsDecision =
  | {
      readonly state: 'found';
      readonly source: CredentialSource | 'WorkloadIdentity';
      /** The Secret's key or the plugin, in words. */
      readonly from: string;
      /** The Secret's `namespace/name`, where there is one. */
      readonly secret?: string | undefined;
      /** Sources of lower rank that have credentials too, in words. */
      readonly passedOver: readonly string[];
    }
  /** Objects of an earlier render stay as they are. */
  | { readonly state: 'missing'; readonly reason: string; readonly action: 'Keep' | 'Stop' | 'Skip' | 'RegisterBare' }
  /** Findings say what is broken. */
  | { readonly state: 'broken' }
  /** A plugin has to answer first. */
  | { readonly state: 'asks' };

/** Which consumers receive a cluster's credentials, and by which rule. */
export type Delivery =
  | {
      readonly state: 'delivered';
      readonly to: readonly Consumer[];
      readonly rule: DeliveryRule;
      /** About each consumer, where the configuration limits who receives what. */
      readonly verdicts?: readonly Verdict[] | undefined;
    }
  | { readonly state: 'kept'; readonly because: WhyNotDelivered }
  | { readonly state: 'none'; readonly because: WhyNotDelivered; readonly verdicts?: readonly Verdict[] | undefined };

/**
 * `EveryConsumer`: every Namespace with the consumer label receives every published cluster, as in the document. `Rules`: the
 * configuration says who receives what.
 */
export type DeliveryRule = 'EveryConsumer' | 'Rules';

export type WhyNotDelivered =
  | 'this function serves no consumers'
  | 'it has no credentials'
  | 'its credentials are missing'
  | 'publishFrom leaves it out'
  | 'no Namespace has the label of consumers'
  | 'the rules of consumers give it to nobody'
  | 'credentials is Reference, so no Secret is made for consumers';

/** Whether a SveltosCluster, or Argo CD's cluster Secret, is made. */
export interface RegistrationDecision {
  readonly state: 'registered' | 'kept' | 'none';
  readonly because: WhyRegistered;
  /** With what; Sveltos, where nothing is said. */
  readonly with?: 'Argo CD' | undefined;
}

export type WhyRegistered =
  | 'its ClusterProfile has credentials'
  | 'its Cluster API Cluster has credentials'
  | 'SveltosEvents registers without credentials'
  | 'its credentials are missing'
  | 'the credentials of its own are missing'
  | 'it has no credentials'
  | 'the input has no ClusterProfile for it'
  | 'its credentials come from a Cluster API Cluster, which Sveltos manages by itself (capiClusters: Skip)'
  | 'this function registers no clusters';

/** A ClusterSet that some Namespace claims. */
export interface ClusterSetRecord {
  readonly name: string;
  /** The Namespace that holds its ClusterProfiles. */
  readonly namespace: string;
  /** Namespaces that claim it too and come later by name. */
  readonly passedOver: readonly string[];
}

/** Clusters that are alike where each should be itself, in words, and where the first of them is. */
export interface Likeness {
  readonly words: readonly string[];
  readonly place: Place;
}

/** What clusters share. Credentials are compared; what is returned holds names alone. */
export interface Likenesses {
  readonly credentials: readonly Likeness[];
  readonly servers: readonly Likeness[];
}

/** For functions that decide about no cluster. */
export const EMPTY_RECORD: FleetRecord = { clusters: [], consumers: [], clusterSets: [], leftOut: [] };

export const NOT_DELIVERED: Delivery = { state: 'none', because: 'this function serves no consumers' };
export const NOT_REGISTERED: RegistrationDecision = {
  state: 'none',
  because: 'this function registers no clusters',
};

export function recordClusterSets(sets: ClusterSets): ClusterSetRecord[] {
  return sortedBy(sets, ([name]) => name).flatMap(([name, [namespace, ...passedOver]]) =>
    namespace === undefined ? [] : [{ name, namespace, passedOver }],
  );
}
