/** What a node of the graph is; the order is the way from the input to who receives a cluster. */
export type NodeKind = 'source' | 'cluster' | 'profile' | 'sveltos' | 'consumer';

export interface GraphNode {
  /** Made by us, never from a name. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: string;
  /** The ClusterSet and namespace that it is drawn in: the id of a group. */
  readonly group?: string | undefined;
  /** How many things the node stands for, where they are several. */
  readonly count?: number | undefined;
  /** Some cluster of this node has no credentials. */
  readonly missing?: true | undefined;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** The rule behind it. */
  readonly rule?: string | undefined;
}

export interface GraphGroup {
  readonly id: string;
  readonly label: string;
}

/** The fleet as nodes and arrows. The shape that `-o json` prints. */
export interface FleetGraph {
  readonly groups: readonly GraphGroup[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** What is drawn as one node, in sentences; empty where nothing is. */
  readonly aggregated: readonly string[];
}
