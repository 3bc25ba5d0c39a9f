import type { ClusterProfile } from '../../api/cluster-profile';
import { namespaceOf, pathOf } from '../../api/metadata';
import * as access from '../../diagnostics/access';
import type { Finding, Place } from '../../diagnostics/finding';

/** Whether an access provider may lead to a Secret of another namespace than its ClusterProfile's, and of which. */
export interface CrossNamespace {
  readonly policy: 'Allow' | 'Deny';
  /** Where it is not empty, only these. */
  readonly allowedNamespaces: readonly string[];
}

/** The finding of a reference that is not allowed. Whoever may write a ClusterProfile could read any Secret otherwise. */
export function judgeReference(
  place: Place,
  profile: ClusterProfile,
  secret: string,
  namespace: string,
  { policy, allowedNamespaces }: CrossNamespace,
): Finding | undefined {
  if (namespace === namespaceOf(profile)) return undefined;
  if (allowedNamespaces.length > 0 ? allowedNamespaces.includes(namespace) : policy === 'Allow') return undefined;
  return access.crossNamespaceDenied(place, pathOf(profile), secret);
}
