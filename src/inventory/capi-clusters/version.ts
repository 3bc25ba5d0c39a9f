import { type Cluster, isControlPlaneInitialized } from '../../api/cluster';
import { compareBytes } from '../../lists/order';

/**
 * The Kubernetes version that a cluster runs; empty where nobody knows. During an upgrade it is the older one. A topology
 * says what is wanted: it is taken for what runs once the control plane is up, unless the Cluster says that they differ.
 */
export function readVersion(cluster: Cluster): string {
  const { status, spec } = cluster;
  const listed = [status?.controlPlane?.versions, status?.v1beta2?.controlPlane?.versions].flatMap(
    (list) => list?.flatMap(({ version }) => version || []) ?? [],
  );
  const [running] = listed.sort(compareVersions);
  if (running !== undefined) return running;
  if (!isControlPlaneInitialized(cluster) || isReconciling(cluster)) return '';
  return spec?.topology?.version ?? '';
}

function isReconciling({ status }: Cluster): boolean {
  const conditions = [...(status?.conditions ?? []), ...(status?.v1beta2?.conditions ?? [])];
  return conditions.some(({ type, status }) => type === 'TopologyReconciled' && status !== 'True');
}

/** By their numbers; what has none comes last. */
function compareVersions(one: string, other: string): number {
  const [first, second] = [one, other].map(
    (version) => version.match(/\d+/g)?.map(Number) ?? [Number.POSITIVE_INFINITY],
  );
  for (const [at, number] of (first ?? []).entries()) {
    const difference = number - (second?.[at] ?? 0);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
  }
  return compareBytes(one, other);
}
