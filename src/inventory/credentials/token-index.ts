import {
  type ClusterProfile,
  EXEC_EXTENSION,
  extensionOf,
  OCM_CLUSTER_NAME_LABEL,
  providersOf,
} from '../../api/cluster-profile';
import { readTokenClaims } from '../../api/json-web-token';
import { TOKEN_SECRET } from '../../api/managed-service-account';
import { labelOf, namespaceOf } from '../../api/metadata';
import { readValue, type Secret } from '../../api/secret';
import { isObject, textOf } from '../../krm/json';
import { groupBy } from '../../lists/group';
import type { Fleet, Found } from '../fleet';

/** The Secrets that hold a token of a ManagedServiceAccount, by the cluster that it is for. */
export interface TokenIndex {
  /** On the hub, in the managed cluster's namespace. */
  onHub(cluster: string): readonly Found<Secret>[];
  /** Copies beside ClusterProfiles. */
  copiesIn(namespace: string, cluster: string): readonly Found<Secret>[];
}

type Tokens = Pick<Fleet, 'secrets' | 'profiles' | 'managedClusters'>;

/** Made when a profile first needs it: most fleets have no such token. */
export function indexTokens(fleet: Tokens): TokenIndex {
  let index: TokenIndex | undefined;
  const make = () => {
    index ??= makeIndex(fleet);
    return index;
  };
  return {
    onHub: (cluster) => make().onHub(cluster),
    copiesIn: (namespace, cluster) => make().copiesIn(namespace, cluster),
  };
}

function makeIndex({ secrets, profiles, managedClusters }: Tokens): TokenIndex {
  const hub = groupBy(
    secrets.filter(({ object }) => labelOf(object, TOKEN_SECRET.hubLabel) === 'true'),
    ({ object }) => namespaceOf(object),
  );
  const clusters = new Set([
    ...profiles.flatMap(({ object }) => clusterNames(object)),
    ...managedClusters.map(({ object }) => object.metadata.name),
  ]);
  const copies = groupBy(
    secrets
      .filter(({ object }) => labelOf(object, TOKEN_SECRET.syncedLabel) === object.metadata.name)
      .flatMap((secret) => listClusters(secret.object, clusters).map((cluster) => ({ secret, cluster }))),
    ({ secret, cluster }) => `${namespaceOf(secret.object)}/${cluster}`,
  );
  return {
    onHub: (cluster) => hub.get(cluster) ?? [],
    copiesIn: (namespace, cluster) => (copies.get(`${namespace}/${cluster}`) ?? []).map(({ secret }) => secret),
  };
}

/** Every name that a profile's managed cluster may go by. */
function clusterNames(profile: ClusterProfile): string[] {
  const named = providersOf(profile).map((provider) => extensionOf(provider, EXEC_EXTENSION));
  return [
    profile.metadata.name,
    labelOf(profile, OCM_CLUSTER_NAME_LABEL) ?? '',
    ...named.map((extension) => (isObject(extension) ? textOf(extension.clusterName) : '')),
  ];
}

/**
 * The clusters that a copy may be of: its name is `<cluster>-<account>`, and `a-b-c` may be of `a` or of `a-b`. What the token
 * says of its account decides, where it says anything; else the longest name of a cluster that is known.
 */
function listClusters(secret: Secret, known: ReadonlySet<string>): string[] {
  const { name } = secret.metadata;
  const token = readValue(secret, TOKEN_SECRET.tokenKey);
  const account = token.state === 'present' ? readTokenClaims(token.text).serviceAccount : undefined;
  if (account !== undefined) return name.endsWith(`-${account}`) ? [name.slice(0, -account.length - 1)] : [];
  const parts = name.split('-');
  const prefixes = parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('-'));
  return prefixes.filter((prefix) => known.has(prefix)).slice(-1);
}
