/**
 * Who is in the fleet: each cluster with where it goes, each consumer, each ClusterSet. It is made from the record of a
 * render, committed beside the configuration, and the next render is compared with it. It holds names only.
 */
export interface Roll {
  /** The functionConfig's name. */
  readonly name: string;
  /** The function that runs. */
  readonly function: string;
  /** By the ClusterProfile's `namespace/name`. */
  readonly clusters: ReadonlyMap<string, Member>;
  /** The consumer's name by its Namespace. */
  readonly consumers: ReadonlyMap<string, string>;
  /** The Namespace that holds the ClusterProfiles of a ClusterSet, by the set's name. */
  readonly clusterSets: ReadonlyMap<string, string>;
  /** Labels that every SveltosCluster has, whatever its ClusterProfile has. */
  readonly registeredLabels: ReadonlyMap<string, string>;
  /** What is made for no cluster of the roster, by `Kind namespace/name`, with what it is made from. */
  readonly objects: ReadonlyMap<string, string>;
}

/** One cluster: where it comes from and where it goes. */
export interface Member {
  /** `Cluster mgmt/a`, `ClusterProfile`, `ManagedCluster a`: what stands for it in the input. */
  readonly sources: readonly string[];
  /** The source of its credentials and the Secret, or `none`. */
  readonly credentials: string;
  /** The labels of its SveltosCluster; `undefined` where none is made. */
  readonly registered?: ReadonlyMap<string, string> | undefined;
  /** The Namespaces that receive its credentials; `undefined` where every consumer does. */
  readonly consumers?: readonly string[] | undefined;
  /**
   * `Kept`: its credentials are missing, and an earlier render's objects stay. `Broken`: findings say what is wrong with
   * it. Where it goes is not known then, only that it is there.
   */
  readonly unsure?: 'Kept' | 'Broken' | undefined;
}
