import { isControlPlaneInitialized } from '../api/cluster';
import { isControlPlaneHealthy } from '../api/cluster-profile';
import { isAvailable } from '../api/managed-cluster';
import type { Entry } from './roster';

export type MissingPolicy = 'Auto' | 'Skip' | 'Error';

/** What happens to a cluster without credentials, and by which rule. */
export type MissingDecision =
  | { readonly action: 'Keep'; readonly because: 'an earlier render' }
  | { readonly action: 'Stop'; readonly because: 'it is up' | 'the policy' }
  | { readonly action: 'Skip'; readonly because: 'it is young' | 'the policy' };

/**
 * A live cluster is never withdrawn because a Secret is missing: what an earlier render made stays, and a cluster that
 * is up and was never rendered stops the render.
 */
export function decideMissing(
  policy: MissingPolicy,
  facts: { renderedEarlier: boolean; isUp: boolean },
): MissingDecision {
  if (policy === 'Skip') return { action: 'Skip', because: 'the policy' };
  if (policy === 'Error') return { action: 'Stop', because: 'the policy' };
  if (facts.renderedEarlier) return { action: 'Keep', because: 'an earlier render' };
  if (facts.isUp) return { action: 'Stop', because: 'it is up' };
  return { action: 'Skip', because: 'it is young' };
}

/** Whether a status says that the control plane has come up. */
export function isUp({ cluster, profile, managedCluster }: Entry): boolean {
  return (
    (cluster !== undefined && isControlPlaneInitialized(cluster.object)) ||
    (profile !== undefined && isControlPlaneHealthy(profile.object)) ||
    (managedCluster !== undefined && isAvailable(managedCluster.object))
  );
}
