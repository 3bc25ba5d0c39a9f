import { selector } from './consumers';
import { names, namespaceName, stringMap } from './types';

const text = (description: string) => ({ type: 'string', minLength: 1, description }) as const;

/** What Argo CD's cluster Secrets look like. */
export const argoCDFields = {
  credentials: {
    enum: ['Reference', 'Copy'],
    default: 'Reference',
    description:
      'What is in a cluster Secret. Reference: no credentials; Argo CD runs a plugin or uses its own identity in a cloud. Copy: the token or certificate of the kubeconfig that the ClusterProfile leads to, in plain text.',
  },
  argocdNamespace: {
    ...namespaceName,
    default: 'argocd',
    description: 'The namespace of Argo CD, where it reads cluster Secrets.',
  },
  clusterName: {
    type: 'string',
    minLength: 1,
    default: '{name}',
    description:
      'The name of a cluster in Argo CD, which must be unique. In this field, `project`, `controllerShard` and `namespaces`, `{name}` and `{namespace}` stand for the ClusterProfile, `{label:KEY}` for one of its labels and `{property:NAME}` for one of its properties.',
  },
  project: {
    ...text('The project that the cluster belongs to. Default: none, so every project may use it.'),
    examples: ['{label:team}'],
  },
  controllerShard: {
    examples: [1, '{label:shard}'],
    anyOf: [
      { type: 'integer', minimum: 0 },
      { type: 'string', minLength: 1 },
    ],
    description:
      'The shard of Argo CD’s application controller that manages the cluster: a number, or a text such as `{label:shard}`.',
  },
  namespaces: {
    ...names,
    minItems: 1,
    examples: [['apps']],
    description: 'The namespaces of the cluster that Argo CD manages. Default: all, and resources without a namespace.',
  },
  clusterResources: {
    type: 'boolean',
    default: false,
    description: 'With namespaces: whether Argo CD manages resources without a namespace too.',
  },
  labelsFromProperties: {
    type: 'array',
    default: [],
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['property'],
      properties: {
        property: text('The name of the property.'),
        label: text('The key of the label. Default: the name of the property.'),
        default: { type: 'string', description: 'The value where the ClusterProfile has no such property.' },
        required: {
          type: 'boolean',
          default: false,
          description: 'Whether a ClusterProfile without the property is an error. Otherwise the label is left out.',
        },
      },
    },
    description:
      'The properties of ClusterProfiles that become labels of cluster Secrets, for the selectors of ApplicationSets. The labels of a ClusterProfile are copied without it (dropLabels).',
  },
  awsAuth: {
    type: 'array',
    default: [],
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['clusterName'],
      properties: {
        clusters: selector('A selector over the labels of the ClusterProfile. Default: all.'),
        clusterName: text('The name of the EKS cluster, for example `{property:eks-name}`.'),
        roleARN: text('The role that Argo CD assumes.'),
        profile: text('The profile of the AWS configuration that Argo CD uses.'),
      },
    },
    description:
      'The clusters that Argo CD reaches with its own identity in AWS (awsAuthConfig). The first rule that fits is used, and overrides access providers. The placeholders of clusterName work here too.',
  },
  template: {
    type: 'object',
    additionalProperties: false,
    description: 'Defaults that are merged into every cluster Secret. Values from the ClusterProfile override them.',
    properties: {
      metadata: {
        type: 'object',
        additionalProperties: false,
        properties: { labels: stringMap, annotations: stringMap },
      },
    },
  },
} as const;
