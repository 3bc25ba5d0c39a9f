import { CLUSTER_EXTERNAL_SECRET, selectedNamespaces } from '../api/external-secrets';
import type { Finding } from '../diagnostics/finding';
import * as ownership from '../diagnostics/ownership';
import type { Item } from '../krm/item';
import { objectAt } from '../krm/json';
import { sourcesOf } from '../krm/ownership';
import { groupBy } from '../lists/group';
import type { Output, OutputRole } from '../outputs/output';
import type { Recognised, RecogniseMark } from '../outputs/recognise-mark';

/** How many clusters a render may withdraw: a count, or a percentage of those that the earlier render had. */
export type MostWithdrawals = number | string;

/** What an earlier render made, and what of it leaves. */
export interface Withdrawal {
  readonly earlier: readonly Item[];
  readonly leaving: readonly Item[];
  /** Every object of the input, to tell whether a source has gone. */
  readonly items: readonly Item[];
  /** What this render makes, and what stays as it is. */
  readonly outputs?: readonly Output[] | undefined;
  readonly keep?: readonly Item[] | undefined;
}

/**
 * Stops a render that withdraws many clusters, or all that a consumer has: a mistake in one label, Namespace or path looks
 * like the wish to do so. A cluster is withdrawn when it loses all that makes it known in one way.
 * @param limits how many may go: the smallest counts.
 */
export function brakeWithdrawals(
  { earlier, leaving, items, outputs = [], keep = [] }: Withdrawal,
  limits: readonly (MostWithdrawals | undefined)[],
  recognise: RecogniseMark,
): Finding[] {
  const unselected = findUnselected(earlier, outputs, keep, recognise);
  if (leaving.length === 0 && unselected.length === 0) return [];
  const gone = new Set(leaving);
  const known = earlier.flatMap((item): Known[] => {
    const recognition = recognise(item);
    // What lets somebody read Secrets is no cluster.
    if (recognition.state !== 'made' || recognition.role === 'SecretAccess') return [];
    return [{ ...recognition, item }];
  });
  const isLost = (group: readonly Known[]) => group.every(({ item }) => gone.has(item));
  const why = explain(items);

  const clusters = groupBy(known, ({ madeFor }) => madeFor);
  const withdrawn = [...clusters].flatMap(([cluster, made]) => {
    const lost = [...groupBy(made, ({ role }) => WAYS[role]).values()].filter(isLost).flat();
    return lost.length === 0 ? [] : [{ cluster, cause: why(lost) }];
  });
  const allowed = Math.min(...limits.map((most) => countAllowed(most, clusters.size)));
  const findings: Finding[] = [];
  if (withdrawn.length > allowed) {
    const causes = CAUSES.map((cause) => ({
      cause,
      clusters: withdrawn.filter((one) => one.cause === cause).map(({ cluster }) => cluster),
    }));
    const noun = known.every(({ role }) => role === 'Instantiated') ? 'sources of objects' : 'clusters';
    findings.push(ownership.tooManyWithdrawn({}, withdrawn.length, clusters.size, noun, allowed, causes));
  }
  const losers = [...groupBy(known, ({ consumer }) => JSON.stringify(consumer))].flatMap(([, made]) => {
    const consumer = made[0]?.consumer;
    if (consumer === undefined || !isLost(made)) return [];
    const cause = why(made);
    if ('name' in consumer) return [`the consumer ${consumer.name} (${countClusters(made)}, ${cause})`];
    const { namespace } = consumer;
    const isThere = items.some(({ key }) => key === `/Namespace//${namespace}`);
    const reason = cause !== UNWANTED || isThere ? cause : 'its Namespace is gone from the input';
    return [`the consumer in the Namespace ${namespace} (${countClusters(made)}, ${reason})`];
  });
  const consumers = [
    ...losers,
    ...unselected.map(({ namespace, made }) => {
      const isThere = items.some(({ key }) => key === `/Namespace//${namespace}`);
      const reason = isThere ? UNWANTED : 'its Namespace is gone from the input';
      return `the consumer in the Namespace ${namespace} (${countClusters(made)}, ${reason})`;
    }),
  ];
  if (consumers.length > 0) findings.push(ownership.consumerLosesAll({}, consumers));
  return findings;
}

type Known = Recognised & { readonly item: Item };

/** The ways in which a cluster is known; losing one of them whole is a withdrawal. */
const WAYS: Record<OutputRole, string> = {
  ClusterProfile: 'inventory',
  ConsumerSecret: 'consumers',
  ConsumerProfile: 'consumers',
  SveltosCluster: 'Sveltos',
  SveltosSecret: 'Sveltos',
  ArgoCDCluster: 'Argo CD',
  SecretAccess: 'access',
  Instantiated: 'templates',
};

const UNWANTED = 'still in the input but no longer wanted';
const CAUSES = ['gone from the input', 'being deleted', UNWANTED] as const;
type Cause = (typeof CAUSES)[number];

/** Why objects leave, from what became of their sources. */
function explain(items: readonly Item[]): (lost: readonly Known[]) => Cause {
  const present = new Map(items.map((item) => [item.key, item]));
  return (lost) => {
    const sources = lost.flatMap(({ item }) => sourcesOf(item).flatMap((key) => present.get(key) ?? []));
    if (sources.length === 0) return 'gone from the input';
    const isDeleted = sources.every(({ object }) => Boolean(objectAt(object, 'metadata').deletionTimestamp));
    return isDeleted ? 'being deleted' : UNWANTED;
  };
}

function countClusters(made: readonly Known[]): string {
  const { size } = new Set(made.map(({ madeFor }) => madeFor));
  return size === 1 ? 'one cluster' : `${size} clusters`;
}

/** The default: one in ten clusters may leave, but at least three. */
function countAllowed(most: MostWithdrawals | undefined, total: number): number {
  if (most === undefined) return Math.max(3, Math.floor(total / 10));
  if (typeof most === 'number') return most;
  return most.endsWith('%') ? Math.floor((Number(most.slice(0, -1)) * total) / 100) : Number(most);
}

/** Consumers that ClusterExternalSecrets selected, and that receive nothing any more: no object leaves with them. */
function findUnselected(
  earlier: readonly Item[],
  outputs: readonly Output[],
  keep: readonly Item[],
  recognise: RecogniseMark,
): { readonly namespace: string; readonly made: readonly Known[] }[] {
  const selecting = earlier.filter(({ identity }) => identity.kind === CLUSTER_EXTERNAL_SECRET.kind);
  if (selecting.length === 0) return [];
  const served = new Set(
    outputs
      .filter(({ role }) => role === 'ConsumerSecret')
      .flatMap(({ object, namespaces }) => [...namespaces, ...selectedNamespaces(object)])
      .concat(keep.flatMap(({ identity, object }) => [identity.namespace, ...selectedNamespaces(object)])),
  );
  const pairs = selecting.flatMap((item) => {
    const recognition = recognise(item);
    if (recognition.state !== 'made' || recognition.role !== 'ConsumerSecret') return [];
    return selectedNamespaces(item.object).map((namespace) => ({ namespace, known: { ...recognition, item } }));
  });
  return [...groupBy(pairs, ({ namespace }) => namespace)]
    .filter(([namespace]) => !served.has(namespace))
    .map(([namespace, group]) => ({ namespace, made: group.map(({ known }) => known) }));
}
