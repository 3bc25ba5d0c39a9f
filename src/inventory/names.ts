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

const dnsLabel = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
const labelValue = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?$/;
