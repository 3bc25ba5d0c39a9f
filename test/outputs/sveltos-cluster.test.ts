import { toPlain } from '../../src/krm/yaml/write';
import { accessBySecret, buildSveltosCluster, type SveltosClusterOptions } from '../../src/outputs/sveltos-cluster';
import type { Overrides } from '../support/objects';
import { fleetOf, only, profile } from '../support/objects';

const MANAGED_BY = 'clusterinventory.projectsveltos.io/managed-by';
const DISPLAY_NAME = 'clusterinventory.projectsveltos.io/display-name';

interface Row {
  readonly rule: string;
  readonly profile?: Overrides;
  readonly labels?: Record<string, string>;
  readonly keyName?: string;
  readonly options?: Partial<SveltosClusterOptions>;
  readonly want: { labels: object; annotations: object; spec: object };
}

const controller = { kubeconfigKeyName: 'kubeconfig', kubeconfigName: 'alpha-sveltos-kubeconfig' };

const rows: Row[] = [
  {
    rule: 'SveltosController: kubeconfigName and key as clusterinventory-controller writes them, and its label',
    want: { labels: { [MANAGED_BY]: 'rollcall' }, annotations: {}, spec: controller },
  },
  {
    rule: 'SveltosController: the display name becomes an annotation',
    profile: { spec: { displayName: 'Alpha, Zürich' } },
    want: { labels: { [MANAGED_BY]: 'rollcall' }, annotations: { [DISPLAY_NAME]: 'Alpha, Zürich' }, spec: controller },
  },
  {
    rule: 'SveltosController: an empty display name is not set',
    profile: { spec: { displayName: '' } },
    want: { labels: { [MANAGED_BY]: 'rollcall' }, annotations: {}, spec: controller },
  },
  {
    rule: 'SveltosController: a profile without spec has no display name',
    profile: { spec: null },
    want: { labels: { [MANAGED_BY]: 'rollcall' }, annotations: {}, spec: controller },
  },
  {
    rule: 'annotations of the profile are not copied',
    profile: { annotations: { 'example.com/note': 'x' } },
    want: { labels: { [MANAGED_BY]: 'rollcall' }, annotations: {}, spec: controller },
  },
  {
    rule: 'the profile’s labels come along, and managed-by wins over theirs',
    labels: { env: 'true', [MANAGED_BY]: 'clusterinventory-controller' },
    want: { labels: { env: 'true', [MANAGED_BY]: 'rollcall' }, annotations: {}, spec: controller },
  },
  {
    rule: 'managedBy is the label’s value',
    options: { managedBy: 'clusterinventory-controller' },
    want: { labels: { [MANAGED_BY]: 'clusterinventory-controller' }, annotations: {}, spec: controller },
  },
  {
    rule: 'SveltosEvents: the document’s template has no kubeconfigName, no label and no annotation of its own',
    profile: { spec: { displayName: 'Alpha' } },
    labels: { env: 'prod' },
    keyName: 'config',
    options: { format: 'SveltosEvents' },
    want: { labels: { env: 'prod' }, annotations: {}, spec: { kubeconfigKeyName: 'config' } },
  },
  {
    rule: 'template: laid under the labels, annotations and spec',
    options: {
      template: {
        metadata: { labels: { tier: 'gold' }, annotations: { 'sharding.projectsveltos.io/key': 'shard1' } },
        spec: { paused: true, activeWindow: { from: '0 20 * * 5', to: '0 7 * * 1' } },
      },
    },
    want: {
      labels: { tier: 'gold', [MANAGED_BY]: 'rollcall' },
      annotations: { 'sharding.projectsveltos.io/key': 'shard1' },
      spec: { paused: true, activeWindow: { from: '0 20 * * 5', to: '0 7 * * 1' }, ...controller },
    },
  },
  {
    rule: 'template: what the ClusterProfile says counts over it, and what Rollcall says over both',
    profile: { spec: { displayName: 'Alpha' } },
    labels: { tier: 'silver' },
    options: {
      template: {
        metadata: { labels: { tier: 'gold', [MANAGED_BY]: 'me' }, annotations: { [DISPLAY_NAME]: 'mine' } },
        spec: { kubeconfigKeyName: 'mine', kubeconfigName: 'mine' },
      },
    },
    want: {
      labels: { tier: 'silver', [MANAGED_BY]: 'rollcall' },
      annotations: { [DISPLAY_NAME]: 'Alpha' },
      spec: controller,
    },
  },
  {
    rule: 'template: kept in the format SveltosEvents too',
    keyName: 'config',
    options: { format: 'SveltosEvents', template: { metadata: { labels: { tier: 'gold' } }, spec: { paused: true } } },
    want: { labels: { tier: 'gold' }, annotations: {}, spec: { paused: true, kubeconfigKeyName: 'config' } },
  },
  {
    rule: 'the key of its Secret is always named: without it Sveltos takes a random one',
    keyName: 'value',
    options: { format: 'SveltosEvents' },
    want: { labels: {}, annotations: {}, spec: { kubeconfigKeyName: 'value' } },
  },
];

test.each(rows)('$rule', ({ profile: overrides, labels = {}, keyName = 'kubeconfig', options, want }) => {
  const { object } = only(fleetOf(profile('alpha', overrides)).profiles);
  const all: SveltosClusterOptions = { format: 'SveltosController', managedBy: 'rollcall', template: {}, ...options };
  expect(toPlain(buildSveltosCluster(object, labels, accessBySecret('alpha', keyName, all.format), all))).toStrictEqual(
    {
      apiVersion: 'lib.projectsveltos.io/v1beta1',
      kind: 'SveltosCluster',
      metadata: { name: 'alpha', labels: want.labels, annotations: want.annotations },
      spec: want.spec,
    },
  );
});
