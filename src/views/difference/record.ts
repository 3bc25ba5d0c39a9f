import type { OutputRole } from '../../outputs/output';

/**
 * What separates two renders, as people and programs read it: plain data, sorted, no secret. `rollcall diff -o json` prints
 * this, and the other forms are made from it. Every cause is in `clusters`, `consumers` or `clusterSets` once; `objects` holds
 * what each cause does to objects, and what no cause explains.
 */
export interface DifferenceRecord {
  /** Raised when a field changes its meaning or goes. */
  readonly version: 1;
  readonly differs: boolean;
  readonly old: SideView;
  readonly new: SideView;
  /** Sorted by `clusterProfile`. */
  readonly clusters: readonly ClusterDifference[];
  /** Sorted by `namespace`. */
  readonly consumers: readonly ConsumerDifference[];
  /** Sorted by `name`. */
  readonly clusterSets: readonly ClusterSetDifference[];
  readonly objects: readonly ObjectDifference[];
}

/** What is printed instead where a side does not render: nothing was compared. */
export interface FailedDifference {
  readonly version: 1;
  readonly failed: readonly FailedSide[];
}

export interface FailedSide {
  readonly side: 'old' | 'new';
  readonly name: string;
  readonly errors: number;
}

/** One of the two sides. */
export interface SideView {
  /** What the command line calls it: a path, a commit, `working tree`. */
  readonly name: string;
  /** `render`: an input that was rendered. `objects`: objects that somebody wrote earlier. `roll`: a Roll, which has no objects. */
  readonly form: 'render' | 'objects' | 'roll';
  readonly clusters: number;
  readonly consumers: number;
  readonly objects: number;
}

/** What happens to one cluster. */
export interface ClusterDifference {
  /** `namespace/name` on the new side; on the old one where it left. */
  readonly clusterProfile: string;
  /** `moved`: the same source has another ClusterProfile now. */
  readonly change: 'joined' | 'left' | 'moved' | 'changed';
  /** The ClusterProfile on the old side, where it moved. */
  readonly movedFrom?: string | undefined;
  /** Why it left, in half a sentence, where that is known. */
  readonly because?: string | undefined;
  /** `Cluster mgmt/a`, `ClusterProfile`: what stands for it. Absent where nothing changes. */
  readonly sources?: Change<readonly string[]> | undefined;
  /** Where its credentials come from, `CAPICluster mgmt/a-kubeconfig` or `none`. Absent where nothing changes. */
  readonly credentialSource?: Change<string> | undefined;
  /** The consumers, by Namespace, that begin or cease to receive its credentials. */
  readonly consumers: { readonly gained: readonly string[]; readonly lost: readonly string[] };
  /** Whether it begins or ceases to be registered with Sveltos. */
  readonly registration?: 'gained' | 'lost' | undefined;
  /** Labels of its SveltosCluster, which select add-ons. */
  readonly labels: readonly LabelDifference[];
  /** Credentials that are in both sides with other content. */
  readonly credentials: readonly CredentialDifference[];
  /** How many objects are made for it on one side alone. */
  readonly objects: { readonly added: number; readonly removed: number };
}

/** Before and after. */
export interface Change<T> {
  readonly old: T;
  readonly new: T;
}

export interface LabelDifference {
  readonly key: string;
  /** Absent where the label is new. */
  readonly old?: string | undefined;
  /** Absent where the label goes. */
  readonly new?: string | undefined;
}

/** One kubeconfig that takes the place of another, in however many Secrets. */
export interface CredentialDifference extends Change<CredentialView> {
  readonly secrets: number;
}

/** What may be known of a credential. */
export interface CredentialView extends Withheld {
  readonly server?: string | undefined;
  /** The name of the user in the kubeconfig. */
  readonly user?: string | undefined;
  readonly certificate?: CertificateView | undefined;
  readonly token?:
    | (Withheld & { readonly expires?: string | undefined; readonly serviceAccount?: string | undefined })
    | undefined;
  /** The certificate authority that the server is checked with. */
  readonly authority?: Withheld | undefined;
}

export interface CertificateView {
  readonly serial: string;
  /** `CN=kubernetes-admin, O=system:masters`. */
  readonly subject: string;
  /** RFC 3339. */
  readonly expires: string;
}

/** A value that is not shown. */
export interface Withheld {
  readonly bytes: number;
  /** The first digits of its SHA-256; absent where the value is so short that they would give it away. */
  readonly digest?: string | undefined;
}

export interface ConsumerDifference {
  readonly namespace: string;
  /** The consumer's name, where it is known. */
  readonly name: string;
  readonly change: 'joined' | 'left' | 'renamed';
  /** The name on the old side, where it has another. */
  readonly renamedFrom?: string | undefined;
  /** Why it left, in half a sentence, where that is known. */
  readonly because?: string | undefined;
  /** Of how many clusters it begins or ceases to receive the credentials. */
  readonly clusters: number;
}

export interface ClusterSetDifference {
  readonly name: string;
  /** The Namespace of its ClusterProfiles; absent on the side that lacks the set. */
  readonly old?: string | undefined;
  readonly new?: string | undefined;
}

/** Objects to which the same happens: with the same fields before and after. */
export interface ObjectDifference {
  readonly change: 'added' | 'removed' | 'changed';
  readonly kind: string;
  readonly role?: OutputRole | undefined;
  /** `Kind/namespace/name`, sorted. */
  readonly objects: readonly string[];
  /** The ClusterProfile, where all of them are made for one cluster. */
  readonly clusterProfile?: string | undefined;
  /** Which part of this record gives the cause, where one does. */
  readonly explainedBy?: 'cluster' | 'consumer' | undefined;
  /** Of changed objects. */
  readonly fields: readonly FieldDifference[];
}

export interface FieldDifference {
  /** `spec.paused`, `metadata.labels["example.com/team"]`. */
  readonly path: string;
  /** Absent where the field is new. */
  readonly old?: ValueView | undefined;
  /** Absent where the field goes. */
  readonly new?: ValueView | undefined;
  /** Whether an entry of `clusters` tells it already. */
  readonly isExplained: boolean;
}

/** A value as JSON text, or that it is not shown: it is secret, or long. */
export type ValueView = { readonly shown: string } | { readonly withheld: Withheld };
