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
  /** What is written for these consumers, where the function wires them. */
  readonly access?: ConsumerAccess | undefined;
}

/** How consumers get at the clusters that they receive, without copies of credentials. */
export interface ConsumerAccess {
  /** Who runs the plugins; of the consumer's own namespace, where none is given. */
  readonly serviceAccounts?: readonly { readonly name: string; readonly namespace?: string | undefined }[] | undefined;
  /** `Copy`: the consumer reads ClusterProfiles of its own namespace only. */
  readonly profiles: 'Copy' | 'None';
  /** What MultiKueueClusters name, where the consumer is Kueue. */
  readonly kueue?: 'ClusterProfile' | 'KubeConfig' | undefined;
}
