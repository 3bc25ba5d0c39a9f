import { consumerFields, ruleProperties } from './consumers';
import { namespaceName, objectName } from './types';

/** Who receives what, and how consumers get at it. */
export const wiringFields = {
  ...consumerFields,
  consumers: {
    ...consumerFields.consumers,
    examples: [[{ match: 'kueue', access: { kueue: 'ClusterProfile', serviceAccounts: [{ name: 'kueue' }] } }]],
    minItems: 1,
    items: {
      ...consumerFields.consumers.items,
      properties: {
        ...ruleProperties,
        access: {
          type: 'object',
          additionalProperties: false,
          description:
            'What is written for these consumers. Of several rules that cover a consumer, the first with access is used.',
          properties: {
            serviceAccounts: {
              type: 'array',
              items: {
                type: 'object',
                additionalProperties: false,
                required: ['name'],
                properties: {
                  name: { ...objectName, description: 'The name of the ServiceAccount.' },
                  namespace: {
                    ...namespaceName,
                    description: 'Its namespace. Default: the namespace of the consumer.',
                  },
                },
              },
              description:
                'The ServiceAccounts that run the plugins. They may `get` exactly the Secrets that the ClusterProfiles of the consumer name. Default: none, and no Role is written.',
            },
            profiles: {
              enum: ['Copy', 'None'],
              default: 'None',
              description:
                'Copy: the namespace of the consumer gets a copy of each ClusterProfile, for consumers that read only their own namespace.',
            },
            kueue: {
              enum: ['ClusterProfile', 'KubeConfig'],
              description:
                'For Kueue: a MultiKueueCluster for each cluster. ClusterProfile: it names the copy of the ClusterProfile in the namespace of the consumer. KubeConfig: it names the Secret that publish-credentials writes there (set dataKeys: [kubeconfig]).',
            },
          },
        },
      },
    },
  },
} as const;
