/** What ClusterProfiles that are written look like, whatever they are made from. */
export const profileFields = {
  clusterProfileVersion: {
    enum: ['v1alpha1', 'v1alpha2'],
    default: 'v1alpha1',
    description:
      'The version of multicluster.x-k8s.io in which ClusterProfiles are written. They are valid in both versions, and both versions are read.',
  },
} as const;

/** What the ClusterProfiles of Cluster API's Clusters say. */
export const capiProfileFields = {
  clusterManager: {
    type: 'string',
    minLength: 1,
    maxLength: 63,
    pattern: '^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$',
    default: 'cluster-api',
    description:
      'The name of the cluster manager in the ClusterProfiles of Clusters (spec.clusterManager.name and the label x-k8s.io/cluster-manager). The API does not let you change it later.',
  },
  displayNameAnnotation: {
    examples: ['example.com/display-name'],
    type: 'string',
    minLength: 1,
    description: 'On a Cluster: the annotation with its display name. Default: the display name is the Cluster’s name.',
  },
  profileLabels: {
    examples: [['env', 'topology.example.com/*']],
    type: 'array',
    items: { type: 'string', minLength: 1 },
    default: [],
    description:
      'The labels of a Cluster that its ClusterProfile carries too. A `*` at the end matches any suffix. Name no labels by which another tool marks the objects that it owns.',
  },
  profileProperties: {
    examples: [[{ from: 'Label', key: 'region' }]],
    type: 'array',
    default: [],
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['from', 'key'],
      properties: {
        from: {
          enum: ['Label', 'Annotation', 'Variable'],
          description: 'What the property is read from: a label, an annotation or a topology variable of the Cluster.',
        },
        key: { type: 'string', minLength: 1, description: 'The label, annotation or variable.' },
        name: {
          type: 'string',
          minLength: 1,
          maxLength: 253,
          description: 'The name of the property. Default: the key.',
        },
      },
    },
    description: 'The properties of the ClusterProfiles of Clusters. Choose nothing that is secret.',
  },
} as const;
