import type { FromSchema } from 'json-schema-to-ts';
import { hubChecks } from './hub-checks';
import type { ApiKind } from './kind';
import { metadataSchema } from './metadata';

/** Open Cluster Management's ClusterClaim, v1alpha1: a fact that a managed cluster states about itself. Cluster-scoped, on the spoke. */
export const clusterClaimSchema = {
  type: 'object',
  required: ['metadata', 'spec'],
  properties: {
    metadata: metadataSchema,
    spec: { type: 'object', required: ['value'], properties: { value: { type: 'string' } } },
  },
} as const;

export type ClusterClaim = FromSchema<typeof clusterClaimSchema>;

export const CLUSTER_CLAIM: ApiKind<ClusterClaim> = {
  group: 'cluster.open-cluster-management.io',
  kind: 'ClusterClaim',
  get validate() {
    return hubChecks().validateClusterClaim;
  },
};
