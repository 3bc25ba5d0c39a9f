import type { Finding } from '../diagnostics/finding';
import type { LabelKeys } from '../inventory/label-keys';
import type { OutputRecord, RenderRecord } from '../run/render-record';
import { type ClusterView, indexFindings, type SourceView, viewCluster } from './cluster-view';
import { explainConsumerRule, explainCredentials, explainDelivery, explainPlacement } from './reasons';

/** What there is to say about one subject: a heading and paragraphs of named lines. The shape that `-o json` prints. */
export interface Explanation {
  readonly subject: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * Explains a cluster (`namespace/name` of its ClusterProfile, or the name of one of its objects), an object of the output
 * (`Kind/namespace/name`) or a consumer (its name or Namespace); several where a name is not unique.
 */
export function explain(record: RenderRecord, findings: readonly Finding[], subject: string): readonly Explanation[] {
  const findingsOf = indexFindings(findings);
  const keys = keysOf(record);
  const outputs = record.outputs();
  const clusters = record.fleet.clusters.map((one) => viewCluster(one, findingsOf));
  const found = [
    ...clusters
      .filter((cluster) => isCluster(cluster, subject))
      .map((cluster) => explainCluster(cluster, outputs, keys)),
    ...outputs
      .filter((output) => nameOutput(output) === subject)
      .map((output) => explainOutput(output, record, clusters)),
    ...explainConsumer(record, clusters, subject),
  ];
  if (found.length > 0) return found;
  return record.fleet.leftOut
    .filter(({ source }) => isSource(source.item.identity, subject))
    .map(({ source: { item }, because }) => ({
      subject: nameSource(item.identity),
      sections: [
        { title: 'Source', lines: [withFile({ ...item.identity, file: item.file })] },
        { title: 'Nothing is made from it', lines: [`Reason: ${because}.`] },
        ...findingSection(findingsOf(item.identity)),
      ],
    }));
}

/** A function that reads no labels decides nothing by them. */
function keysOf({ fleet }: RenderRecord): LabelKeys {
  return (
    fleet.labelKeys ?? { profileName: '', profileNamespace: '', clusterSet: '', namespaceClusterSet: '', consumer: '' }
  );
}

/** Every subject that `explain` knows, for suggestions. */
export function listSubjects({ fleet, outputs }: RenderRecord): string[] {
  const clusters = fleet.clusters.flatMap(({ profileNamespace, profileName }) => [
    `${profileNamespace}/${profileName}`,
    profileName,
  ]);
  const consumers = fleet.consumers.flatMap(({ name, namespace }) => [name, namespace]);
  return [...new Set([...clusters, ...consumers, ...outputs().map(nameOutput)])].filter((name) => name !== '');
}

function isCluster({ clusterProfile, sources }: ClusterView, subject: string): boolean {
  return clusterProfile === subject || sources.some((source) => isSource(source, subject));
}

function isSource({ kind, namespace, name }: SourceView, subject: string): boolean {
  return [name, `${namespace}/${name}`, `${kind}/${namespace}/${name}`, `${kind}/${name}`].includes(subject);
}

function nameOutput({ kind, namespace, name }: OutputRecord): string {
  return namespace === '' ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}

function nameSource({ kind, namespace, name }: SourceView): string {
  return `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
}

function withFile(source: SourceView): string {
  const { file } = source;
  return file === undefined ? nameSource(source) : `${nameSource(source)} (${file.path}, document ${file.index + 1})`;
}

function explainCluster(cluster: ClusterView, outputs: readonly OutputRecord[], keys: LabelKeys): Explanation {
  const { clusterProfile, sources, placement, credentials, registration, delivery } = cluster;
  const own = outputs.filter(
    (output) =>
      output.cluster === clusterProfile ||
      (output.cluster === undefined && output.sources.some((one) => sources.some((source) => endsAt(one, source)))),
  );
  return {
    subject: `ClusterProfile ${clusterProfile}`,
    sections: [
      { title: 'Sources', lines: sources.map(withFile) },
      { title: 'Namespace', lines: explainPlacement(placement, keys) },
      { title: 'Credentials', lines: explainCredentials(credentials) },
      { title: 'Consumers', lines: explainDelivery(delivery, keys) },
      { title: 'Sveltos', lines: [`${REGISTRATION_WORDS[registration.state]}: ${registration.because}.`] },
      { title: 'Objects', lines: own.map((output) => `${output.change.padEnd(10)} ${nameOutput(output)}`) },
      ...findingSection(cluster.findings),
    ].filter(({ lines }) => lines.length > 0),
  };
}

const REGISTRATION_WORDS = { registered: 'Registered', kept: 'Kept as it is', none: 'Not registered' } as const;

/** Whether a source mark, `<group>/<Kind>/<namespace>/<name>`, names an object. */
function endsAt(mark: string, { kind, namespace, name }: SourceView): boolean {
  return mark.endsWith(`/${kind}/${namespace}/${name}`);
}

function explainOutput(output: OutputRecord, record: RenderRecord, clusters: readonly ClusterView[]): Explanation {
  const cluster = clusters.find(({ clusterProfile }) => clusterProfile === output.cluster);
  return {
    subject: nameOutput(output),
    sections: [
      {
        title: 'Origin',
        lines: [
          `Owner: ${record.owner}.`,
          ...(output.role ? [`What it is: ${ROLE_WORDS[output.role]}.`] : ['An earlier render made it; it is kept.']),
          `This render: ${output.change}.`,
        ],
      },
      { title: 'Sources', lines: output.sources },
      ...(cluster ? [{ title: 'Cluster', lines: [`ClusterProfile ${cluster.clusterProfile}`] }] : []),
      ...(cluster && output.role !== 'SveltosCluster'
        ? [{ title: 'Credentials', lines: explainCredentials(cluster.credentials) }]
        : []),
    ],
  };
}

const ROLE_WORDS = {
  ClusterProfile: 'the ClusterProfile of a managed cluster',
  ConsumerSecret: 'credentials of one cluster for one consumer',
  SveltosCluster: 'the registration of a cluster with Sveltos',
  SveltosSecret: 'the kubeconfig that Sveltos uses for a cluster',
  Instantiated: 'an object that an EventTrigger instantiates',
} as const;

function explainConsumer(record: RenderRecord, clusters: readonly ClusterView[], subject: string): Explanation[] {
  const own = record.fleet.consumers.filter(({ name, namespace }) => name === subject || namespace === subject);
  if (own.length === 0) return [];
  const namespaces = own.map(({ namespace }) => namespace);
  const received = clusters.filter(
    ({ delivery }) =>
      delivery.state === 'delivered' && delivery.to.some(({ namespace }) => namespaces.includes(namespace)),
  );
  return [
    {
      subject: `Consumer ${own[0]?.name || '(unnamed)'}`,
      sections: [
        { title: 'Namespaces', lines: namespaces },
        {
          title: `Receives the credentials of ${received.length} of ${clusters.length} clusters`,
          lines: received.map(({ clusterProfile }) => clusterProfile),
        },
        { title: 'Rule', lines: explainConsumerRule(keysOf(record)) },
      ],
    },
  ];
}

function findingSection(findings: ClusterView['findings']): Section[] {
  if (findings.length === 0) return [];
  return [
    { title: 'Findings', lines: findings.map(({ severity, code, problem }) => `${severity} ${code} ${problem}`) },
  ];
}
