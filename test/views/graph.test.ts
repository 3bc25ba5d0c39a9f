import { runFunction } from '../../src/run/run-function';
import { type GraphForm, writeGraph } from '../../src/views';
import type { FleetGraph } from '../../src/views/graph/fleet-graph';
import { capiSecret, cluster, FAKE_MATERIAL, namespace, profile } from '../support/objects';

type Items = Parameters<typeof runFunction>[0]['items'];

type Rendered = ReturnType<typeof render>;

function render(items: Items) {
  const functionConfig = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RenderInventory', metadata: { name: 'fleet' } };
  const { record, findings } = runFunction({ items, functionConfig, findings: [] });
  if (record === undefined) throw new Error('nothing was decided');
  return { record, findings };
}

function draw({ record, findings }: Rendered, form: GraphForm, most = 50): string {
  const view = writeGraph(record, findings, { form, most, hide: (text) => text });
  if ('fault' in view) throw new Error(view.fault);
  return view.text;
}

function graph(rendered: Rendered, most = 0): FleetGraph {
  return JSON.parse(draw(rendered, 'json', most));
}

/** Every arrow by the labels at its ends. */
function arrows({ nodes, edges }: FleetGraph): string[] {
  const labelOf = (id: string) => nodes.find((node) => node.id === id)?.label;
  return edges.map(({ from, to, rule }) => `${labelOf(from)} → ${labelOf(to)}${rule ? ` by ${rule}` : ''}`);
}

const consumer = (name: string) => namespace(name, { 'x-k8s.io/cluster-inventory-consumer': name });

const small = render([
  consumer('argocd'),
  namespace('fleet-edge', { 'clusterset.multicluster.x-k8s.io': 'edge' }),
  cluster('alpha'),
  capiSecret('alpha'),
  cluster('beta', { labels: { 'clusterprofile-name': 'beta', 'clusterset.k8s.io': 'edge' } }),
]);

/** Clusters over some namespaces; every tenth lacks its Secret. */
function large(clusters: number, namespaces: number): Rendered {
  return render([
    ...Array.from({ length: 4 }, (_, at) => consumer(`consumer-${at}`)),
    ...Array.from({ length: clusters }, (_, at) => [
      cluster(`c${at}`, {
        labels: { 'clusterprofile-name': `c${at}`, 'clusterprofile-namespace': `team-${at % namespaces}` },
      }),
      ...(at % 10 === 0 ? [] : [capiSecret(`c${at}`)]),
    ]).flat(),
  ]);
}

test('arrows go from the Cluster by its rule to the ClusterProfile, and on to who receives it', () => {
  const drawn = graph(small);
  expect(arrows(drawn)).toEqual([
    'Cluster mgmt/alpha → default/alpha by default',
    'default/alpha → argocd',
    'Cluster mgmt/beta → fleet-edge/beta, without credentials by ClusterSet',
  ]);
  expect(drawn.groups.map(({ label }) => label)).toEqual([
    'Namespace default',
    'ClusterSet edge, Namespace fleet-edge',
  ]);
  expect(drawn.aggregated).toEqual([]);
});

test.each([
  [30, 2],
  [300, 12],
  [300, 80],
  [1_000, 300],
])('%i clusters in %i namespaces fit into 50 nodes, and the drawing says how', (clusters, namespaces) => {
  const rendered = large(clusters, namespaces);
  const drawn = graph(rendered, 50);
  expect(drawn.nodes.length).toBeLessThanOrEqual(50);
  expect(drawn.nodes.length).toBeGreaterThan(4);
  expect(drawn.aggregated.join(' ')).toContain(`${clusters} clusters in `);
  const drawnProfiles = drawn.nodes.filter(({ kind }) => kind === 'profile');
  expect(drawnProfiles.reduce((sum, { count = 1 }) => sum + count, 0)).toBe(clusters);
  for (const form of ['mermaid', 'dot'] as const) expect(draw(rendered, form)).toContain(`${clusters} clusters in `);
});

test('JSON holds every node unless it is asked to aggregate', () => {
  const { nodes, aggregated } = graph(large(300, 12));
  expect(nodes.filter(({ kind }) => kind === 'profile')).toHaveLength(300);
  expect(aggregated).toEqual([]);
});

test('no name is read as Mermaid or Graphviz', () => {
  const hostile = 'x"]; click n1 "https://evil.example" --> `%%{init: {}}%%\n<script>alert(1)</script> & \\" end';
  const items = render([profile('alpha'), consumer(hostile)]);
  const mermaid = draw(items, 'mermaid');
  const [label] = /"x[^"\n]*"/.exec(mermaid) ?? [];
  expect(label).toMatch(/^"(?:[\p{L}\p{N} ./:,…-]|#\d+;)+"$/u);
  expect(mermaid).not.toMatch(/<script|click n1 "|%%\{/);
  const dot = draw(items, 'dot');
  expect(dot.split('\n').find((line) => line.includes('click'))).toMatch(
    /^ {2}n\d+ \[label="(?:[^"\\]|\\["\\])*", shape=oval\];$/,
  );
});

test('no drawing holds a secret', () => {
  for (const form of ['mermaid', 'dot', 'json'] as const) expect(draw(small, form)).not.toContain(FAKE_MATERIAL);
});
