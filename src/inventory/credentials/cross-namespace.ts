import type { ClusterProfile } from '../../api/cluster-profile';
import { namespaceOf, pathOf } from '../../api/metadata';
import * as access from '../../diagnostics/access';
import * as credentialFindings from '../../diagnostics/credentials';
import type { Finding, Place } from '../../diagnostics/finding';
import { groupBy } from '../../lists/group';
import { isGranted, type NamespaceGrants } from '../namespace-grants';
import { type Entry, profilePath } from '../roster';
import type { Credentials, SecretReference, WorkloadIdentity } from './credentials';

/** Whether an access provider may lead to a Secret of another namespace than its ClusterProfile's, and of which. */
export interface CrossNamespace extends NamespaceGrants {
  /** Where it is not empty, these are granted to every namespace, and what is not granted is denied. */
  readonly allowedNamespaces: readonly string[];
}

/**
 * The finding of a reference that is not allowed. Whoever may write a ClusterProfile could read any Secret otherwise.
 * @param isMember whether Open Cluster Management gives the Secret's cluster to the profile's namespace.
 */
export function judgeReference(
  place: Place,
  profile: ClusterProfile,
  secret: string,
  namespace: string,
  rules: CrossNamespace,
  isMember = false,
): Finding | undefined {
  const from = namespaceOf(profile);
  if (namespace === from || isMember || isReferenceGranted(rules, from, namespace)) return undefined;
  if (rules.policy !== 'Deny' && rules.allowedNamespaces.length === 0) return undefined;
  return access.crossNamespaceDenied(place, pathOf(profile), secret);
}

function isReferenceGranted({ allow, allowedNamespaces }: CrossNamespace, from: string, to: string): boolean {
  return allowedNamespaces.includes(to) || isGranted(allow, from, to);
}

/** An entry with the credentials that were found for it. */
interface Filled {
  readonly entry: Entry;
  readonly credentials: Credentials;
}

/**
 * Says which namespaces' Secrets are handed to ClusterProfiles of which others: one finding for each pair, a warning where
 * nothing grants it. What Open Cluster Management itself gives to a namespace needs no word.
 */
export function tellReferences(
  present: readonly Filled[],
  rules: CrossNamespace,
  isMember: (namespace: string, cluster: string) => boolean,
): Finding[] {
  const references = present.flatMap(({ entry, credentials: { source, secret, ...rest } }) => {
    if (source !== 'AccessProvider' || secret === undefined) return [];
    const from = entry.profileNamespace;
    const to = namespaceOf(secret.object);
    if (from === to || ('tokenOf' in rest && rest.tokenOf !== undefined && isMember(from, rest.tokenOf))) return [];
    const use = `Secret ${pathOf(secret.object)} to ${profilePath(entry)}`;
    return [{ from, to, use, place: entry.profile?.item.at('status') ?? {} }];
  });
  return tellPairs(references, rules);
}

/** The same, of Secrets that are known by name. Cluster API's own belong to the Cluster that names the profile. */
export function tellNamedSecrets(
  present: readonly { readonly entry: Entry; readonly credentials: SecretReference | WorkloadIdentity }[],
  rules: CrossNamespace,
): Finding[] {
  const references = present.flatMap(({ entry, credentials }) => {
    const from = entry.profileNamespace;
    if (credentials.source !== 'AccessProvider') return [];
    const { namespace: to, name } = credentials;
    if (from === to) return [];
    const use = `Secret ${to}/${name} to ${profilePath(entry)}`;
    return [{ from, to, use, place: entry.profile?.item.at('status') ?? {} }];
  });
  return tellPairs(references, rules);
}

interface Use {
  readonly from: string;
  readonly to: string;
  readonly use: string;
  readonly place: Place;
}

function tellPairs(references: readonly Use[], rules: CrossNamespace): Finding[] {
  return [...groupBy(references, ({ from, to }) => `${from} ${to}`).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { from, to, place } = first;
    const uses = group.map(({ use }) => use);
    const isAllowed = rules.policy === 'Allow' || isReferenceGranted(rules, from, to);
    return isAllowed
      ? [credentialFindings.credentialsFromElsewhere({}, from, to, uses)]
      : [credentialFindings.crossNamespaceNotGranted(place, from, to, uses)];
  });
}
