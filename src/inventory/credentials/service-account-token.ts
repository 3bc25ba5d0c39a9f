import {
  type AccessProvider,
  type ClusterProfile,
  EXEC_EXTENSION,
  extensionOf,
  OCM_CLUSTER_NAME_LABEL,
  providerField,
} from '../../api/cluster-profile';
import { type Instant, parseInstant } from '../../api/instant';
import { readTokenClaims } from '../../api/json-web-token';
import { TOKEN_SECRET } from '../../api/managed-service-account';
import { labelOf, namespaceOf, pathOf } from '../../api/metadata';
import { readValue, type Secret } from '../../api/secret';
import * as access from '../../diagnostics/access';
import * as credentialFindings from '../../diagnostics/credentials';
import { isObject, textOf } from '../../krm/json';
import type { Found } from '../fleet';
import type { AccessContext } from './access-context';
import { buildCredentials } from './build-kubeconfig';
import { broken, missing, type NotFound, type Search } from './credentials';
import { judgeReference } from './cross-namespace';

/** The access provider of Open Cluster Management's cluster-proxy. */
export const OPEN_CLUSTER_MANAGEMENT = 'open-cluster-management';

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
  const place = profile.item.at(providerField(profile.object, provider));
  const path = pathOf(profile.object);
  const cluster = clusterNameOf(profile.object, provider);
  const { managedServiceAccount } = context.openClusterManagement;
  const candidates = listTokens(profile, cluster, context);
  const [first, ...others] = candidates;
  if (first === undefined) return missing(reasonFor(cluster, managedServiceAccount, namespaceOf(profile.object)));
  const tokens = candidates.map((secret) => readToken(secret));
  const faults = tokens.flatMap((token) => (typeof token === 'string' ? [] : token.findings));
  if (faults.length > 0) return broken(...faults);
  if (others.length > 0 && new Set(tokens).size > 1) {
    const names = candidates.map(({ object }) => pathOf(object));
    return broken(access.tokensAmbiguous(place, path, names));
  }
  const token = tokens.find((one) => typeof one === 'string') ?? '';
  const isForeign = namespaceOf(first.object) !== namespaceOf(profile.object);
  const denied =
    isForeign &&
    judgeReference(place, profile.object, pathOf(first.object), namespaceOf(first.object), context.crossNamespace);
  if (denied) return broken(denied);
  return buildCredentials(
    profile,
    provider,
    { token },
    {
      from: `the token of a ManagedServiceAccount (Secret ${pathOf(first.object)})`,
      secret: first,
      expiresAt: expiryOf(cluster, first, context),
    },
  );
}

/** The managed cluster that a profile stands for: what the plugin reads, what OCM labels, and the name that OCM gives. */
function clusterNameOf(profile: ClusterProfile, provider: AccessProvider): string {
  const extension = extensionOf(provider, EXEC_EXTENSION);
  const named = isObject(extension) ? textOf(extension.clusterName) : '';
  return named || labelOf(profile, OCM_CLUSTER_NAME_LABEL) || profile.metadata.name;
}

/** The Secrets that can hold the token, the copies beside the profile first. */
function listTokens(
  { object }: Found<ClusterProfile>,
  cluster: string,
  { secrets, openClusterManagement: { managedServiceAccount }, profileNames }: AccessContext,
): Found<Secret>[] {
  const copies = secrets.syncedTokensIn(namespaceOf(object)).filter((secret) => {
    const { name } = secret.object.metadata;
    if (managedServiceAccount !== undefined) return name === TOKEN_SECRET.syncedName(cluster, managedServiceAccount);
    return isCopyFor(cluster, secret.object, profileNames);
  });
  const onHub = secrets
    .hubTokensIn(cluster)
    .filter(({ object: { metadata } }) => (managedServiceAccount ?? metadata.name) === metadata.name);
  return [...copies, ...onHub];
}

/**
 * Whether a copy's name, `<cluster>-<account>`, begins with this cluster's name and not with a longer one's: `a-b-c` may be
 * of `a` or of `a-b`. What the token says of its account decides, where it says anything.
 */
function isCopyFor(cluster: string, secret: Secret, profileNames: readonly string[]): boolean {
  const { name } = secret.metadata;
  if (!name.startsWith(`${cluster}-`)) return false;
  const value = readValue(secret, TOKEN_SECRET.tokenKey);
  const account = value.state === 'present' ? readTokenClaims(value.text).serviceAccount : undefined;
  if (account !== undefined) return name === TOKEN_SECRET.syncedName(cluster, account);
  return !profileNames.some((other) => other.startsWith(`${cluster}-`) && name.startsWith(`${other}-`));
}

function readToken(secret: Found<Secret>): string | Extract<NotFound, { state: 'broken' }> {
  const { tokenKey } = TOKEN_SECRET;
  const value = readValue(secret.object, tokenKey);
  const path = pathOf(secret.object);
  const place = secret.item.at(`data.${tokenKey}`);
  if (value.state === 'present') return value.text;
  const finding =
    value.state === 'absent'
      ? access.tokenMissing(place, path)
      : credentialFindings.secretNotBase64(place, path, tokenKey);
  return { state: 'broken', findings: [finding] };
}

function expiryOf(cluster: string, { object }: Found<Secret>, { serviceAccounts }: AccessContext): Instant | undefined {
  const name = labelOf(object, TOKEN_SECRET.syncedLabel)?.slice(cluster.length + 1) ?? object.metadata.name;
  const expires = serviceAccounts.get(`${cluster}/${name}`)?.object.status?.expirationTimestamp;
  return expires ? parseInstant(expires) : undefined;
}

function reasonFor(cluster: string, account: string | undefined, namespace: string): string {
  const hub = `${cluster}/${account ?? '<ManagedServiceAccount>'}`;
  const copy = `${namespace}/${TOKEN_SECRET.syncedName(cluster, account ?? '<ManagedServiceAccount>')}`;
  return `there is no token of a ManagedServiceAccount for its access provider ${OPEN_CLUSTER_MANAGEMENT}: neither Secret ${hub} nor its copy ${copy}`;
}
