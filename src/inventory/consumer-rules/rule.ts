import type { LabelSelector } from '../../api/label-selector';

/** A rule as the configuration has it. */
export interface ConsumerRule {
  readonly name?: string | undefined;
  /** The consumer's name, or a selector over the labels of its Namespace. */
  readonly match: string | LabelSelector;
  readonly clusters?:
    | {
        readonly cluster?: LabelSelector | undefined;
        readonly clusterProfile?: LabelSelector | undefined;
        readonly clusterSets?: readonly string[] | undefined;
        readonly properties?: LabelSelector | undefined;
        readonly placementDecision?: string | undefined;
      }
    | undefined;
  readonly deny: boolean;
}
