import { wordsFor } from '../../src/krm/identity';
import type { Item } from '../../src/krm/item';
import { writeJson } from '../../src/krm/json';
import { readDocuments } from '../../src/krm/read-documents';
import { runFunction } from '../../src/run/run-function';
import { type ListForm, writeExplanation, writeList } from '../../src/views';
import type { Filter } from '../../src/views/filter';
import {
  base64,
  capiSecret,
  cluster,
  FAKE_MATERIAL,
  kubeconfig,
  namespace,
  profile,
  readsSecret,
  secret,
} from '../support/objects';

const plain = (text: string) => text;
const fleet = [
  namespace('argocd', { 'x-k8s.io/cluster-inventory-consumer': 'argo' }),
  namespace('fleet-edge', { 'clusterset.multicluster.x-k8s.io': 'edge' }),
  cluster('alpha'),
  capiSecret('alpha'),
  cluster('beta', { labels: { 'clusterprofile-name': 'beta', 'clusterset.k8s.io': 'edge' } }),
  cluster('stray', { labels: {} }),
  profile('delta', { labels: { env: 'prod' }, status: readsSecret({ name: 'source', key: 'k' }) }),
  secret('source', { data: { k: base64(kubeconfig('delta')) } }),
];

function render(items: readonly Item[]) {
  const functionConfig = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RenderInventory', metadata: { name: 'fleet' } };
  const { record, findings } = runFunction({ items, functionConfig, findings: [] });
  if (record === undefined) throw new Error('nothing was decided');
  return { record, findings };
}

function list(form: ListForm, filter: Filter = {}, wide = false): string {
  const { record, findings } = render(fleet);
  const view = writeList(record, findings, { form, wide, filter, paint: plain, hide: plain });
  if ('fault' in view) throw new Error(view.fault);
  return view.text;
}

function explain(subject: string): string {
  const { record, findings } = render(fleet);
  const view = writeExplanation(record, findings, subject, { form: 'text', paint: plain, hide: plain, items: fleet });
  return 'fault' in view ? view.fault : view.text;
}

describe('list', () => {
  test('the table has a line a cluster and a column a consumer', () => {
    expect(list('table')).toBe(
      `CLUSTERPROFILE   SOURCE                        CREDENTIALS      SVELTOS     IN argocd
default/alpha    Cluster mgmt/alpha            Cluster API      –           Secret
default/delta    ClusterProfile default/delta  access provider  registered  –
fleet-edge/beta  Cluster mgmt/beta             missing          –           –
`,
    );
  });

  test.each<[Filter, string[]]>([
    [{ missing: true }, ['fleet-edge/beta']],
    [{ consumer: 'argo' }, ['default/alpha']],
    [{ consumer: 'argocd' }, ['default/alpha']],
    [{ clusterSet: 'edge' }, ['fleet-edge/beta']],
    [{ namespace: 'default' }, ['default/alpha', 'default/delta']],
    [{ selector: 'env=prod' }, ['default/delta']],
    [{ selector: 'env=prod', missing: true }, []],
  ])('%j selects', (filter, want) => {
    expect(list('name', filter).split('\n').filter(Boolean)).toEqual(want);
  });

  test('--missing says why, and what comes of it', () => {
    expect(list('table', { missing: true })).toBe(
      `CLUSTERPROFILE   CREDENTIALS  RESULT   WHY
fleet-edge/beta  missing      skipped  there is no Secret mgmt/beta-kubeconfig
`,
    );
    expect(list('csv', { missing: true })).toMatch(/^CLUSTERPROFILE,CREDENTIALS,RESULT,.*,WHY\r\n/);
  });

  test.each<[Filter, string]>([
    [{ consumer: 'arg' }, 'There is no consumer arg; the nearest is argo.'],
    [{ clusterSet: 'edgy' }, 'There is no ClusterSet edgy; the nearest is edge.'],
    [{ namespace: 'nowhere' }, 'There is no namespace of ClusterProfiles nowhere.'],
  ])('%j names nothing of the fleet, and the nearest name is said', (filter, fault) => {
    const { record, findings } = render(fleet);
    const options = { form: 'table', wide: false, filter, paint: plain, hide: plain } as const;
    expect(writeList(record, findings, options)).toEqual({ fault });
  });

  test('a selector that no cluster matches leaves the table out and says so', () => {
    const { record, findings } = render(fleet);
    const options = {
      form: 'table',
      wide: false,
      filter: { selector: 'env=nope' },
      paint: plain,
      hide: plain,
    } as const;
    expect(writeList(record, findings, options)).toEqual({ text: '', note: 'No cluster matches.\n' });
  });

  test('programs get every decision', () => {
    const { clusters } = JSON.parse(list('json'));
    expect(clusters[0]).toMatchObject({
      clusterProfile: 'default/alpha',
      placement: { rule: 'Default', passedOver: [] },
      credentials: { state: 'found', source: 'CAPICluster', passedOver: [] },
      delivery: { state: 'delivered', rule: 'EveryConsumer', to: [{ name: 'argo', namespace: 'argocd' }] },
      registration: { state: 'none' },
    });
    expect(clusters[2].findings).toEqual([{ code: 'RC343', severity: 'warning', problem: expect.any(String) }]);
    expect(list('yaml')).toContain('clusterProfile: default/alpha');
  });

  test('CSV has a line a cluster', () => {
    const lines = list('csv').split('\r\n');
    expect(lines[0]).toMatch(/^CLUSTERPROFILE,SOURCE,/);
    expect(lines).toHaveLength(5);
  });
});

describe('explain', () => {
  test('who receives a cluster, and what would change it', () => {
    expect(explain('default/alpha')).toContain(
      `  argo in Namespace argocd
  To change it: add or remove the label x-k8s.io/cluster-inventory-consumer of a Namespace, or set consumers in the configuration.
`,
    );
  });

  test('where everything is that had a say', () => {
    const text = fleet.map(({ object }) => writeJson(object)).join('\n---\n');
    const { items } = readDocuments(Buffer.from(text), 'fleet.yaml');
    const { record, findings } = render(items);
    const options = { form: 'text', paint: plain, hide: plain, items } as const;
    const lineOf = (named: string) => 2 * fleet.findIndex(({ object }) => wordsFor(object) === named) + 1;
    for (const [subject, named] of [
      ['alpha', 'Secret mgmt/alpha-kubeconfig'],
      ['argo', 'Namespace argocd'],
      ['delta', 'Secret default/source'],
      ['SveltosCluster/default/delta', 'ClusterProfile default/delta'],
    ] as const) {
      const shown = expect.stringContaining(`  ${named} (fleet.yaml:${lineOf(named)})\n`);
      expect(writeExplanation(record, findings, subject, options)).toMatchObject({ text: shown });
    }
  });

  test.each([
    ['alpha', ['ClusterProfile default/alpha', 'Cluster mgmt/alpha', 'Rule: default', 'argo in Namespace argocd']],
    ['Cluster/mgmt/beta', ['is edge, and the label', 'Missing: there is no Secret', 'RC343']],
    [
      'default/delta',
      [
        'the namespace of the ClusterProfile itself',
        'Registered: its ClusterProfile has credentials.\n  To change it: remove the ClusterProfile',
      ],
    ],
    ['stray', ['Nothing is made from it', 'it has no label clusterprofile-name']],
    ['argo', ['Consumer argo', 'Receives the credentials of 1 of 3 clusters', 'default/alpha']],
    ['Secret/argocd/default-alpha-kubeconfig', ['Owner: render-inventory/fleet', 'default/alpha', 'This render: new']],
    [
      'SveltosCluster/default/delta',
      ['the registration of a cluster with Sveltos', 'To change it: remove the ClusterProfile'],
    ],
    ['alhpa', ['There is no cluster, object or consumer alhpa; the nearest is alpha.']],
  ])('%s', (subject, facts) => {
    const text = explain(subject);
    for (const fact of facts) expect(text).toContain(fact);
  });
});

test('the explanation of a cluster says when its credentials end', () => {
  const claims = Buffer.from(JSON.stringify({ exp: 1_900_000_000 })).toString('base64url');
  const text = kubeconfig().replace(/token: .*/, `token: head.${claims}.signature`);
  const { record, findings } = render([...fleet.slice(0, 3), capiSecret('alpha', { data: { value: base64(text) } })]);
  const view = writeExplanation(record, findings, 'alpha', { form: 'text', paint: plain, hide: plain, items: fleet });
  expect(view).toMatchObject({ text: expect.stringContaining('The token expires at 2030-03-17T17:46:40Z.') });
  expect(JSON.stringify(view)).not.toContain('signature');
});

test('no view holds a secret', () => {
  const texts = [
    ...(['table', 'json', 'yaml', 'csv', 'name'] as const).map((form) => list(form, {}, true)),
    ...['alpha', 'beta', 'delta', 'argo', 'SveltosCluster/default/delta'].map(explain),
  ];
  for (const text of texts) {
    expect(text).not.toContain(FAKE_MATERIAL);
    expect(text).not.toContain(base64(kubeconfig()).slice(0, 40));
  }
});

test('explain returns the findings about its subject alone', () => {
  const { record, findings } = render(fleet);
  const view = writeExplanation(record, findings, 'beta', { form: 'text', paint: plain, hide: plain, items: fleet });
  if ('fault' in view) throw new Error(view.fault);
  const objects = view.findings.map(({ object }) => object?.name);
  expect(objects).toContain('beta');
  expect(objects.filter((name) => name !== undefined && name !== 'beta')).toEqual([]);
  expect(view.findings.length).toBeLessThan(findings.length);
});
