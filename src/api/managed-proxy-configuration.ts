import type { FromSchema } from 'json-schema-to-ts';
import { hubChecks } from './hub-checks';
import type { ApiKind } from './kind';
import { metadataSchema } from './metadata';

/** cluster-proxy's ManagedProxyConfiguration, v1alpha1. Cluster-scoped. */
export const managedProxyConfigurationSchema = {
  type: 'object',
  required: ['metadata'],
  properties: {
    metadata: metadataSchema,
    spec: {
      type: ['object', 'null'],
      properties: {
        proxyServer: { type: ['object', 'null'], properties: { namespace: { type: ['string', 'null'] } } },
      },
    },
  },
} as const;

export type ManagedProxyConfiguration = FromSchema<typeof managedProxyConfigurationSchema>;

export const MANAGED_PROXY_CONFIGURATION: ApiKind<ManagedProxyConfiguration> = {
  group: 'proxy.open-cluster-management.io',
  kind: 'ManagedProxyConfiguration',
  get validate() {
    return hubChecks().validateManagedProxyConfiguration;
  },
};

/** What cluster-proxy calls things, whatever it is configured with. */
export const CLUSTER_PROXY = {
  /** The one ManagedProxyConfiguration that counts. */
  configuration: 'cluster-proxy',
  /** The CRD's default for `spec.proxyServer.namespace`. */
  defaultNamespace: 'open-cluster-management-cluster-proxy',
  /** The Service through which clients on the hub reach a managed cluster's API server. */
  userServer: 'cluster-proxy-addon-user',
  port: 9092,
  /** The Secrets, in the proxy's namespace, that a client's trust in the user server can come from. */
  authorities: {
    ServingCert: { secret: 'cluster-proxy-user-serving-cert', key: 'tls.crt' },
    ProxyCA: { secret: 'proxy-server-ca', key: 'ca.crt' },
  },
} as const;

/** Where a client's trust in the user server comes from. */
export type ProxyAuthority = keyof typeof CLUSTER_PROXY.authorities;
