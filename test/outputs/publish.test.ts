import type { Consumer } from '../../src/inventory/consumers';
import { type DeliveryOptions, decideDeliveries } from '../../src/inventory/deliveries';
import type { FilledRoster } from '../../src/inventory/fill-roster';
import type { Item } from '../../src/krm/item';
import { objectAt } from '../../src/krm/json';
import { toPlain } from '../../src/krm/yaml/write';
import type { PublishOptions } from '../../src/outputs/consumer-shapes';
import type { Output } from '../../src/outputs/output';
import { publishCredentials } from '../../src/outputs/publish';
import {
  base64,
  capiSecret,
  cluster,
  filledFrom,
  itemOf,
  kubeconfig,
  profile,
  readsSecret,
  secret,
  sentence,
  told,
} from '../support/objects';

const CONSUMER = 'x-k8s.io/cluster-inventory-consumer';
type Options = PublishOptions & DeliveryOptions;
const OPTIONS: Options = { format: 'Sveltos', consumerLabel: CONSUMER, publishes: () => true };

/** Decides and builds, as the functions do. */
function publish(filled: FilledRoster, consumers: readonly Consumer[], options: Options) {
  const { keep, findings, delivered } = decideDeliveries(filled, consumers, options);
  const published = publishCredentials({ delivered }, options);
  return { keep, outputs: published.outputs, findings: [...findings, ...published.findings] };
}

const argo: Consumer = { name: 'argo', namespace: 'argocd' };
const kueue: Consumer = { name: 'kueue', namespace: 'kueue-system' };
const argoToo: Consumer = { name: 'argo', namespace: 'argocd-2' };

const alpha = [cluster('alpha'), capiSecret('alpha')];
const beta = [
  cluster('beta', { labels: { 'clusterprofile-name': 'beta', 'clusterprofile-namespace': 'fleet' } }),
  capiSecret('beta'),
];
const provided = [
  profile('gamma', { namespace: 'fleet', status: readsSecret({ name: 'source', key: 'k' }) }),
  secret('source', { namespace: 'fleet', data: { k: base64(kubeconfig('gamma')) } }),
];

interface Row {
  readonly rule: string;
  readonly given: readonly Item[];
  readonly consumers: readonly Consumer[];
  readonly options?: Partial<Options>;
  /** Outputs as `<namespaces> <name> [<keys>] from <sources>`. */
  readonly want: string[];
  readonly told?: string[];
  readonly says?: { readonly code: string; readonly facts: readonly string[] };
}

const rows: Row[] = [
  {
    rule: 'one Secret for each Cluster, in the namespace of each consumer',
    given: [...alpha, ...beta],
    consumers: [argo],
    want: [
      'argocd default-alpha-kubeconfig [config] from cluster.x-k8s.io/Cluster/mgmt/alpha',
      'argocd fleet-beta-kubeconfig [config] from cluster.x-k8s.io/Cluster/mgmt/beta',
    ],
  },
  {
    rule: 'every consumer gets every cluster, as in the document, with one warning that names them',
    given: [...alpha, ...beta],
    consumers: [argo, kueue],
    want: [
      'argocd+kueue-system default-alpha-kubeconfig [config] from cluster.x-k8s.io/Cluster/mgmt/alpha',
      'argocd+kueue-system fleet-beta-kubeconfig [config] from cluster.x-k8s.io/Cluster/mgmt/beta',
    ],
    told: ['warning RC313'],
    says: { code: 'RC313', facts: ['argo, kueue', '2 clusters'] },
  },
  {
    rule: 'two Namespaces of one consumer get a Secret each, and that is no warning',
    given: alpha,
    consumers: [argo, argoToo],
    want: ['argocd+argocd-2 default-alpha-kubeconfig [config] from cluster.x-k8s.io/Cluster/mgmt/alpha'],
  },
  {
    rule: 'ClusterInventory: the same Secret with the KEP’s key',
    given: alpha,
    consumers: [argo],
    options: { format: 'ClusterInventory' },
    want: ['argocd default-alpha-kubeconfig [Config] from cluster.x-k8s.io/Cluster/mgmt/alpha'],
  },
  {
    rule: 'MulticlusterRuntime: in the profile’s namespace, one for each consumer',
    given: beta,
    consumers: [argo, kueue],
    options: { format: 'MulticlusterRuntime' },
    want: [
      'fleet argo-beta-kubeconfig [Config] from cluster.x-k8s.io/Cluster/mgmt/beta',
      'fleet kueue-beta-kubeconfig [Config] from cluster.x-k8s.io/Cluster/mgmt/beta',
    ],
    told: ['warning RC313'],
  },
  {
    rule: 'MulticlusterRuntime: two Namespaces of one consumer give one Secret',
    given: beta,
    consumers: [argo, argoToo],
    options: { format: 'MulticlusterRuntime' },
    want: ['fleet argo-beta-kubeconfig [Config] from cluster.x-k8s.io/Cluster/mgmt/beta'],
  },
  {
    rule: 'MulticlusterRuntime: a consumer whose name cannot be part of a Secret’s name is an error, the others go on',
    given: [...alpha, ...beta],
    consumers: [{ name: 'Not_A_Name', namespace: 'a' }, { name: '', namespace: 'b' }, argo],
    options: { format: 'MulticlusterRuntime' },
    want: [
      'default argo-alpha-kubeconfig [Config] from cluster.x-k8s.io/Cluster/mgmt/alpha',
      'fleet argo-beta-kubeconfig [Config] from cluster.x-k8s.io/Cluster/mgmt/beta',
    ],
    told: ['error RC312', 'error RC312', 'warning RC313'],
  },
  {
    rule: 'MulticlusterRuntime: that error names the consumer and its Namespaces',
    given: beta,
    consumers: [
      { name: 'Not_A_Name', namespace: 'a' },
      { name: 'Not_A_Name', namespace: 'b' },
    ],
    options: { format: 'MulticlusterRuntime' },
    want: [],
    told: ['error RC312'],
    says: { code: 'RC312', facts: ['"Not_A_Name"', 'Namespace a, b'] },
  },
  {
    rule: 'Sveltos: an unnamed consumer is one like any other',
    given: alpha,
    consumers: [{ name: '', namespace: 'a' }, argo],
    want: ['a+argocd default-alpha-kubeconfig [config] from cluster.x-k8s.io/Cluster/mgmt/alpha'],
    told: ['warning RC313'],
    says: { code: 'RC313', facts: ['(unnamed)', 'argo', 'one cluster'] },
  },
  {
    rule: 'dataKeys replaces the keys in every format',
    given: alpha,
    consumers: [argo],
    options: { dataKeys: ['kubeconfig', 'value'] },
    want: ['argocd default-alpha-kubeconfig [kubeconfig value] from cluster.x-k8s.io/Cluster/mgmt/alpha'],
  },
  {
    rule: 'dataKeys replaces the keys of MulticlusterRuntime too',
    given: beta,
    consumers: [argo],
    options: { format: 'MulticlusterRuntime', dataKeys: ['kubeconfig'] },
    want: ['fleet argo-beta-kubeconfig [kubeconfig] from cluster.x-k8s.io/Cluster/mgmt/beta'],
  },
  {
    rule: 'no consumer: nothing is made, with a warning that names the label',
    given: alpha,
    consumers: [],
    want: [],
    told: ['warning RC314'],
    says: { code: 'RC314', facts: [CONSUMER] },
  },
  { rule: 'no consumer and no cluster: nothing to say', given: [], consumers: [], want: [] },
  { rule: 'no cluster: consumers get nothing, and nothing is said', given: [], consumers: [argo, kueue], want: [] },
  {
    rule: 'a profile without a Cluster is its own source',
    given: provided,
    consumers: [argo],
    want: ['argocd fleet-gamma-kubeconfig [config] from multicluster.x-k8s.io/ClusterProfile/fleet/gamma'],
  },
  {
    rule: 'only what is to be published is: the others are no reason for a warning',
    given: [...alpha, ...provided],
    consumers: [argo],
    options: { publishes: ({ cluster: one }) => one !== undefined },
    want: ['argocd default-alpha-kubeconfig [config] from cluster.x-k8s.io/Cluster/mgmt/alpha'],
  },
  {
    rule: 'where nothing is to be published, a missing consumer is none',
    given: provided,
    consumers: [],
    options: { publishes: ({ cluster: one }) => one !== undefined },
    want: [],
  },
];

test.each(rows)('$rule', ({ given, consumers, options, want, told: findings = [], says }) => {
  const published = publish(filledFrom(given), consumers, { ...OPTIONS, ...options });
  expect(published.outputs.map(lineOf)).toEqual(want);
  expect(told(published.findings)).toEqual(findings);
  for (const fact of says?.facts ?? []) expect(sentence(published.findings, says?.code ?? '')).toContain(fact);
  expect(published.keep).toEqual([]);
});

function lineOf({ object, namespaces, sources }: Output): string {
  const keys = Object.keys(objectAt(object, 'data')).join(' ');
  return `${[...namespaces].join('+')} ${object.metadata.name} [${keys}] from ${sources.join(',')}`;
}

test('each cluster’s own kubeconfig is what is published, and the Cluster is what findings point at', () => {
  const { outputs } = publish(filledFrom([...alpha, ...beta]), [argo], OPTIONS);
  expect(outputs.map(({ object }) => toPlain(object))).toMatchObject([
    { data: { config: base64(kubeconfig('alpha')) } },
    { data: { config: base64(kubeconfig('beta')) } },
  ]);
  expect(outputs.map(({ origin }) => origin)).toEqual([alpha[0], beta[0]]);
});

const FROM = { 'rollcall.dev/source': 'cluster.x-k8s.io/Cluster/mgmt/alpha' };
const copy = (name: string, namespace: string) => secret(name, { namespace, annotations: FROM });
const lookAlike = itemOf({
  apiVersion: 'example.com/v1',
  kind: 'Secret',
  metadata: { name: 'default-alpha-kubeconfig', namespace: 'argocd', annotations: FROM },
});

interface Kept {
  readonly rule: string;
  readonly earlier: readonly Item[];
  readonly consumers: readonly Consumer[];
  readonly publishes?: boolean;
  readonly want: string[];
}

const kept: Kept[] = [
  {
    rule: 'missing credentials keep the consumers’ Secrets, and nothing else',
    earlier: [
      copy('default-alpha-kubeconfig', 'argocd'),
      copy('default-alpha-kubeconfig', 'kueue-system'),
      copy('alpha-sveltos-kubeconfig', 'default'),
    ],
    consumers: [argo, kueue],
    want: ['argocd/default-alpha-kubeconfig', 'kueue-system/default-alpha-kubeconfig'],
  },
  {
    rule: 'a consumer that has gone is a decision, not a missing Secret: its copy goes',
    earlier: [copy('default-alpha-kubeconfig', 'argocd'), copy('default-alpha-kubeconfig', 'kueue-system')],
    consumers: [argo],
    want: ['argocd/default-alpha-kubeconfig'],
  },
  {
    rule: 'MulticlusterRuntime: a copy is kept by its consumer’s name, beside the profile alone',
    earlier: [
      copy('argo-alpha-kubeconfig', 'default'),
      copy('kueue-alpha-kubeconfig', 'default'),
      copy('argo-alpha-kubeconfig', 'argocd-2'),
    ],
    consumers: [argoToo, { name: 'flux', namespace: 'flux-system' }],
    want: ['default/argo-alpha-kubeconfig'],
  },
  {
    rule: 'marks alone prove nothing: a Secret of another name, or another kind of object, is not kept',
    earlier: [copy('admin', 'argocd'), copy('default-beta-kubeconfig', 'argocd'), lookAlike],
    consumers: [argo],
    want: [],
  },
  {
    rule: 'what is no longer published is not kept',
    earlier: [copy('default-alpha-kubeconfig', 'argocd')],
    consumers: [argo],
    publishes: false,
    want: [],
  },
];

describe('what stays', () => {
  test.each(kept)('$rule', ({ earlier, consumers, publishes = true, want }) => {
    const filled = filledFrom([cluster('alpha')], { earlier });
    const { keep, outputs } = publish(filled, consumers, { ...OPTIONS, publishes: () => publishes });
    expect(keep.map(({ identity }) => `${identity.namespace}/${identity.name}`)).toEqual(want);
    for (const item of keep) expect(earlier).toContain(item);
    expect(outputs).toEqual([]);
  });
});
