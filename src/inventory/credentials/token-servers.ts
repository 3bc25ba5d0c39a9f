import {
  CLUSTER_MANAGER_LABEL,
  type ClusterProfile,
  OPEN_CLUSTER_MANAGEMENT,
  providersOf,
} from '../../api/cluster-profile';
import { OCM_MANAGER } from '../../api/managed-cluster';
import type { ProxyAuthority } from '../../api/managed-proxy-configuration';
import { labelOf, namespaceOf, pathOf } from '../../api/metadata';
import { decodeBase64 } from '../../krm/base64';
import type { Fleet, Found } from '../fleet';
import { findClusterProxy, proxyUrl } from '../managed-clusters/cluster-proxy';
import { listMemberships, type MembershipOptions } from '../managed-clusters/memberships';
import { type ReachableCluster, readCluster } from './reachable-cluster';
import type { SecretIndex } from './secret-index';

/** A server that the configuration trusts with tokens of Open Cluster Management. */
export interface TrustedServer {
  readonly server: string;
  /** The managed cluster that it is the server of. Without it, each cluster is behind it, under its own name. */
  readonly cluster?: string | undefined;
  /** Base64; without it, what the machine of the client trusts. */
  readonly certificateAuthorityData?: string | undefined;
}

/** Where the tokens of managed clusters may go, and which namespaces Open Cluster Management gives the clusters to. */
export interface TokenServers {
  /** Why a token of the cluster must not go to the server of a profile; `undefined` where it may. */
  objection(profile: ClusterProfile, cluster: string, reachable: ReachableCluster['cluster']): string | undefined;
  isMember(namespace: string, cluster: string): boolean;
}

export interface TokenServerOptions extends Partial<MembershipOptions> {
  readonly openClusterManagement: { readonly trustedServers?: readonly TrustedServer[] | undefined };
}

export type Hub = Pick<
  Fleet,
  | 'profiles'
  | 'unreadable'
  | 'terminating'
  | 'managedClusters'
  | 'managedClusterSets'
  | 'managedClusterSetBindings'
  | 'managedProxyConfigurations'
>;

/** All that decides who answers a client: whoever can change one of these can have the token. */
interface Server {
  readonly url: string;
  readonly authority: string;
  /** The name that its certificate is for, where it is not the URL's. */
  readonly name: string;
  readonly verified: boolean;
}

/**
 * A token is bound to its cluster's server: whoever may write a ClusterProfile could otherwise name somebody else's
 * cluster and a server of their own. So server and certificate authority have to be those of the hub's own proxy, of the
 * ClusterProfile that the hub's own manager made for the cluster in that namespace, or of the configuration.
 */
export function findTokenServers(
  hub: Hub,
  secrets: Pick<SecretIndex, 'find'>,
  { implicitSets = true, bindingNamespaces, openClusterManagement }: TokenServerOptions,
): TokenServers {
  // Open Cluster Management refuses bindings of other names: from a repository such a one grants nothing.
  const managedClusterSetBindings = hub.managedClusterSetBindings.filter(
    ({ object }) => object.metadata.name === object.spec.clusterSet,
  );
  const members = lazily(() => {
    const { memberships } = listMemberships({ ...hub, managedClusterSetBindings }, { implicitSets, bindingNamespaces });
    return new Set(memberships.map(({ namespace, cluster }) => `${namespace}/${cluster.object.metadata.name}`));
  });
  const proxies = lazily(() => AUTHORITIES.flatMap((caFrom) => findClusterProxy(hub, secrets, caFrom).proxy ?? []));
  const profiles = lazily(() => new Map(hub.profiles.map((profile) => [pathOf(profile.object), profile])));
  const isMember = (namespace: string, cluster: string) => members().has(`${namespace}/${cluster}`);

  function listServers(namespace: string, cluster: string): Server[] {
    const ofProxy = proxies().map((proxy) => ({ url: proxyUrl(proxy, cluster), authority: proxy.authority }));
    const own = isMember(namespace, cluster) ? profiles().get(`${namespace}/${cluster}`) : undefined;
    const named = (openClusterManagement.trustedServers ?? []).flatMap((trusted) => {
      if (trusted.cluster !== undefined && trusted.cluster !== cluster) return [];
      const url = trusted.cluster === undefined ? `${withoutSlash(trusted.server)}/${cluster}` : trusted.server;
      return [{ url, authority: trusted.certificateAuthorityData ?? '' }];
    });
    const verified = [...ofProxy, ...named].map((server) => ({ ...server, name: '', verified: true }));
    return [...verified, ...(own === undefined ? [] : serversOf(own))].map(normalize);
  }

  return {
    isMember,
    objection(profile, cluster, reachable) {
      const servers = listServers(namespaceOf(profile), cluster);
      const asked = normalize(serverOf(reachable));
      if (servers.some((server) => isSame(server, asked))) return undefined;
      if (servers.length === 0) return 'the input and the configuration name no server of that cluster';
      if (servers.every(({ url }) => url !== asked.url)) return 'its server is another';
      return 'its server is trusted, but not with that certificate authority, TLS server name or insecure-skip-tls-verify';
    },
  };
}

const AUTHORITIES: readonly ProxyAuthority[] = ['ServingCert', 'ProxyCA'];

/** The servers of a profile that the hub's own manager keeps. */
function serversOf(profile: Found<ClusterProfile>): Server[] {
  if (labelOf(profile.object, CLUSTER_MANAGER_LABEL) !== OCM_MANAGER) return [];
  const hubs = providersOf(profile.object).filter(({ name }) => name === OPEN_CLUSTER_MANAGEMENT);
  return hubs.flatMap((provider) => {
    const reading = readCluster(profile, provider);
    return 'findings' in reading ? [] : [serverOf(reading.cluster)];
  });
}

function serverOf(cluster: ReachableCluster['cluster']): Server {
  return {
    url: cluster.server,
    // A file of the client's machine is never the same as a certificate that is named here.
    authority: cluster['certificate-authority']
      ? `\0${cluster['certificate-authority']}`
      : cluster['certificate-authority-data'],
    name: cluster['tls-server-name'] ?? '',
    verified: !cluster['insecure-skip-tls-verify'],
  };
}

function normalize({ url, authority, ...rest }: Server): Server {
  const pem = decodeBase64(authority.replace(/[\r\n]/g, ''))?.trim();
  return { ...rest, url: withoutSlash(url), authority: pem ?? authority };
}

function isSame(one: Server, other: Server): boolean {
  return (
    one.url === other.url &&
    one.authority === other.authority &&
    one.name === other.name &&
    one.verified === other.verified
  );
}

function withoutSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}

/** Most fleets have no hub, and most hubs' tokens are not asked for. */
function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
