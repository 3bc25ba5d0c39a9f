import type { FilePlace } from '../diagnostics/finding';
import type { Entry } from '../inventory/roster';
import type { Item } from '../krm/item';
import type { Writable } from '../krm/yaml/write';

export type OutputMetadata = {
  name: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** Finalizers and the like, where a template gives them. */
  [field: string]: Writable | undefined;
};

/** An object as it will be written, but for its namespace and the marks of its owner. */
export type OutputObject = {
  apiVersion: string;
  kind: string;
  metadata: OutputMetadata;
  [field: string]: Writable | undefined;
};

/** An object to be made, once in each of some namespaces, and what it is made from. */
export interface Output {
  readonly object: OutputObject;
  /** Outputs that go to the same namespaces share one set: a fleet times its consumers is a large number. */
  readonly namespaces: ReadonlySet<string>;
  /** The first of its sources: findings about the output point here. */
  readonly origin: Item;
  /** `<group>/<Kind>/<namespace>/<name>` of every source. */
  readonly sources: readonly string[];
  /** The cluster that it is made for. */
  readonly entry?: Entry | undefined;
  readonly role: OutputRole;
  /** Why an EventTrigger makes it; nothing is looked up before somebody asks. */
  readonly instantiated?: () => Instantiated;
  /** The object of the input that it changes in place: that one stays whose it is, without our marks. */
  readonly updates?: Item;
}

/** Something in the input that had a say in an output, and where it stands. */
export interface Cause {
  readonly words: string;
  /** With the line, where it is known. */
  readonly file?: FilePlace | undefined;
}

/** How an EventTrigger came to make an object. */
export interface Instantiated {
  readonly eventTrigger: Cause;
  readonly eventSource: Cause;
  /** What made its source an event: labels and fields, a CEL rule or Lua. */
  readonly rules: readonly Cause[];
  readonly template: Cause;
}

/** What an output is for: the rule behind it is the decision of that name in its cluster's record. */
export type OutputRole =
  | 'ClusterProfile'
  /** A consumer's Secret, or what External Secrets Operator makes one from. */
  | 'ConsumerSecret'
  | 'SveltosCluster'
  | 'SveltosSecret'
  /** Argo CD's cluster Secret. */
  | 'ArgoCDCluster'
  /** A ClusterProfile in a consumer's namespace, or a MultiKueueCluster: what a consumer knows a cluster by. */
  | 'ConsumerProfile'
  /** What lets somebody read Secrets: it is for a namespace, and for no cluster. */
  | 'SecretAccess'
  | 'Instantiated';

/** Whether it is an object that a cluster is known by, whose labels select what runs there. */
export function isRegistration(role: OutputRole | undefined): boolean {
  return role === 'SveltosCluster' || role === 'ArgoCDCluster';
}
