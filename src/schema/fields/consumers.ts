import { stringMap } from './types';

export const selector = (description: string) =>
  ({
    type: 'object',
    additionalProperties: false,
    properties: {
      matchLabels: stringMap,
      matchExpressions: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['key', 'operator'],
          properties: {
            key: { type: 'string', minLength: 1 },
            operator: { enum: ['In', 'NotIn', 'Exists', 'DoesNotExist'] },
            values: { type: 'array', items: { type: 'string' } },
          },
        },
      },
    },
    description,
  }) as const;

/** A rule of who receives what. */
export const ruleProperties = {
  name: {
    type: 'string',
    minLength: 1,
    description:
      'The name of the rule in explanations and messages. Default: its place. Messages do not show names with spaces.',
  },
  match: {
    anyOf: [
      { type: 'string', minLength: 1, description: 'The value of the consumer label.' },
      selector('A selector over the labels of the Namespaces of consumers.'),
    ],
    description:
      'The consumers: the value of their label (labelKeys.consumer), or a selector over the labels of their Namespaces. It makes no Namespace a consumer that lacks that label.',
  },
  clusters: {
    type: 'object',
    additionalProperties: false,
    description: 'The clusters, which every condition must fit. Default: all.',
    properties: {
      cluster: selector('A selector over the labels of the Cluster or ManagedCluster.'),
      clusterProfile: selector('A selector over the labels of the ClusterProfile (not in publish-credentials).'),
      clusterSets: {
        type: 'array',
        minItems: 1,
        items: { type: 'string' },
        description: 'Names of ClusterSets.',
      },
      properties: selector('A selector over the properties of the ClusterProfile (not in publish-credentials).'),
      placementDecision: {
        type: 'string',
        pattern: '^[^/]+/[^/]+$',
        description:
          'The `namespace/name` of a PlacementDecision in the input, or its decision-key: the clusters that a scheduler has chosen.',
      },
    },
  },
  deny: { type: 'boolean', default: false, description: 'Whether the rule denies the clusters instead.' },
} as const;

/** Who receives the credentials of which clusters. */
export const consumerFields = {
  consumers: {
    examples: [[{ match: 'argocd', clusters: { cluster: { matchLabels: { env: 'prod' } } } }]],
    type: 'array',
    description:
      'Which consumers receive the credentials of which clusters. For a consumer and a cluster, the first rule that covers both decides. If there are rules, what none of them covers receives nothing. Default: every consumer receives every cluster.',
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['match'],
      properties: ruleProperties,
    },
  },
  sameClusterSetOnly: {
    type: 'boolean',
    default: false,
    description:
      'Whether a consumer receives only clusters of the ClusterSet that its Namespace is labelled with (labelKeys.namespaceClusterSet). One without that label receives nothing.',
  },
} as const;
