import { copyLabels } from '../../src/inventory/copy-labels';
import { registerFields } from '../../src/schema/fields/register';

const DEFAULT = registerFields.dropLabels.default;

interface Row {
  readonly rule: string;
  readonly labels: Record<string, string>;
  readonly dropLabels?: readonly string[];
  readonly want: { copied: Record<string, string>; dropped: string[] };
}

const rows: Row[] = [
  {
    rule: 'no labels are no labels (the document’s template fails on them)',
    labels: {},
    want: { copied: {}, dropped: [] },
  },
  {
    rule: 'every other label is copied, the profile’s own included',
    labels: { env: 'prod', 'x-k8s.io/cluster-manager': 'ocm', 'app.kubernetes.io/name': 'alpha' },
    want: {
      copied: { env: 'prod', 'x-k8s.io/cluster-manager': 'ocm', 'app.kubernetes.io/name': 'alpha' },
      dropped: [],
    },
  },
  {
    rule: 'the marks of Helm and of Argo CD’s default tracking',
    labels: { 'app.kubernetes.io/instance': 'fleet', 'app.kubernetes.io/managed-by': 'Helm', env: 'prod' },
    want: { copied: { env: 'prod' }, dropped: ['app.kubernetes.io/instance', 'app.kubernetes.io/managed-by'] },
  },
  {
    rule: 'whatever Argo CD, Flux, ApplySet and Rancher mark with a prefix',
    labels: {
      'argocd.argoproj.io/instance': 'fleet',
      'applyset.kubernetes.io/part-of': 'id',
      'kustomize.toolkit.fluxcd.io/name': 'fleet',
      'helm.toolkit.fluxcd.io/namespace': 'flux',
      'objectset.rio.cattle.io/hash': '1',
    },
    want: {
      copied: {},
      dropped: [
        'argocd.argoproj.io/instance',
        'applyset.kubernetes.io/part-of',
        'kustomize.toolkit.fluxcd.io/name',
        'helm.toolkit.fluxcd.io/namespace',
        'objectset.rio.cattle.io/hash',
      ],
    },
  },
  {
    rule: 'the version that Sveltos writes itself, and nothing else of Sveltos’',
    labels: { 'projectsveltos.io/k8s-version': 'v1.34.0', 'projectsveltos.io/other': 'x' },
    want: { copied: { 'projectsveltos.io/other': 'x' }, dropped: ['projectsveltos.io/k8s-version'] },
  },
  {
    rule: 'a key without a star means itself alone',
    labels: { team: 'a', teams: 'b' },
    dropLabels: ['team'],
    want: { copied: { teams: 'b' }, dropped: ['team'] },
  },
  {
    rule: 'a star at the end stands for anything, nothing included',
    labels: { 'a/': '1', 'a/b': '2', 'a/b/c': '3', a: '4' },
    dropLabels: ['a/*'],
    want: { copied: { a: '4' }, dropped: ['a/', 'a/b', 'a/b/c'] },
  },
  {
    rule: 'a star elsewhere is a letter like any other',
    labels: { 'a/b/c': '1' },
    dropLabels: ['a/*/c', '*/c'],
    want: { copied: { 'a/b/c': '1' }, dropped: [] },
  },
  {
    rule: 'the dot of a pattern means a dot',
    labels: { 'argocdXargoproj.io/instance': '1' },
    want: { copied: { 'argocdXargoproj.io/instance': '1' }, dropped: [] },
  },
  {
    rule: 'a star alone drops everything',
    labels: { a: '1', b: '2' },
    dropLabels: ['*'],
    want: { copied: {}, dropped: ['a', 'b'] },
  },
  {
    rule: 'a list of one’s own replaces the default one',
    labels: { 'argocd.argoproj.io/instance': 'fleet' },
    dropLabels: [],
    want: { copied: { 'argocd.argoproj.io/instance': 'fleet' }, dropped: [] },
  },
];

test.each(rows)('$rule', ({ labels, dropLabels = DEFAULT, want }) => {
  expect(copyLabels(labels, dropLabels)).toEqual(want);
});

test('the default list is the contract’s', () => {
  expect(DEFAULT).toEqual([
    'app.kubernetes.io/instance',
    'app.kubernetes.io/managed-by',
    'argocd.argoproj.io/*',
    'applyset.kubernetes.io/*',
    'kustomize.toolkit.fluxcd.io/*',
    'helm.toolkit.fluxcd.io/*',
    'objectset.rio.cattle.io/*',
    'projectsveltos.io/k8s-version',
  ]);
});
