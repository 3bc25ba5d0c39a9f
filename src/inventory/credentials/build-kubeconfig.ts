import { type AccessProvider, type ClusterProfile, providerField } from '../../api/cluster-profile';
import type { ExecCredentialStatus } from '../../api/exec-credential';
import type { Kubeconfig } from '../../api/kubeconfig';
import { pathOf } from '../../api/metadata';
import * as access from '../../diagnostics/access';
import { decodeBase64 } from '../../krm/base64';
import { renderBlock } from '../../krm/yaml/write';
import type { Found } from '../fleet';
import { type BuiltCredentials, broken, type Search } from './credentials';

/** A kubeconfig for the cluster that an access provider names, with what proves its user. */
export function buildCredentials(
  { object, item }: Found<ClusterProfile>,
  provider: AccessProvider,
  user: Omit<ExecCredentialStatus, 'expiresAt'>,
  origin: Pick<BuiltCredentials, 'from' | 'secret' | 'expiresAt' | 'madeAt'>,
): Search {
  const place = item.at(providerField(object, provider));
  const profile = pathOf(object);
  const { cluster } = provider;
  const server = cluster?.server;
  if (!cluster || !server) return broken(access.accessWithoutServer(place, profile, provider.name));
  const authority = cluster['certificate-authority-data']?.replace(/\s/g, '') ?? '';
  if (decodeBase64(authority) === undefined) return broken(access.authorityNotBase64(place, profile, provider.name));
  const config = describe({ ...cluster, server, 'certificate-authority-data': authority }, user);
  const text = Buffer.concat(renderBlock(config, '', '', '\n'));
  const base64 = text.toString('base64');
  return {
    state: 'found',
    credentials: { origin: 'AccessProvider', source: 'AccessProvider', place, base64, config, ...origin },
  };
}

type Cluster = NonNullable<AccessProvider['cluster']> & { readonly server: string };

/**
 * Names and order of the keys are clusterinventory-controller's; empty fields are left out, and nothing in it is to be
 * run. The controller drops `tls-server-name`, `insecure-skip-tls-verify` and `proxy-url`; here they are carried over, as
 * is all that client-go's Cluster has but its extensions, which are for plugins.
 */
function describe(cluster: Cluster, { token, certificate }: Omit<ExecCredentialStatus, 'expiresAt'>) {
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
