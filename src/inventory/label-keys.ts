/** The keys of the labels that the decisions read (the configuration's `labelKeys`). */
export interface LabelKeys {
  readonly profileName: string;
  readonly profileNamespace: string;
  readonly clusterSet: string;
  readonly namespaceClusterSet: string;
  readonly consumer: string;
}
