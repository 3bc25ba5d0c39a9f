import type { ClusterView } from './cluster-view';
import type { Cell } from './columns';

/** Beyond so many consumers, a column for each says less than their number. */
const MOST_COLUMNS = 6;

export interface TableOptions {
  readonly wide: boolean;
  /** Why credentials are missing, instead of who would receive them. */
  readonly isMissing?: boolean | undefined;
  /** The consumers' Namespaces, in the order of their columns. */
  readonly consumers: readonly string[];
}

/** The table of clusters, heads first. */
export function tableOf(clusters: readonly ClusterView[], { wide, consumers, isMissing }: TableOptions): Cell[][] {
  const isMatrix = consumers.length <= MOST_COLUMNS;
  const isSharded = clusters.some(({ shard }) => shard !== undefined);
  const heads = [
    'CLUSTERPROFILE',
    ...(isSharded ? ['SHARD'] : []),
    ...(isMissing ? [] : ['SOURCE']),
    'CREDENTIALS',
    ...(isMissing ? ['RESULT'] : [registrarOf(clusters).toUpperCase()]),
    ...(isMissing ? [] : isMatrix ? consumers.map((namespace) => `IN ${namespace}`) : ['CONSUMERS']),
    ...(wide ? ['NAMESPACE RULE', 'MANAGER', 'VERSION', 'FINDINGS'] : []),
    ...(isMissing ? ['WHY'] : []),
  ];
  return [
    heads.map((text): Cell => ({ text, tone: 'head', isDispensable: text === 'SOURCE' })),
    ...clusters.map(rowOf),
  ];

  function rowOf(cluster: ClusterView): Cell[] {
    const { delivery } = cluster;
    const to = new Set(delivery.state === 'delivered' ? delivery.to.map(({ namespace }) => namespace) : []);
    return [
      { text: cluster.clusterProfile },
      ...(isSharded ? [shardCell(cluster)] : []),
      ...(isMissing ? [] : [sourceCell(cluster)]),
      credentialsCell(cluster),
      ...(isMissing ? [resultCell(cluster)] : [stateCell(cluster.registration.state, 'registered'), ...deliveries()]),
      ...(wide ? wideCells(cluster) : []),
      ...(isMissing ? [whyCell(cluster)] : []),
    ];

    function deliveries(): Cell[] {
      return isMatrix
        ? consumers.map((namespace) => deliveryCell(delivery.state, to.has(namespace), ruleFor(delivery, namespace)))
        : [{ text: delivery.state === 'kept' ? 'kept' : `${to.size} of ${consumers.length}` }];
    }
  }
}

/** What the clusters are registered with: one function registers with one of them. */
export function registrarOf(clusters: readonly Pick<ClusterView, 'registration'>[]): 'Sveltos' | 'Argo CD' {
  return clusters.find(({ registration }) => registration.with !== undefined)?.registration.with ?? 'Sveltos';
}

function sourceCell({ sources }: ClusterView): Cell {
  const [first] = sources;
  if (first === undefined) return NONE;
  return { text: `${first.kind} ${first.namespace}${first.namespace && '/'}${first.name}` };
}

/** What another render writes is faint. */
function shardCell({ shard }: ClusterView): Cell {
  if (shard === undefined || shard.name === '') return NONE;
  return { text: shard.name, tone: shard.isWritten ? 'good' : 'faint' };
}

const NONE: Cell = { text: '–', tone: 'faint' };

function credentialsCell({ credentials }: ClusterView): Cell {
  switch (credentials.state) {
    case 'found':
      return { text: SOURCE_WORDS[credentials.source], tone: 'good' };
    case 'missing':
      return { text: 'missing', tone: credentials.action === 'Stop' ? 'bad' : 'warn' };
    case 'broken':
      return { text: 'broken', tone: 'bad' };
    case 'asks':
      return { text: 'plugin', tone: 'warn' };
  }
}

/** What becomes of a cluster without credentials. */
function resultCell({ credentials }: ClusterView): Cell {
  if (credentials.state !== 'missing') return { text: 'stops', tone: 'bad' };
  return RESULTS[credentials.action];
}

const RESULTS = {
  Keep: { text: 'kept', tone: 'warn' },
  Stop: { text: 'stops', tone: 'bad' },
  Skip: { text: 'skipped', tone: 'warn' },
  RegisterBare: { text: 'registered', tone: 'warn' },
} as const;

function whyCell({ credentials, findings }: ClusterView): Cell {
  switch (credentials.state) {
    case 'found':
      return NONE;
    case 'missing':
      return { text: credentials.reason, wraps: true };
    case 'broken': {
      const { problem = 'see the findings' } = findings.find(({ severity }) => severity === 'error') ?? {};
      return { text: problem, wraps: true };
    }
    case 'asks':
      return { text: 'a credential plugin has to run first (--allow-exec-plugins)', wraps: true };
  }
}

export const SOURCE_WORDS = {
  AccessProvider: 'access provider',
  LabelledSecret: 'labelled Secret',
  CAPICluster: 'Cluster API',
  WorkloadIdentity: 'workload identity',
} as const;

function stateCell(state: ClusterView['registration']['state'], word: string): Cell {
  if (state === 'registered') return { text: word, tone: 'good' };
  return state === 'kept' ? { text: 'kept', tone: 'warn' } : NONE;
}

/** The rule that decides about a consumer, where the configuration has rules. */
function ruleFor(delivery: ClusterView['delivery'], namespace: string): string {
  if (delivery.state === 'kept') return '';
  const verdict = delivery.verdicts?.find(({ consumer }) => consumer.namespace === namespace);
  return verdict?.outcome === 'other ClusterSet' ? '' : (verdict?.rule ?? '');
}

function deliveryCell(state: ClusterView['delivery']['state'], isReceiver: boolean, rule: string): Cell {
  if (state === 'kept') return { text: 'kept', tone: 'warn' };
  if (isReceiver) return { text: rule === '' ? 'Secret' : `by ${rule}`, tone: 'good' };
  return rule === '' ? NONE : { text: `not by ${rule}`, tone: 'faint' };
}

function wideCells({ placement, manager, version, findings }: ClusterView): Cell[] {
  const rule = placement.rule === 'ClusterSet' ? `ClusterSet ${placement.clusterSet}` : PLACEMENT_WORDS[placement.rule];
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const isBad = findings.some(({ severity }) => severity === 'error');
  return [
    { text: rule },
    manager === '' ? NONE : { text: manager },
    version === '' ? NONE : { text: version },
    codes.length === 0 ? NONE : { text: codes.join(' '), tone: isBad ? 'bad' : 'warn' },
  ];
}

export const PLACEMENT_WORDS = {
  Label: 'label',
  EmptyLabel: 'empty label',
  ClusterSet: 'ClusterSet',
  Default: 'default',
  ClusterProfile: 'its own',
} as const;
