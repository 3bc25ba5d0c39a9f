import type { FromSchema } from 'json-schema-to-ts';
import { validateCluster } from '../../generated/validators';
import type { ApiKind } from './kind';
import { metadataSchema } from './metadata';

const text = { type: ['string', 'null'] } as const;

const conditionsSchema = {
  type: ['array', 'null'],
  items: {
    type: 'object',
    properties: {
      type: { type: 'string' },
      status: { type: 'string' },
      reason: text,
      message: text,
      lastTransitionTime: text,
    },
  },
} as const;

const controlPlaneSchema = {
  type: ['object', 'null'],
  properties: {
    versions: {
      type: ['array', 'null'],
      items: { type: 'object', properties: { version: { type: 'string' } } },
    },
  },
} as const;

/** Cluster API's Cluster: the fields of v1beta1 and v1beta2 that Rollcall looks at. */
export const clusterSchema = {
  type: 'object',
  required: ['metadata'],
  properties: {
    metadata: metadataSchema,
    spec: {
      type: ['object', 'null'],
      properties: {
        controlPlaneEndpoint: {
          type: ['object', 'null'],
          properties: { host: text, port: { type: ['integer', 'null'] } },
        },
        topology: {
          type: ['object', 'null'],
          properties: {
            version: text,
            variables: {
              type: ['array', 'null'],
              items: { type: 'object', properties: { name: { type: 'string' }, value: {} } },
            },
          },
        },
      },
    },
    status: {
      type: ['object', 'null'],
      properties: {
        conditions: conditionsSchema,
        /** v1beta1 */
        controlPlaneReady: { type: ['boolean', 'null'] },
        v1beta2: {
          type: ['object', 'null'],
          properties: { conditions: conditionsSchema, controlPlane: controlPlaneSchema },
        },
        /** v1beta2 */
        controlPlane: controlPlaneSchema,
        deprecated: {
          type: ['object', 'null'],
          properties: { v1beta1: { type: ['object', 'null'], properties: { conditions: conditionsSchema } } },
        },
        initialization: {
          type: ['object', 'null'],
          properties: { controlPlaneInitialized: { type: ['boolean', 'null'] } },
        },
      },
    },
  },
} as const;

export type Cluster = FromSchema<typeof clusterSchema>;

export const CLUSTER: ApiKind<Cluster> = { group: 'cluster.x-k8s.io', kind: 'Cluster', validate: validateCluster };

export type ClusterCondition = NonNullable<NonNullable<Cluster['status']>['conditions']>[number];

/** The Secret that holds the certificate authority of a Cluster (Cluster API contract, "cluster certificates"). */
export const CA_SECRET = { key: 'tls.crt', nameFor: (clusterName: string) => `${clusterName}-ca` } as const;

/** The Secret that Cluster API keeps a Cluster's kubeconfig in (Cluster API contract, "kubeconfig"). */
export const CAPI_SECRET = {
  type: 'cluster.x-k8s.io/secret',
  clusterNameLabel: 'cluster.x-k8s.io/cluster-name',
  /** The document's selection takes `value`, or else `kubeconfig`. */
  keys: ['value', 'kubeconfig'],
  nameFor: (clusterName: string) => `${clusterName}-kubeconfig`,
} as const;

/** Whether the status says that the control plane has been initialised, in the words of either version. */
export function isControlPlaneInitialized({ status }: Cluster): boolean {
  if (!status) return false;
  const conditions = [...(status.conditions ?? []), ...(status.v1beta2?.conditions ?? [])];
  return (
    status.initialization?.controlPlaneInitialized === true ||
    status.controlPlaneReady === true ||
    conditions.some(({ type, status }) => type === 'ControlPlaneInitialized' && status === 'True')
  );
}
