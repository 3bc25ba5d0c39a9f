import { createHash } from 'node:crypto';
import { EMPTY_RECORD } from '../../src/inventory/record';
import { runFunction } from '../../src/run/run-function';
import { writePage } from '../../src/views';
import { explain } from '../../src/views/explain';
import { binExpiries, endingOf, inWords } from '../../src/views/page/expiry';
import { listFacets, selects, sortRows } from '../../src/views/page/filter';
import { explainObject, explainReceiver, explainRow, readModel } from '../../src/views/page/model';
import type { PageData } from '../../src/views/page-shape';
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

const NOW = Date.parse('2030-01-01T00:00:00Z');
const DAY = 86_400_000;

/** A Secret whose token ends after some days. */
function endsAfter(name: string, days: number) {
  const claims = base64(JSON.stringify({ exp: (NOW + days * DAY) / 1000 }));
  const text = kubeconfig(name).replace(/token: .*/, `token: head.${claims}.${FAKE_MATERIAL}`);
  return capiSecret(name, { data: { value: base64(text) } });
}

const fleet = [
  namespace('argocd', { 'x-k8s.io/cluster-inventory-consumer': 'argo' }),
  namespace('kueue-a', { 'x-k8s.io/cluster-inventory-consumer': 'kueue' }),
  namespace('kueue-b', { 'x-k8s.io/cluster-inventory-consumer': 'kueue' }),
  namespace('fleet-edge', { 'clusterset.multicluster.x-k8s.io': 'edge' }),
  cluster('alpha'),
  endsAfter('alpha', 10),
  cluster('beta', { labels: { 'clusterprofile-name': 'beta', 'clusterset.k8s.io': 'edge' } }),
  cluster('gamma'),
  endsAfter('gamma', 300),
  cluster('stray', { labels: {} }),
  profile('delta', {
    labels: { env: 'prod', evil: '</script><script>alert(1)</script><!--\u2028' },
    status: { ...readsSecret({ name: 'source', key: 'k' }), properties: [{ name: 'region', value: 'fra' }] },
  }),
  secret('source', { data: { k: base64(kubeconfig('delta')) } }),
];

function render(items = fleet) {
  const functionConfig = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RenderInventory', metadata: { name: 'fleet' } };
  const { record, findings } = runFunction({ items, functionConfig, findings: [] });
  if (record === undefined) throw new Error('nothing was decided');
  return { record, findings };
}

const { record, findings } = render();
function write(rendered: ReturnType<typeof render>): string {
  const view = writePage(rendered.record, rendered.findings, { now: NOW, hide: (text) => text });
  if ('fault' in view) throw new Error(view.fault);
  return view.text;
}
const page = write({ record, findings });
const [, json = ''] = /<script type="application\/json" id="fleet">(.*?)<\/script>/s.exec(page) ?? [];
const data: PageData = JSON.parse(json);
const model = readModel(data);
const names = (rows: typeof model.rows) => rows.map(({ name }) => name);

describe('the file', () => {
  test('its policy allows the page’s own code and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const hashOf = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(policy).toContain(`script-src ${hashOf(/<script>(.*?)<\/script>/s.exec(page)?.[1])}`);
    expect(policy).toContain(`style-src ${hashOf(/<style>(.*?)<\/style>/s.exec(page)?.[1])}`);
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  test('no name ends the script, begins a comment or breaks a line', () => {
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(json).not.toMatch(/[<>&\u2028\u2029]/);
    expect(
      Object.values(data.clusters.find(({ clusterProfile }) => clusterProfile === 'default/delta')?.labels ?? {}),
    ).toContain('</script><script>alert(1)</script><!--\u2028');
  });

  test('it holds no secret, is the same each time, and its code is small', () => {
    expect(page).not.toContain(FAKE_MATERIAL);
    expect(page).not.toContain(base64(kubeconfig()).slice(0, 40));
    expect(page).not.toContain(base64(FAKE_MATERIAL).slice(0, 20));
    expect(write(render([...fleet].reverse()))).toBe(page);
    expect(page.length - json.length).toBeLessThan(100_000);
  });
});

test('a function that decides about no cluster has no page', () => {
  const view = writePage({ ...record, function: 'run-event-trigger', fleet: EMPTY_RECORD }, [], {
    hide: (text) => text,
  });
  expect(view).toEqual({ fault: expect.stringContaining('run-event-trigger') });
});

describe('what the page says is what `explain` says', () => {
  test.each(names(model.rows))('of cluster %s', (name) => {
    const row = model.rows.find((one) => one.name === name);
    if (row === undefined) throw new Error(name);
    expect(explainRow(model, row)).toEqual(explain(record, findings, row.path)[0]);
  });

  test('of an object', () => {
    const row = model.rows.find(({ name }) => name === 'alpha');
    if (row === undefined) throw new Error('no alpha');
    const [text] = explain(record, findings, 'Secret/argocd/default-alpha-kubeconfig');
    const own = explainObject(model, row, 'ConsumerSecret', 'argocd');
    expect(own?.subject).toBe(text?.subject);
    expect(own?.sections.slice(0, 3)).toEqual(text?.sections.slice(0, 3));
  });

  test.each(['argo', 'kueue'])('of consumer %s', (name) => {
    const consumer = model.consumers.find((one) => one.name === name);
    if (consumer === undefined) throw new Error(name);
    expect(explainReceiver(model, consumer)).toEqual(explain(record, findings, name)[0]);
  });
});

describe('filters', () => {
  const facets = listFacets(model, binExpiries(model.rows, NOW));
  const find = (search: string, chosen: Record<string, string[]> = {}) =>
    names(
      model.rows.filter(
        selects(search, facets, new Map(Object.entries(chosen).map(([key, values]) => [key, new Set(values)]))),
      ),
    );

  test.each<[string, Record<string, string[]>, string[]]>([
    ['', {}, ['alpha', 'delta', 'gamma', 'beta']],
    ['ALPHA', {}, ['alpha']],
    ['env=prod', {}, ['delta']],
    ['region=fra delta', {}, ['delta']],
    ['region=fra alpha', {}, []],
    ['', { set: ['edge'] }, ['beta']],
    ['', { credentials: ['missing', 'access provider'] }, ['delta', 'beta']],
    ['', { expires: ['within 30 days'] }, ['alpha']],
    ['', { receives: ['argocd'] }, ['alpha', 'gamma']],
    ['', { finding: ['RC343'], set: ['edge'] }, ['beta']],
    ['', { 'property:region': ['fra'] }, ['delta']],
    ['', { sveltos: ['registered'] }, ['delta']],
  ])('%s %j', (search, chosen, want) => {
    expect(find(search, chosen)).toEqual(want);
  });

  test('orders', () => {
    expect(names(sortRows(model.rows, 'expires'))).toEqual(['alpha', 'gamma', 'beta', 'delta']);
    expect(names(sortRows(model.rows, 'credentials'))[0]).toBe('beta');
    expect(names(sortRows(model.rows, 'name'))).toEqual(['alpha', 'beta', 'delta', 'gamma']);
    expect(names(sortRows(model.rows, 'set'))[0]).toBe('beta');
  });
});

describe('expiry', () => {
  const endings = (now: number) => model.rows.map((row) => `${row.name} ${endingOf(row, now)}`);
  test('counts from the time that the page is seen', () => {
    expect(endings(NOW)).toEqual(['alpha soon', 'delta no date', 'gamma later', 'beta no date']);
    expect(endings(NOW + 11 * DAY)).toContain('alpha expired');
  });

  test.each([
    [NOW, ['Jan 2030', 'Oct 2030']],
    [NOW + 11 * DAY, ['expired', 'Oct 2030']],
  ])('bins at %i', (now, labels) => {
    const bins = binExpiries(model.rows, now);
    expect(bins.filter(({ rows }) => rows.length > 0).map(({ label }) => label)).toEqual(labels);
    expect(bins.length).toBeLessThan(40);
  });

  test.each([
    [NOW + DAY * 1.5, 'in 1 day'],
    [NOW + 1000, 'in less than a day'],
    [NOW - DAY * 3, '3 days ago'],
    [NOW + DAY * 90, '2030-04-01'],
  ])('%i in words', (at, words) => expect(inWords(at, NOW)).toBe(words));
});
