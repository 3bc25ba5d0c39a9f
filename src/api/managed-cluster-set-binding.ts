import type { FromSchema } from 'json-schema-to-ts';
import { verdictSchema } from './condition';
import { hubChecks } from './hub-checks';
import type { ApiKind } from './kind';
import { metadataSchema } from './metadata';

/** Open Cluster Management's ManagedClusterSetBinding, v1beta2: it makes a set's clusters known in its namespace. */
export const managedClusterSetBindingSchema = {
  type: 'object',
  required: ['metadata', 'spec'],
  properties: {
    metadata: metadataSchema,
    spec: {
      type: 'object',
      required: ['clusterSet'],
      properties: { clusterSet: { type: 'string', minLength: 1 } },
    },
    status: {
      type: ['object', 'null'],
      properties: { conditions: { type: ['array', 'null'], items: verdictSchema } },
    },
  },
} as const;

export type ManagedClusterSetBinding = FromSchema<typeof managedClusterSetBindingSchema>;

export const MANAGED_CLUSTER_SET_BINDING: ApiKind<ManagedClusterSetBinding> = {
  group: 'cluster.open-cluster-management.io',
  kind: 'ManagedClusterSetBinding',
  get validate() {
    return hubChecks().validateManagedClusterSetBinding;
  },
};

/** The status of the condition `Bound`; `undefined` where the binding has none, as one from a repository. */
export function boundStatus({ status }: ManagedClusterSetBinding): string | undefined {
  return status?.conditions?.find(({ type }) => type === 'Bound')?.status;
}
