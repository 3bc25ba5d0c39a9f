import type { Severity } from '../diagnostics/finding';
import type { LabelKeys } from '../inventory/label-keys';
import type { OutputRecord } from '../run/render-record';
import type { ClusterView } from './cluster-view';

/** What the page of a fleet holds: plain data from the record, no secret. Lists that many clusters share are held once. */
export interface PageData {
  /** `<function>/<name>`. */
  readonly owner: string;
  /** The time that the page is seen from (RFC 3339), where it is not the present. */
  readonly now?: string | undefined;
  readonly keys: LabelKeys;
  readonly consumers: readonly PageConsumer[];
  readonly clusters: readonly PageCluster[];
  /** Sets of Namespaces, which deliveries and outputs name by their place. */
  readonly namespaceSets: readonly (readonly string[])[];
  readonly findings: readonly PageFinding[];
  readonly leftOut: readonly PageLeftOut[];
  readonly difference?: PageDifference | undefined;
}

export interface PageConsumer {
  readonly name: string;
  readonly namespace: string;
}

type Delivery = ClusterView['delivery'];

export interface PageCluster extends Omit<ClusterView, 'delivery' | 'findings'> {
  /** The ClusterSet that it is shown in; empty for none. */
  readonly set: string;
  readonly delivery:
    | (Omit<Extract<Delivery, { state: 'delivered' }>, 'to'> & { readonly to: number })
    | Exclude<Delivery, { state: 'delivered' }>;
  /** Places in the list of findings. */
  readonly findings: readonly number[];
  readonly outputs: readonly PageOutput[];
}

/** An object of the output, in each of a set of Namespaces. */
export interface PageOutput extends Pick<OutputRecord, 'group' | 'kind' | 'name' | 'role' | 'sources' | 'change'> {
  readonly namespaces: number;
}

export interface PageFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly problem: string;
  readonly remedy: string;
  /** The object and its file. */
  readonly place: string;
}

/** An object that nothing is made from. */
export interface PageLeftOut {
  readonly subject: string;
  readonly because: string;
}

/** What separates the fleet from another one. */
export interface PageDifference {
  readonly old: string;
  readonly new: string;
  readonly summary: string;
  readonly sections: readonly DifferenceSection[];
  /** By the ClusterProfile's `namespace/name`. */
  readonly clusters: Readonly<Record<string, ClusterChange>>;
  /** Namespaces of consumers that join. */
  readonly newConsumers: readonly string[];
}

export interface DifferenceSection {
  readonly title: string;
  readonly lines: readonly { readonly sign: string; readonly text: string; readonly below: readonly string[] }[];
}

export interface ClusterChange {
  readonly change: 'joined' | 'left' | 'moved' | 'changed';
  readonly movedFrom?: string | undefined;
  /** Why it left. */
  readonly because?: string | undefined;
  /** Namespaces of consumers. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  readonly registration?: 'gained' | 'lost' | undefined;
  /** Whether its credentials have other content. */
  readonly rotated: boolean;
}
