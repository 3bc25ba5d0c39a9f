import type { FromSchema } from 'json-schema-to-ts';
import { validateClusterProfile } from '../../generated/validators';
import type { ApiKind } from './kind';
import { labelOf, metadataSchema } from './metadata';

const providersSchema = {
  type: ['array', 'null'],
  items: {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string' },
      cluster: {
        type: ['object', 'null'],
        properties: {
          server: { type: ['string', 'null'] },
          'tls-server-name': { type: ['string', 'null'] },
          'insecure-skip-tls-verify': { type: ['boolean', 'null'] },
          'certificate-authority': { type: ['string', 'null'] },
          'certificate-authority-data': { type: ['string', 'null'] },
          'disable-compression': { type: ['boolean', 'null'] },
          'proxy-url': { type: ['string', 'null'] },
          extensions: {
            type: ['array', 'null'],
            items: {
              type: 'object',
              required: ['name'],
              // The CRD types an extension as a map; the library and KEP-5339 use lists too.
              properties: { name: { type: 'string' }, extension: {} },
            },
          },
        },
      },
    },
  },
} as const;

/** SIG Multicluster's ClusterProfile (KEP-4322), v1alpha1: the fields that Rollcall looks at. */
export const clusterProfileSchema = {
  type: 'object',
  required: ['metadata'],
  properties: {
    metadata: metadataSchema,
    spec: {
      type: ['object', 'null'],
      properties: {
        clusterManager: { type: ['object', 'null'], properties: { name: { type: 'string' } } },
        displayName: { type: ['string', 'null'] },
      },
    },
    status: {
      type: ['object', 'null'],
      properties: {
        conditions: {
          type: ['array', 'null'],
          items: {
            type: 'object',
            properties: { type: { type: 'string' }, status: { type: 'string' } },
          },
        },
        accessProviders: providersSchema,
        credentialProviders: providersSchema,
      },
    },
  },
} as const;

export type ClusterProfile = FromSchema<typeof clusterProfileSchema>;
export type AccessProvider = NonNullable<NonNullable<ClusterProfile['status']>['accessProviders']>[number];

/** The extension that carries what a provider needs to know of the cluster (KEP-5339). */
export const EXEC_EXTENSION = 'client.authentication.k8s.io/exec';
/** The access provider whose plugin reads a whole kubeconfig from a Secret. */
export const KUBECONFIG_SECRETREADER = 'kubeconfig-secretreader';
/** KEP-5339: further arguments and environment variables of a plugin, for one cluster. */
export const ARGS_EXTENSION = 'clusterprofiles.multicluster.x-k8s.io/exec/additional-args';
export const ENVS_EXTENSION = 'clusterprofiles.multicluster.x-k8s.io/exec/additional-envs';

/** Sveltos has a ClusterProfile of its own, in config.projectsveltos.io: the group tells them apart. */
export const CLUSTER_PROFILE: ApiKind<ClusterProfile> = {
  group: 'multicluster.x-k8s.io',
  kind: 'ClusterProfile',
  validate: validateClusterProfile,
};

/** Labels of KEP-4322 on a Secret that holds a ClusterProfile's credentials. */
export const PROFILE_LABEL = 'x-k8s.io/cluster-profile';
export const PROFILE_NAMESPACE_LABEL = 'x-k8s.io/cluster-profile-namespace';
/** KEP-4322: on a ClusterProfile, the name of the cluster manager that keeps it. */
export const CLUSTER_MANAGER_LABEL = 'x-k8s.io/cluster-manager';
/** Open Cluster Management: on a ClusterProfile, the name of its ManagedCluster. */
export const OCM_CLUSTER_NAME_LABEL = 'open-cluster-management.io/cluster-name';
/** KEP-4322: profiles of one cluster have one value, whoever made them. */
export const MEMBER_ID_LABEL = 'multicluster.x-k8s.io/inventory-member-id';
/** The access provider of Open Cluster Management's cluster-proxy. */
export const OPEN_CLUSTER_MANAGEMENT = 'open-cluster-management';
/** KEP-4322: on the Namespace of a consumer. */
export const CONSUMER_LABEL = 'x-k8s.io/cluster-inventory-consumer';

/** The names of the cluster manager that keeps the profile: the label should repeat what the spec says. */
export function managersOf(profile: ClusterProfile): string[] {
  const names = [profile.spec?.clusterManager?.name, labelOf(profile, CLUSTER_MANAGER_LABEL)];
  return [...new Set(names.flatMap((name) => name || []))];
}

/** The profile's providers in the order in which they are searched: the deprecated field comes last. */
export function providersOf({ status }: ClusterProfile): AccessProvider[] {
  return [...(status?.accessProviders ?? []), ...(status?.credentialProviders ?? [])];
}

/** The provider's first extension of a name, as any JSON. */
export function extensionOf({ cluster }: AccessProvider, name: string): unknown {
  return cluster?.extensions?.find((one) => one.name === name)?.extension;
}

/** The field of the status that a provider stands in, for pointing at it. */
export function providerField({ status }: ClusterProfile, provider: AccessProvider): string {
  return status?.accessProviders?.includes(provider) ? 'status.accessProviders' : 'status.credentialProviders';
}

export function isControlPlaneHealthy({ status }: ClusterProfile): boolean {
  return (status?.conditions ?? []).some(({ type, status }) => type === 'ControlPlaneHealthy' && status === 'True');
}
