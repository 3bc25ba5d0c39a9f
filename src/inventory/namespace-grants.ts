/** That what is in the namespace `to` may be used from the namespace `from`: a pair, as in Gateway API's ReferenceGrant. */
export interface NamespaceGrant {
  readonly from: string;
  readonly to: string;
}

/** What happens to a pair of namespaces that no grant names. */
export type PairPolicy = 'Allow' | 'Warn' | 'Deny';

/** The pairs that the configuration grants. */
export interface NamespaceGrants {
  readonly policy: PairPolicy;
  readonly allow: readonly NamespaceGrant[];
}

export function isGranted(allow: readonly NamespaceGrant[], from: string, to: string): boolean {
  return allow.some((grant) => grant.from === from && grant.to === to);
}
