import type { ClusterView } from '../cluster-view';
import {
  type Explanation,
  explainCluster,
  explainConsumer,
  explainOutput,
  type Surroundings,
} from '../explain-cluster';
import { registrarOf, SOURCE_WORDS } from '../list-table';
import { locateNowhere } from '../locate';
import type { ClusterChange, PageCluster, PageConsumer, PageData, PageFinding, PageOutput } from '../page-shape';

/** One cluster as a row of the matrix. */
export interface Row {
  readonly cluster: PageCluster;
  /** `namespace/name` of its ClusterProfile. */
  readonly path: string;
  readonly namespace: string;
  readonly name: string;
  /** What the search looks through. */
  readonly text: string;
  /** Where its credentials come from, or that there are none. */
  readonly credentials: string;
  readonly isMissing: boolean;
  /** When the first part of its credentials ends. */
  readonly ends: number | undefined;
  /** Namespaces of the consumers that receive it. */
  readonly receivers: ReadonlySet<string>;
  readonly findings: readonly PageFinding[];
  readonly change: ClusterChange | undefined;
}

export interface Model {
  readonly data: PageData;
  readonly now: number;
  readonly rows: readonly Row[];
  readonly consumers: readonly PageConsumer[];
}

/** What clusters are registered with. */
export function registrarIn(rows: readonly Row[]): 'Sveltos' | 'Argo CD' {
  return registrarOf(rows.map(({ cluster }) => cluster));
}

export const DAY = 86_400_000;
export const NOBODY: ReadonlySet<string> = new Set();

export function readModel(data: PageData): Model {
  const sets = data.namespaceSets.map((names) => new Set(names));
  const rows = data.clusters.map((cluster): Row => {
    const { clusterProfile: path, delivery, credentials, expires = [], sources, labels, properties } = cluster;
    const slash = path.indexOf('/');
    const inPairs = (pairs: Readonly<Record<string, string>>) => Object.entries(pairs).map((pair) => pair.join('='));
    const text = [
      path,
      cluster.set,
      cluster.manager,
      cluster.version,
      ...sources.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`),
      ...inPairs(labels),
      ...inPairs(properties),
    ];
    const [first] = expires;
    return {
      cluster,
      path,
      namespace: path.slice(0, slash),
      name: path.slice(slash + 1),
      text: text.join('\n').toLowerCase(),
      credentials: credentials.state === 'found' ? SOURCE_WORDS[credentials.source] : MISSING_WORDS[credentials.state],
      isMissing: credentials.state !== 'found',
      ends: first === undefined ? undefined : Date.parse(first.at),
      receivers: delivery.state === 'delivered' ? (sets[delivery.to] ?? NOBODY) : NOBODY,
      findings: cluster.findings.flatMap((at) => data.findings[at] ?? []),
      change: data.difference?.clusters[path],
    };
  });
  const now = data.now === undefined ? Date.now() : Date.parse(data.now);
  return { data, now, rows, consumers: data.consumers };
}

const MISSING_WORDS = { missing: 'missing', broken: 'broken', asks: 'needs a plugin' } as const;

/** The cluster as every other view has it. */
function viewOf({ data }: Model, { cluster, findings }: Row): ClusterView {
  const { delivery, set: _set, outputs: _outputs, ...rest } = cluster;
  const nameOf = new Map(data.consumers.map((consumer) => [consumer.namespace, consumer.name]));
  return {
    ...rest,
    delivery:
      delivery.state === 'delivered'
        ? {
            ...delivery,
            to: (data.namespaceSets[delivery.to] ?? []).map((namespace) => ({
              name: nameOf.get(namespace) ?? '',
              namespace,
            })),
          }
        : delivery,
    findings,
  };
}

/** The page knows where the sources of a cluster are, and of nothing else. */
function surroundingsOf({ data }: Model, row?: Row): Surroundings {
  const sources = row?.cluster.sources ?? [];
  return {
    keys: data.keys,
    locate(key) {
      const { kind, namespace, name } = locateNowhere(key);
      const found = sources.find((one) => one.kind === kind && one.namespace === namespace && one.name === name);
      return found ?? { kind, namespace, name };
    },
  };
}

/** What `rollcall explain` says of a cluster. */
export function explainRow(model: Model, row: Row): Explanation {
  const own = row.cluster.outputs.flatMap((output) =>
    (model.data.namespaceSets[output.namespaces] ?? []).map((namespace) => ({ ...output, namespace })),
  );
  return explainCluster(viewOf(model, row), own, surroundingsOf(model, row));
}

/** What `rollcall explain` says of the object that a cell stands for, where there is one. */
export function explainObject(
  model: Model,
  row: Row,
  role: NonNullable<PageOutput['role']>,
  namespace?: string,
): Explanation | undefined {
  for (const output of row.cluster.outputs) {
    if (output.role !== role) continue;
    const namespaces = model.data.namespaceSets[output.namespaces] ?? [];
    const found = namespace === undefined ? namespaces[0] : namespaces.find((one) => one === namespace);
    if (found === undefined) continue;
    const made = { ...output, namespace: found, cluster: row.path };
    return explainOutput(made, model.data.owner, viewOf(model, row), surroundingsOf(model, row));
  }
  return undefined;
}

/** What `rollcall explain` says of a consumer. */
export function explainReceiver(model: Model, { name, namespace }: PageConsumer): Explanation {
  const own =
    name === '' ? [namespace] : model.consumers.filter((one) => one.name === name).map((one) => one.namespace);
  const clusters = model.rows.filter(({ change }) => change?.change !== 'left').map((row) => viewOf(model, row));
  return explainConsumer(name, own, clusters, surroundingsOf(model));
}
