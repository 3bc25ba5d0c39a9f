import type { FromSchema } from 'json-schema-to-ts';
import { hubChecks } from './hub-checks';
import type { ApiKind } from './kind';
import { labelSelectorSchema } from './label-selector';
import { metadataSchema } from './metadata';

/** Open Cluster Management's ManagedClusterSet, v1beta2. Cluster-scoped. */
export const managedClusterSetSchema = {
  type: 'object',
  required: ['metadata'],
  properties: {
    metadata: metadataSchema,
    spec: {
      type: ['object', 'null'],
      properties: {
        clusterSelector: {
          type: ['object', 'null'],
          properties: { selectorType: { type: ['string', 'null'] }, labelSelector: labelSelectorSchema },
        },
      },
    },
  },
} as const;

export type ManagedClusterSet = FromSchema<typeof managedClusterSetSchema>;

export const MANAGED_CLUSTER_SET: ApiKind<ManagedClusterSet> = {
  group: 'cluster.open-cluster-management.io',
  kind: 'ManagedClusterSet',
  get validate() {
    return hubChecks().validateManagedClusterSet;
  },
};
