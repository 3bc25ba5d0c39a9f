import { DATA_KEY_PATTERN, NAMESPACE_PATTERN, OBJECT_NAME_PATTERN } from '../api/name-patterns';

/**
 * Every name that Rollcall gives, and what Kubernetes takes for a name. The strings are what other programs look for.
 */

/** The KEP-4322 Secret of one profile in a consumer's namespace (the push-model document's name). */
export function consumerSecretName(profileNamespace: string, profileName: string): string {
  return `${profileNamespace}-${profileName}-kubeconfig`;
}

/** The Secret that multicluster-runtime reads in the profile's namespace. */
export function runtimeSecretName(consumer: string, profileName: string): string {
  return `${consumer}-${profileName}-kubeconfig`;
}

/** The Secret that Sveltos reads for a SveltosCluster. */
export function sveltosSecretName(profileName: string): string {
  return `${profileName}-sveltos-kubeconfig`;
}

/**
 * Argo CD's cluster Secret of a profile. A namespace has no dot in it, so no two profiles have the same; and none has the
 * name that Argo CD's own controller gives, which begins with `cluster-` or `clusterprofile-`.
 */
export function argoCDSecretName(profileNamespace: string, profileName: string): string {
  return `argocd-cluster.${profileNamespace}.${profileName}`;
}

/** The SecretStore through which External Secrets Operator reads the Secrets of a namespace. */
export function secretStoreName(namespace: string): string {
  return `rollcall-${namespace}`;
}

/** The ServiceAccount with which it reads them for the namespace that the ServiceAccount is in. */
export const READER_NAME = 'rollcall-external-secrets';

/** The Role and RoleBinding, beside the Secrets, of the ServiceAccount of a namespace. */
export function readerRoleName(namespace: string): string {
  return `${READER_NAME}-${namespace}`;
}

/** The ConfigMap of a consumer with what it needs to use access providers. */
export const WIRING_NAME = 'rollcall-cluster-inventory';

/** The key of it that is the provider file. */
export const PROVIDER_FILE_KEY = 'providers.json';

/** The Role and RoleBinding, beside the Secrets, of the ServiceAccounts of a consumer. */
export function consumerRoleName(namespace: string): string {
  return `rollcall-consumer-${namespace}`;
}

/** A DNS-1123 subdomain of at most 253 characters: the name of most objects. */
export function isObjectName(text: string): boolean {
  return text.length <= 253 && subdomain.test(text);
}

/** A DNS-1123 label of at most 63 characters: the name of a Namespace. */
export function isNamespaceName(text: string): boolean {
  return text.length <= 63 && dnsLabel.test(text);
}

/** At most 63 characters; letters, digits, `-`, `_` and `.`, with a letter or digit at both ends; or empty. */
export function isLabelValue(text: string): boolean {
  return text.length <= 63 && labelValue.test(text);
}

/** The key of a label or annotation: a name of at most 63 characters, behind an optional DNS prefix and a slash. */
export function isQualifiedKey(text: string): boolean {
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  return name !== '' && isLabelValue(name) && (slash < 0 || isObjectName(text.slice(0, slash)));
}

/** The key of a Secret's data: at most 253 letters, digits, `-`, `_` and `.`; neither `.` nor with `..` at the beginning. */
export function isDataKey(text: string): boolean {
  return text.length <= 253 && dataKey.test(text);
}

const dataKey = new RegExp(DATA_KEY_PATTERN);
const dnsLabel = new RegExp(NAMESPACE_PATTERN);
const subdomain = new RegExp(OBJECT_NAME_PATTERN);
const labelValue = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?$/;
