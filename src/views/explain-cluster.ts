import { nameFile } from '../diagnostics/finding';
import type { LabelKeys } from '../inventory/label-keys';
import type { Cause, Instantiated } from '../outputs/output';
import type { OutputRecord } from '../run/render-record';
import type { ClusterView, SourceView } from './cluster-view';
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

/** One cluster, with the outputs that are made for it. */
export function explainCluster(cluster: ClusterView, own: readonly OutputRecord[], keys: LabelKeys): Explanation {
  const { clusterProfile, sources, placement, registration, delivery } = cluster;
  return {
    subject: `ClusterProfile ${clusterProfile}`,
    sections: [
      { title: 'Sources', lines: sources.map(nameWithFile) },
      { title: 'Namespace', lines: explainPlacement(placement, keys) },
      { title: 'Credentials', lines: explainCredentials(cluster) },
      { title: 'Consumers', lines: explainDelivery(delivery, keys) },
      {
        title: registration.with ?? 'Sveltos',
        lines: [`${REGISTRATION_WORDS[registration.state]}: ${registration.because}.`],
      },
      { title: 'Objects', lines: own.map((output) => `${output.change.padEnd(10)} ${nameOutput(output)}`) },
      ...explainFindings(cluster.findings),
    ].filter(({ lines }) => lines.length > 0),
  };
}

const REGISTRATION_WORDS = { registered: 'Registered', kept: 'Kept as it is', none: 'Not registered' } as const;

/** One object of the output. */
export function explainOutput(
  output: OutputRecord,
  owner: string,
  cluster: ClusterView | undefined,
  keys: LabelKeys,
): Explanation {
  return {
    subject: nameOutput(output),
    sections: [
      {
        title: 'Origin',
        lines: [
          `Owner: ${owner}.`,
          ...(output.role ? [`What it is: ${ROLE_WORDS[output.role]}.`] : ['An earlier render made it; it is kept.']),
          `This render: ${output.change}.`,
        ],
      },
      { title: 'Sources', lines: output.sources },
      ...(output.instantiated ? [{ title: 'Event framework', lines: explainInstantiated(output.instantiated) }] : []),
      ...(cluster
        ? [
            {
              title: 'Cluster',
              lines: [`ClusterProfile ${cluster.clusterProfile}`, ...cluster.sources.map(nameWithFile)],
            },
          ]
        : []),
      ...(cluster && output.role !== 'SveltosCluster' && output.role !== 'ArgoCDCluster'
        ? [{ title: 'Credentials', lines: explainCredentials(cluster) }]
        : []),
      ...(cluster && output.role === 'ConsumerSecret'
        ? [{ title: 'Consumer', lines: explainDelivery(narrowTo(output.namespace, cluster.delivery), keys) }]
        : []),
    ],
  };
}

/** What was decided about the consumer of one namespace. */
function narrowTo(namespace: string, delivery: ClusterView['delivery']): ClusterView['delivery'] {
  if (delivery.state !== 'delivered') return delivery;
  const { to, verdicts } = delivery;
  return {
    ...delivery,
    to: to.filter((one) => one.namespace === namespace),
    verdicts: verdicts?.filter(({ consumer }) => consumer.namespace === namespace),
  };
}

function explainInstantiated({ eventSource, rules, eventTrigger, template }: Instantiated): string[] {
  return [
    nameCause(eventSource),
    ...rules.map((rule) => `Selected by: ${nameCause(rule)}`),
    nameCause(eventTrigger),
    `Template: ${nameCause(template)}`,
  ];
}

export function nameCause({ words, file }: Cause): string {
  return file === undefined ? words : `${words} (${nameFile(file)})`;
}

const ROLE_WORDS = {
  ClusterProfile: 'the ClusterProfile of a cluster',
  ConsumerSecret: 'credentials of one cluster for one consumer',
  ConsumerProfile: 'what a consumer knows a cluster by',
  SveltosCluster: 'the registration of a cluster with Sveltos',
  SecretAccess: 'what lets somebody read exactly the Secrets that a namespace receives',
  ArgoCDCluster: 'the registration of a cluster with Argo CD',
  SveltosSecret: 'the kubeconfig that Sveltos uses for a cluster',
  Instantiated: 'an object that an EventTrigger instantiates',
} as const;

/** A consumer, which one or several Namespaces make. */
export function explainConsumer(
  name: string,
  namespaces: readonly string[],
  clusters: readonly ClusterView[],
  keys: LabelKeys,
): Explanation {
  const received = clusters.filter(
    ({ delivery }) =>
      delivery.state === 'delivered' && delivery.to.some(({ namespace }) => namespaces.includes(namespace)),
  );
  return {
    subject: `Consumer ${name || '(unnamed)'}`,
    sections: [
      { title: 'Namespaces', lines: namespaces },
      {
        title: `Receives the credentials of ${received.length} of ${clusters.length} clusters`,
        lines: received.map(({ clusterProfile }) => clusterProfile),
      },
      { title: 'Rule', lines: explainConsumerRule(keys) },
    ],
  };
}

export function explainFindings(findings: ClusterView['findings']): Section[] {
  if (findings.length === 0) return [];
  return [
    { title: 'Findings', lines: findings.map(({ severity, code, problem }) => `${severity} ${code} ${problem}`) },
  ];
}

export function nameOutput({ kind, namespace, name }: Pick<OutputRecord, 'kind' | 'namespace' | 'name'>): string {
  return namespace === '' ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}

export function nameSource({ kind, namespace, name }: SourceView): string {
  return `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
}

export function nameWithFile(source: SourceView): string {
  const { file } = source;
  if (file === undefined) return nameSource(source);
  return `${nameSource(source)} (${file.line === undefined ? `${file.path}, document ${file.index + 1}` : nameFile(file)})`;
}
