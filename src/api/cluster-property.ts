import type { FromSchema } from 'json-schema-to-ts';
import { hubChecks } from './hub-checks';
import type { ApiKind } from './kind';
import { metadataSchema } from './metadata';

/** SIG Multicluster's ClusterProperty (about API), v1alpha1: a fact that a managed cluster states about itself. Cluster-scoped, on the spoke. */
export const clusterPropertySchema = {
  type: 'object',
  required: ['metadata', 'spec'],
  properties: {
    metadata: metadataSchema,
    spec: { type: 'object', required: ['value'], properties: { value: { type: 'string' } } },
  },
} as const;

export type ClusterProperty = FromSchema<typeof clusterPropertySchema>;

export const CLUSTER_PROPERTY: ApiKind<ClusterProperty> = {
  group: 'about.k8s.io',
  kind: 'ClusterProperty',
  get validate() {
    return hubChecks().validateClusterProperty;
  },
};
