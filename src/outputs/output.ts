import type { Item } from '../krm/item';
import type { Writable } from '../krm/yaml/write';

export type OutputMetadata = {
  name: string;
  namespace: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
};

/** An object as it will be written, but for the marks of its owner. */
export type OutputObject = {
  apiVersion: string;
  kind: string;
  metadata: OutputMetadata;
  [field: string]: Writable | undefined;
};

/** An object to be made, and what it is made from. */
export interface Output {
  readonly object: OutputObject;
  /** The first of its sources: findings about the output point here. */
  readonly origin: Item;
  /** `<group>/<Kind>/<namespace>/<name>` of every source. */
  readonly sources: readonly string[];
}
