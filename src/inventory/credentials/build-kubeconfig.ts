import { refusedByClientGo } from '../../api/client-go-config';
import type { ExecCredentialStatus } from '../../api/exec-credential';
import type { Kubeconfig } from '../../api/kubeconfig';
import * as credentialFindings from '../../diagnostics/credentials';
import { type BuiltCredentials, broken, type Search } from './credentials';
import type * as Text from './kubeconfig-text';
import type { ReachableCluster } from './reachable-cluster';

/** A kubeconfig for a cluster, with what proves its user. */
export function buildCredentials(
  { place, profile, cluster }: ReachableCluster,
  user: Omit<ExecCredentialStatus, 'expiresAt'>,
  origin: Pick<BuiltCredentials, 'from' | 'secret' | 'tokenOf' | 'expiresAt' | 'madeAt'>,
): Search {
  const config = describe(cluster, user);
  const refused = refusedByClientGo(config);
  if (refused !== undefined) return broken(credentialFindings.kubeconfigMadeRefused(place, profile, refused));
  // Go's YAML writer: only a kubeconfig that is made here needs it.
  const { kubeconfigBase64 }: typeof Text = require('./kubeconfig-text');
  const base64 = kubeconfigBase64(config);
  return {
    state: 'found',
    credentials: { origin: 'AccessProvider', source: 'AccessProvider', place, base64, config, ...origin },
  };
}

/**
 * Names and order of the keys are clusterinventory-controller's; empty fields are left out, and nothing in it is to be
 * run. The controller drops `tls-server-name`, `insecure-skip-tls-verify` and `proxy-url`; here they are carried over, as
 * is all that client-go's Cluster has but its extensions, which are for plugins.
 */
function describe(
  cluster: ReachableCluster['cluster'],
  { token, certificate }: Omit<ExecCredentialStatus, 'expiresAt'>,
) {
  const encode = (pem: string) => Buffer.from(pem).toString('base64');
  const carriedOver = {
    'certificate-authority': cluster['certificate-authority'] || undefined,
    'certificate-authority-data': cluster['certificate-authority-data'] || undefined,
    'disable-compression': cluster['disable-compression'] || undefined,
    'insecure-skip-tls-verify': cluster['insecure-skip-tls-verify'] || undefined,
    'proxy-url': cluster['proxy-url'] || undefined,
    server: cluster.server,
    'tls-server-name': cluster['tls-server-name'] || undefined,
  };
  const user = {
    'client-certificate-data': certificate && encode(certificate.pem),
    'client-key-data': certificate && encode(certificate.key),
    token,
  };
  return {
    apiVersion: 'v1',
    clusters: [{ cluster: carriedOver, name: 'cluster' }],
    contexts: [{ context: { cluster: 'cluster', user: 'user' }, name: 'context' }],
    'current-context': 'context',
    kind: 'Config',
    users: [{ name: 'user', user }],
  } satisfies Kubeconfig;
}
