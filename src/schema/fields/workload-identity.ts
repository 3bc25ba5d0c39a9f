import { selector } from './consumers';

const value = (description: string) => ({ type: 'string', minLength: 1, description }) as const;

/** How Sveltos reaches clusters of a cloud without any kubeconfig. */
export const workloadIdentityFields = {
  workloadIdentity: {
    type: 'array',
    default: [],
    description:
      'With credentials: Reference, the ClusterProfiles whose SveltosCluster uses a workload identity of its cloud (spec.workloadIdentity) instead of a Secret; the first rule that fits is used. In every value, `{name}` stands for the name of the ClusterProfile, `{label:KEY}` for one of its labels and `{property:NAME}` for one of its properties.',
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['provider', 'settings'],
      properties: {
        clusters: selector('A selector over the labels of the ClusterProfile. Default: all.'),
        provider: { enum: ['AWS', 'GCP', 'Azure'], description: 'The cloud.' },
        endpoint: value('The server. Default: the one of the first access provider that has a server.'),
        caSecret: value(
          'The name of the Secret, in the namespace of the ClusterProfile, whose key ca.crt holds the CA.',
        ),
        settings: {
          type: 'object',
          additionalProperties: false,
          description:
            'The fields of spec.workloadIdentity.aws, gcp or azure. AWS needs clusterName; GCP needs projectID, clusterName and location; Azure needs tenantID and clientID.',
          properties: {
            clusterName: value('The name of the cluster in its cloud.'),
            region: value('AWS: the region.'),
            roleARN: value('AWS: the role to assume.'),
            projectID: value('GCP: the project.'),
            location: value('GCP: the region or zone.'),
            tenantID: value('Azure: the tenant.'),
            clientID: value('Azure: the client.'),
            subscriptionID: value('Azure: the subscription.'),
            resourceGroup: value('Azure: the resource group.'),
          },
        },
      },
    },
  },
} as const;
