/** How a large fleet is rendered: in shards. */
export const scaleFields = {
  limits: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description:
      'The most that this render may write: more is an error, before anything is written. In a shard, what the shard writes.',
    properties: {
      objects: {
        type: 'integer',
        minimum: 1,
        examples: [50_000],
        description: 'How many objects. Default: any number.',
      },
      bytesPerSecret: {
        type: 'integer',
        minimum: 1,
        default: 1_048_576,
        description:
          'How many bytes of data one Secret or ConfigMap may have. The API server takes no more than the default, 1 MiB.',
      },
      bytes: {
        type: 'integer',
        minimum: 1,
        examples: [80_000_000],
        description: 'About how many bytes all objects together may have as YAML. Default: any number.',
      },
    },
  },
  shard: {
    type: 'object',
    additionalProperties: false,
    description:
      'Which part of the output this render writes (see scale.md). The whole fleet is read and checked anyway. Give index and count, or one of consumer, clusterSet and rest. The option --shard INDEX/COUNT overrides them.',
    properties: {
      index: {
        type: 'integer',
        minimum: 0,
        examples: [3],
        description: 'The number of this shard, from 0 to count - 1.',
      },
      count: {
        type: 'integer',
        minimum: 1,
        maximum: 10_000,
        examples: [8],
        description:
          'The number of shards. Each cluster is in one of them, by a hash of the namespace and name of its ClusterProfile. If count grows by one, only the clusters of the new shard move.',
      },
      consumer: {
        type: 'string',
        minLength: 1,
        examples: ['argocd'],
        description: 'The name of a consumer: this shard has everything that is made for this consumer.',
      },
      clusterSet: {
        type: 'string',
        minLength: 1,
        examples: ['prod'],
        description: 'The name of a ClusterSet: this shard has everything that is made for its clusters.',
      },
      rest: {
        enum: ['Consumers', 'ClusterSets'],
        description:
          'Consumers: this shard has what is made for no single consumer. ClusterSets: it has what is made for clusters without a ClusterSet, and for no cluster.',
      },
      keepOthers: {
        type: 'boolean',
        default: true,
        description:
          'What happens to objects of other shards where this shard writes. true: they stay, because all shards write to one package or directory. false: this shard has a package or directory to itself, and objects that have moved to another shard are removed from it.',
      },
    },
  },
} as const;
