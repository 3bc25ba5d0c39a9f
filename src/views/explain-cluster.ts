import { nameFile } from '../diagnostics/finding';
import type { LabelKeys } from '../inventory/label-keys';
import { type Cause, type Instantiated, isRegistration } from '../outputs/output';
import type { OutputRecord } from '../run/render-record';
import type { ClusterView } from './cluster-view';
import type { Locate } from './locate';
import { nameSource, nameWithFile } from './name-source';
import {
  explainConsumerRule,
  explainCredentials,
  explainDelivery,
  explainPlacement,
  explainRegistration,
} from './reasons';

/** What there is to say about one subject: a heading and paragraphs of named lines. The shape that `-o json` prints. */
export interface Explanation {
  readonly subject: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What explanations refer to. */
export interface Surroundings {
  readonly keys: LabelKeys;
  readonly locate: Locate;
}

/** One cluster, with the outputs that are made for it. */
export function explainCluster(
  cluster: ClusterView,
  own: readonly OutputRecord[],
  { keys, locate }: Surroundings,
): Explanation {
  const { clusterProfile, shard, sources, delivery } = cluster;
  return {
    subject: `ClusterProfile ${clusterProfile}`,
    sections: [
      { title: 'Sources', lines: sources.map(nameWithFile) },
      { title: 'Namespace', lines: explainPlacement(cluster, keys, locate) },
      { title: 'Credentials', lines: explainCredentials(cluster, locate) },
      { title: 'Consumers', lines: explainDelivery(delivery, keys) },
      sectionOfRegistration(cluster),
      { title: 'Shard', lines: shard === undefined ? [] : [explainShard(shard)] },
      { title: 'Objects', lines: own.map((output) => `${output.change.padEnd(10)} ${nameOutput(output)}`) },
      ...explainFindings(cluster.findings),
    ].filter(({ lines }) => lines.length > 0),
  };
}

function sectionOfRegistration({ registration }: ClusterView): Section {
  return { title: registration.with ?? 'Sveltos', lines: explainRegistration(registration) };
}

function explainShard({ name, isWritten }: NonNullable<ClusterView['shard']>): string {
  const words =
    name === '' ? 'In no ClusterSet' : /^\d+$/.test(name) ? `In shard ${name}` : `In the ClusterSet ${name}`;
  return `${words}: ${isWritten ? 'this render writes its objects' : 'another render writes its objects'}.`;
}

/** One object of the output. */
export function explainOutput(
  output: OutputRecord,
  owner: string,
  cluster: ClusterView | undefined,
  { keys, locate }: Surroundings,
): Explanation {
  const sources = output.sources.map(locate);
  const listed = new Set(sources.map(nameSource));
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
      { title: 'Sources', lines: sources.map(nameWithFile) },
      ...(output.instantiated ? [{ title: 'Event framework', lines: explainInstantiated(output.instantiated) }] : []),
      ...(cluster
        ? [
            {
              title: 'Cluster',
              lines: linesOfCluster(cluster, listed),
            },
          ]
        : []),
      ...(cluster && !isRegistration(output.role)
        ? [{ title: 'Credentials', lines: explainCredentials(cluster, locate) }]
        : []),
      ...(cluster && (isRegistration(output.role) || output.role === 'SveltosSecret')
        ? [sectionOfRegistration(cluster)]
        : []),
      ...(cluster && output.role === 'ConsumerSecret'
        ? [{ title: 'Consumer', lines: explainDelivery(narrowTo(output.namespace, cluster.delivery), keys) }]
        : []),
    ].filter(({ lines }) => lines.length > 0),
  };
}

/** The ClusterProfile, where it is no object of the input by its name alone, and the sources that are not listed yet. */
function linesOfCluster({ clusterProfile, sources }: ClusterView, listed: ReadonlySet<string>): string[] {
  const name = `ClusterProfile ${clusterProfile}`;
  const more = sources.filter((one) => !listed.has(nameSource(one))).map(nameWithFile);
  return sources.some((one) => nameSource(one) === name) ? more : [name, ...more];
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
  { keys, locate }: Surroundings,
): Explanation {
  const received = clusters.filter(
    ({ delivery }) =>
      delivery.state === 'delivered' && delivery.to.some(({ namespace }) => namespaces.includes(namespace)),
  );
  return {
    subject: `Consumer ${name || '(unnamed)'}`,
    sections: [
      { title: 'Namespaces', lines: namespaces.map((one) => nameWithFile(locate(`/Namespace//${one}`))) },
      {
        title: `Receives the credentials of ${received.length} of ${clusters.length} clusters`,
        lines: received.map((one) => `${one.clusterProfile}${ruleFor(namespaces, one.delivery)}`),
      },
      { title: 'Rule', lines: explainConsumerRule(keys) },
    ],
  };
}

/** The rule of the configuration that gives a cluster to a consumer, where one does. */
function ruleFor(namespaces: readonly string[], delivery: ClusterView['delivery']): string {
  const verdicts = delivery.state === 'delivered' ? (delivery.verdicts ?? []) : [];
  const own = verdicts.find(({ consumer, rule }) => namespaces.includes(consumer.namespace) && rule);
  return own?.outcome === 'receives' ? `, by the rule ${own.rule}` : '';
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
