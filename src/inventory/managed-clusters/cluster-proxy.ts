import { CLUSTER_PROXY, type ProxyAuthority } from '../../api/managed-proxy-configuration';
import { readValue } from '../../api/secret';
import * as credentialFindings from '../../diagnostics/credentials';
import type { Finding } from '../../diagnostics/finding';
import * as nearMisses from '../../diagnostics/near-misses';
import * as ocm from '../../diagnostics/open-cluster-management';
import type { SecretIndex } from '../credentials/secret-index';
import type { Fleet } from '../fleet';
import { isNamespaceName } from '../names';
import { isEncrypted } from '../stand-ins';

/** How clients on the hub reach the API servers of managed clusters through cluster-proxy. */
export interface ClusterProxy {
  /** The proxy's namespace. */
  readonly namespace: string;
  /** The certificates that clients trust, base64. */
  readonly authority: string;
}

/** The URL at which the user server passes requests on to a managed cluster. */
export function proxyUrl({ namespace }: ClusterProxy, cluster: string): string {
  return `https://${CLUSTER_PROXY.userServer}.${namespace}:${CLUSTER_PROXY.port}/${cluster}`;
}

/**
 * cluster-proxy as the input describes it; `undefined` where its configuration or its certificate is not there, which
 * means that the hub does without.
 */
export function findClusterProxy(
  { managedProxyConfigurations }: Pick<Fleet, 'managedProxyConfigurations'>,
  secrets: Pick<SecretIndex, 'find'>,
  caFrom: ProxyAuthority,
): { proxy?: ClusterProxy; findings: Finding[] } {
  const found = managedProxyConfigurations.find(({ object }) => object.metadata.name === CLUSTER_PROXY.configuration);
  if (found === undefined) return { findings: [] };
  const namespace = found.object.spec?.proxyServer?.namespace || CLUSTER_PROXY.defaultNamespace;
  if (!isNamespaceName(namespace)) {
    return { findings: [ocm.proxyNamespaceInvalid(found.item.at('spec.proxyServer.namespace'), namespace)] };
  }
  const authority = CLUSTER_PROXY.authorities[caFrom];
  const path = `${namespace}/${authority.secret}`;
  const secret = secrets.find(namespace, authority.secret);
  if (secret === undefined) return { findings: [ocm.proxyAuthorityMissing(found.item.at(), path)] };
  if (secret === 'unreadable') return { findings: [] };
  const value = readValue(secret.object, authority.key);
  const place = secret.item.at(`data.${authority.key}`);
  if (isEncrypted(secret.item.object)) return { findings: [nearMisses.secretEncrypted(place, path)] };
  switch (value.state) {
    case 'absent':
      return { findings: [ocm.proxyAuthorityEmpty(place, path, authority.key)] };
    case 'invalid':
      return { findings: [credentialFindings.secretNotBase64(place, path, authority.key)] };
    case 'present':
      return { proxy: { namespace, authority: value.base64 }, findings: [] };
  }
}
