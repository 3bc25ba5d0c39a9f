import { type Attack, expectAll } from './attack';
import { clusterOf, document, documents, FLEET } from './fleet';

/** Whoever writes a file forges marks of ownership, to have objects of others deleted or replaced. */

const OWNER = 'render-inventory/fleet';
const CLUSTER = 'cluster.x-k8s.io/Cluster/mgmt/a';
const marked = (
  kind: string,
  { apiVersion = 'v1', name = 'x', namespace = 'team', source = CLUSTER, owner = OWNER, more = {} } = {},
) => ({
  apiVersion,
  kind,
  metadata: {
    name,
    ...(namespace === '' ? {} : { namespace }),
    annotations: { 'rollcall.dev/generated-by': owner, 'rollcall.dev/source': source },
  },
  ...more,
});
const inInput = (what: string, wants: string, ...objects: object[]): Attack => ({
  what: `${what}, in the input`,
  wants,
  files: { 'fleet/evil.yaml': documents(...objects) },
});
const inOutput = (what: string, wants: string, ...objects: object[]): Attack => ({
  what: `${what}, in the output folder`,
  wants,
  files: { 'out/evil.yaml': documents(...objects) },
});

/** What it is, and what becomes of it in the input and in the output folder: an error, where nothing else is said. */
const objects: readonly [string, object, string?, string?][] = [
  ['a ConfigMap', marked('ConfigMap')],
  ['a Namespace', marked('Namespace', { namespace: '', name: 'team' }), 'RC404', 'RC109'],
  ['a Deployment', marked('Deployment', { apiVersion: 'apps/v1' })],
  ['a PersistentVolumeClaim', marked('PersistentVolumeClaim')],
  [
    'a CustomResourceDefinition',
    marked('CustomResourceDefinition', { apiVersion: 'apiextensions.k8s.io/v1', namespace: '' }),
  ],
  ['a Secret with a certificate', marked('Secret', { more: { type: 'kubernetes.io/tls', data: {} } })],
  ['a Secret of a name that no render gives', marked('Secret', { name: 'precious' })],
  [
    'a SveltosCluster of another name',
    marked('SveltosCluster', { apiVersion: 'lib.projectsveltos.io/v1beta1', name: 'management' }),
    'harmless',
    'warning RC413',
  ],
  ['a Secret of another API', marked('Secret', { apiVersion: 'example.org/v1' })],
  ['a source that is gone', marked('Secret', { source: 'cluster.x-k8s.io/Cluster/mgmt/gone' })],
  ['no source', marked('Secret', { source: '' })],
  ['half a source', marked('Secret', { source: 'cluster.x-k8s.io/Cluster' })],
  ['a source with a path', marked('Secret', { source: 'cluster.x-k8s.io/Cluster/../../a' })],
  ['a source of too many parts', marked('Secret', { source: `${CLUSTER}/b/c` })],
  [
    'two sources, one of them true',
    marked('Secret', { name: 'default-a-kubeconfig', source: `${CLUSTER},v1/Secret/mgmt/x` }),
    'harmless',
    'RC109',
  ],
  ['a source named __proto__', marked('Secret', { source: '__proto__/constructor/__proto__/toString' })],
  ['a name with a path', marked('Secret', { name: '../../escaped' })],
  ['a namespace with a path', marked('Secret', { name: 'default-a-kubeconfig', namespace: '../..' })],
];

test('a forged mark deletes nothing', async () => {
  await expectAll(FLEET, [
    ...objects.map(([what, object, wants = 'RC404']) => inInput(what, wants, object)),
    ...objects.map(([what, object, , wants = 'RC404']) => inOutput(what, wants, object)),
    inInput('a Cluster', 'RC404', {
      ...clusterOf('c'),
      metadata: { ...marked('x').metadata, name: 'c', namespace: 'mgmt' },
    }),
    inOutput('a Cluster', 'RC404', {
      ...clusterOf('c'),
      metadata: { ...marked('x').metadata, name: 'c', namespace: 'mgmt' },
    }),
    inOutput('the mark of another owner', 'RC404', marked('Secret', { owner: 'publish-credentials/other' })),
    inOutput('an owner named __proto__', 'RC404', marked('Secret', { owner: '__proto__' })),
    inOutput('the owner with a blank behind it', 'RC404', marked('Secret', { owner: `${OWNER} ` })),
    inOutput('the owner in capital letters', 'RC404', marked('Secret', { owner: OWNER.toUpperCase() })),
    {
      what: 'a mark that is a label',
      wants: 'harmless',
      files: {
        'out/evil.yaml': document({
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: 'x', namespace: 'team', labels: { 'rollcall.dev/generated-by': 'render-inventory' } },
        }),
      },
    },
    {
      what: 'another configuration takes over what this one made',
      wants: 'RC404',
      files: {
        'fleet/rollcall.yaml': `apiVersion: rollcall.dev/v1alpha1\nkind: RenderInventory\nmetadata:\n  name: thief\nspec:\n  credentials: Copy\n  takeOverFrom: [${OWNER}]\n`,
        'out/evil.yaml': document(marked('ConfigMap')),
      },
    },
  ]);
}, 600_000);
