import type { FromSchema } from 'json-schema-to-ts';
import { validateNamespace } from '../../generated/validators';
import type { ApiKind } from './kind';
import { metadataSchema } from './metadata';

export const namespaceSchema = {
  type: 'object',
  required: ['metadata'],
  properties: { metadata: metadataSchema },
} as const;

export type Namespace = FromSchema<typeof namespaceSchema>;

export const NAMESPACE: ApiKind<Namespace> = { group: '', kind: 'Namespace', validate: validateNamespace };

/** The ClusterSet whose profiles live in a Namespace: the document's label (KEP-4322's older name) ... */
export const CLUSTER_SET_LABEL = 'clusterset.multicluster.x-k8s.io';
/** ... and the name that the API itself uses now. */
export const API_CLUSTER_SET_LABEL = 'multicluster.x-k8s.io/clusterset';
