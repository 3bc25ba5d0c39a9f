import {
  type AccessProvider,
  type ClusterProfile,
  EXEC_EXTENSION,
  extensionOf,
  OCM_CLUSTER_NAME_LABEL,
  OPEN_CLUSTER_MANAGEMENT,
  providerField,
} from '../../api/cluster-profile';
import { type Instant, parseInstant } from '../../api/instant';
import { readTokenClaims } from '../../api/json-web-token';
import { TOKEN_SECRET } from '../../api/managed-service-account';
import { labelOf, namespaceOf, pathOf } from '../../api/metadata';
import { readValue, type Secret } from '../../api/secret';
import * as access from '../../diagnostics/access';
import * as credentialFindings from '../../diagnostics/credentials';
import type { Finding } from '../../diagnostics/finding';
import * as nearMisses from '../../diagnostics/near-misses';
import { isObject, typeInWords } from '../../krm/json';
import type { Found } from '../fleet';
import { isEncrypted } from '../stand-ins';
import type { AccessContext } from './access-context';
import { buildCredentials } from './build-kubeconfig';
import { broken, missing, type NotFound, type Search } from './credentials';
import { judgeReference } from './cross-namespace';
import { type ReachableCluster, readCluster } from './reachable-cluster';
import type { SecretIndex } from './secret-index';

/**
 * The kubeconfig of a cluster behind cluster-proxy, with the token of a ManagedServiceAccount: what the plugin `cp-creds`
 * would give, without running it. The token lies in the managed cluster's namespace on the hub, or as a synced copy
 * beside the ClusterProfile.
 */
export function searchServiceAccountToken(
  profile: Found<ClusterProfile>,
  provider: AccessProvider,
  context: AccessContext,
): Search {
  const { object, item } = profile;
  const place = item.at(providerField(object, provider));
  const named = nameCluster(object, provider);
  if ('found' in named) return broken(access.clusterNameWrong(place, pathOf(object), named.found));
  const { cluster } = named;
  const labelled = labelOf(object, OCM_CLUSTER_NAME_LABEL) ?? cluster;
  if (labelled !== cluster) return broken(access.clusterNamesDiffer(place, pathOf(object), cluster, labelled));

  const { candidates, denied } = listCandidates(profile, provider, cluster, context);
  if (candidates.length === 0 && denied.length > 0) return broken(...denied);
  const [first] = candidates;
  if (first === undefined) {
    const { managedServiceAccount } = context.openClusterManagement;
    const others = [...context.tokens.copiesIn(namespaceOf(object), cluster), ...context.tokens.onHub(cluster)];
    return missing(reasonFor(cluster, managedServiceAccount, namespaceOf(object), others, context.secrets));
  }
  const tokens = candidates.map(readToken);
  const faults = tokens.flatMap((token) => (typeof token === 'string' ? [] : [token]));
  if (faults.length > 0) return broken(...faults);
  const [token, ...others] = new Set(tokens.filter((one) => typeof one === 'string'));
  if (others.length > 0) {
    const names = candidates.map((secret) => pathOf(secret.object));
    return broken(access.tokensAmbiguous(place, pathOf(object), names));
  }
  const reading = readCluster(profile, provider);
  if ('findings' in reading) return broken(...reading.findings);
  const refused = refuseServer(profile, provider, reading, context);
  if (refused !== undefined) return refused;
  return buildCredentials(
    reading,
    { token },
    {
      tokenOf: cluster,
      from: `the token of a ManagedServiceAccount (Secret ${pathOf(first.object)})`,
      secret: first,
      expiresAt: expiryOf(cluster, first, token, context),
    },
  );
}

/** The error of a server that is not known to be the cluster's: it could be anybody's. */
export function refuseServer(
  { object }: Found<ClusterProfile>,
  provider: AccessProvider,
  { place, cluster: reachable }: ReachableCluster,
  { tokenServers }: AccessContext,
): NotFound | undefined {
  const named = nameCluster(object, provider);
  if ('found' in named) return broken(access.clusterNameWrong(place, pathOf(object), named.found));
  const objection = tokenServers.objection(object, named.cluster, reachable);
  if (objection === undefined) return undefined;
  return broken(access.tokenServerUnknown(place, pathOf(object), named.cluster, objection));
}

/** The managed cluster that a profile stands for: what the plugin reads, what OCM labels, and the name that OCM gives. */
function nameCluster(profile: ClusterProfile, provider: AccessProvider): { cluster: string } | { found: string } {
  const extension = extensionOf(provider, EXEC_EXTENSION);
  const named = isObject(extension) ? (extension.clusterName ?? '') : '';
  if (typeof named !== 'string') return { found: typeInWords(named) };
  return { cluster: named || labelOf(profile, OCM_CLUSTER_NAME_LABEL) || profile.metadata.name };
}

/** The Secrets that can hold the token, the copies beside the profile first; and those that the configuration forbids. */
function listCandidates(
  { object, item }: Found<ClusterProfile>,
  provider: AccessProvider,
  cluster: string,
  { tokens, openClusterManagement: { managedServiceAccount: account }, crossNamespace, tokenServers }: AccessContext,
): { candidates: Found<Secret>[]; denied: Finding[] } {
  const copies = tokens
    .copiesIn(namespaceOf(object), cluster)
    .filter(
      (secret) => account === undefined || secret.object.metadata.name === TOKEN_SECRET.syncedName(cluster, account),
    );
  const onHub = tokens
    .onHub(cluster)
    .filter((secret) => account === undefined || secret.object.metadata.name === account);
  const denied: Finding[] = [];
  const allowed = onHub.filter((secret) => {
    const place = item.at(providerField(object, provider));
    const namespace = namespaceOf(secret.object);
    const isMember = tokenServers.isMember(namespaceOf(object), cluster);
    const finding = judgeReference(place, object, pathOf(secret.object), namespace, crossNamespace, isMember);
    if (finding !== undefined) denied.push(finding);
    return finding === undefined;
  });
  return { candidates: [...new Set([...copies, ...allowed])], denied };
}

/** A token without the line break that files end in, or what is wrong. */
function readToken(secret: Found<Secret>): string | Finding {
  const { tokenKey } = TOKEN_SECRET;
  const value = readValue(secret.object, tokenKey);
  const path = pathOf(secret.object);
  const place = secret.item.at(`data.${tokenKey}`);
  if (isEncrypted(secret.item.object)) return nearMisses.secretEncrypted(place, path);
  if (value.state === 'invalid') return credentialFindings.secretNotBase64(place, path, tokenKey);
  const token = value.state === 'present' ? value.text.trim() : '';
  return token === '' ? access.tokenMissing(place, path) : token;
}

/** What the ManagedServiceAccount says or the token says of itself, whichever comes first: a copy may be an old one. */
function expiryOf(
  cluster: string,
  { object }: Found<Secret>,
  token: string | undefined,
  { serviceAccounts }: AccessContext,
): Instant | undefined {
  const name = labelOf(object, TOKEN_SECRET.syncedLabel)?.slice(cluster.length + 1) ?? object.metadata.name;
  const told = serviceAccounts.get(`${cluster}/${name}`)?.object.status?.expirationTimestamp;
  const ends = [told ? parseInstant(told) : undefined, readTokenClaims(token ?? '').expiresAt];
  const known = ends.filter((end) => end !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

function reasonFor(
  cluster: string,
  account: string | undefined,
  namespace: string,
  others: readonly Found<Secret>[],
  secrets: Pick<SecretIndex, 'nearMisses'>,
): string {
  const there = others.map(({ object }) => pathOf(object)).join(', ');
  const hub = `${cluster}/${account ?? '<ManagedServiceAccount>'}`;
  const copy = `${namespace}/${TOKEN_SECRET.syncedName(cluster, account ?? '<ManagedServiceAccount>')}`;
  const { ofName } = secrets.nearMisses();
  const near = [ofName(cluster, account ?? ''), ofName(namespace, TOKEN_SECRET.syncedName(cluster, account ?? ''))];
  return `there is no token of a ManagedServiceAccount for its access provider ${OPEN_CLUSTER_MANAGEMENT}: neither Secret ${hub} nor its copy ${copy}${there === '' ? '' : `, though there is ${there}`}${near.find((one) => one !== '') ?? ''}`;
}
