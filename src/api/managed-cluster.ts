import type { FromSchema } from 'json-schema-to-ts';
import { conditionSchema } from './condition';
import { hubChecks } from './hub-checks';
import type { ApiKind } from './kind';
import { metadataSchema } from './metadata';

/** Open Cluster Management's ManagedCluster, v1: the fields that a ClusterProfile is made from. Cluster-scoped. */
export const managedClusterSchema = {
  type: 'object',
  required: ['metadata'],
  properties: {
    metadata: metadataSchema,
    status: {
      type: ['object', 'null'],
      properties: {
        version: { type: ['object', 'null'], properties: { kubernetes: { type: ['string', 'null'] } } },
        clusterClaims: {
          type: ['array', 'null'],
          items: {
            type: 'object',
            required: ['name', 'value'],
            properties: { name: { type: 'string' }, value: { type: 'string' } },
          },
        },
        conditions: { type: ['array', 'null'], items: conditionSchema },
      },
    },
  },
} as const;

export type ManagedCluster = FromSchema<typeof managedClusterSchema>;
export type Condition = NonNullable<NonNullable<ManagedCluster['status']>['conditions']>[number];

export const MANAGED_CLUSTER: ApiKind<ManagedCluster> = {
  group: 'cluster.open-cluster-management.io',
  kind: 'ManagedCluster',
  get validate() {
    return hubChecks().validateManagedCluster;
  },
};

/** On a ManagedCluster: the ManagedClusterSet that it is an exclusive member of. */
export const MANAGED_CLUSTER_SET_LABEL = 'cluster.open-cluster-management.io/clusterset';
/** The cluster manager that Open Cluster Management is by its own word. */
export const OCM_MANAGER = 'open-cluster-management';

/** Whether the hub reaches it. */
export function isAvailable(cluster: ManagedCluster): boolean {
  return isTrue(cluster, 'ManagedClusterConditionAvailable');
}

/** Whether its agent has joined the hub: until then the hub knows nothing that the cluster states about itself. */
export function isJoined(cluster: ManagedCluster): boolean {
  return isTrue(cluster, 'ManagedClusterJoined');
}

function isTrue({ status }: ManagedCluster, type: string): boolean {
  return (status?.conditions ?? []).some((condition) => condition.type === type && condition.status === 'True');
}
