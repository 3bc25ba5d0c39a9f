import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasErrors } from '../../src/diagnostics/finding';
import type { Item } from '../../src/krm/item';
import { type JsonObject, objectAt, textOf } from '../../src/krm/json';
import { readDocuments } from '../../src/krm/read-documents';
import { sortedBy } from '../../src/lists/order';
import { runFunction } from '../../src/run/run-function';
import { base64, capiSecret, cluster, kubeconfig, namespace, plain, profile, secret, told } from '../support/objects';
import { WITH_LUA } from '../support/run-lua';

/**
 * The YAML of both Sveltos documents, as it stands, gives what the functions made for it give. The documents lie beside
 * the project where they are there at all.
 */
const seeds = join(__dirname, '..', '..', '..', 'shared', 'seeds');
const pages = ['sveltos-push-model-from-capi.md', 'sveltos-clusterprofile-to-sveltoscluster.md'].map((page) =>
  join(seeds, page),
);

const consumer = { 'x-k8s.io/cluster-inventory-consumer': 'argo' };
const NAMES = ['alpha', 'beta', 'gamma', 'delta'];
const HOMES: Readonly<Record<string, string>> = {
  alpha: 'fleet-prod',
  beta: 'default',
  gamma: 'fleet-edge',
  delta: 'fleet-prod',
};

/** Every profile gets its credentials from one labelled Secret; every Cluster from the one that Cluster API keeps. */
function makeFleet(): Item[] {
  const labels: Readonly<Record<string, Record<string, string>>> = {
    alpha: { 'clusterprofile-namespace': 'fleet-prod' },
    beta: {},
    gamma: { 'clusterset.k8s.io': 'edge' },
    delta: { 'clusterset.k8s.io': 'edge', 'clusterprofile-namespace': 'fleet-prod' },
  };
  return [
    namespace('argocd', consumer),
    namespace('kueue-system', consumer),
    namespace('fleet-prod'),
    namespace('default'),
    namespace('fleet-edge', { 'clusterset.multicluster.x-k8s.io': 'edge' }),
    ...NAMES.flatMap((name) => {
      const home = HOMES[name] ?? '';
      return [
        cluster(name, { labels: { 'clusterprofile-name': name, ...labels[name] } }),
        capiSecret(name),
        profile(name, { namespace: home, labels: { env: 'prod', empty: '', 'x-k8s.io/cluster-manager': 'fleet' } }),
        secret(`${name}-credentials`, {
          namespace: home,
          labels: { 'x-k8s.io/cluster-profile': name, 'x-k8s.io/cluster-profile-namespace': home },
          data: { config: base64(kubeconfig(name)) },
        }),
      ];
    }),
  ];
}

/** What stands between `cat > file <<EOF` and `EOF` in each YAML block, as text: no shell reads it. */
function readBlocks(page: string): Item[] {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/^( *)```yaml\n([\s\S]*?)\n\1```$/gm)];
  return blocks.flatMap(([, indent = '', body = '']) => {
    const lines = body.split('\n').map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trim()));
    const text = lines.filter((line) => !line.startsWith('cat > ') && line !== 'EOF').join('\n');
    const { items, findings } = readDocuments(Buffer.from(`${text}\n`), page);
    expect(findings).toEqual([]);
    return [...items];
  });
}

function render(items: readonly Item[], kind: string, spec: JsonObject = {}): string[] {
  const functionConfig = { apiVersion: 'rollcall.dev/v1alpha1', kind, metadata: { name: 'seed' }, spec };
  const outcome = runFunction({ items, functionConfig, capabilities: WITH_LUA, findings: [] });
  if (outcome.state === 'failed' || hasErrors(outcome.findings)) throw new Error(told(outcome.findings).join('\n'));
  return outcome.generated.map((one) => JSON.stringify(withoutMarks(plain(one))));
}

/** Without our own marks and the `type` that an API server gives by default; keys in order. */
function withoutMarks(object: JsonObject): JsonObject {
  const { 'app.kubernetes.io/managed-by': _mark, ...labels } = objectAt(object, 'metadata', 'labels');
  const others = Object.entries(objectAt(object, 'metadata', 'annotations')).filter(
    ([key]) => !key.startsWith('rollcall.dev/'),
  );
  expect(others).toEqual([]);
  const { annotations: _marks, ...metadata } = objectAt(object, 'metadata');
  const { type, ...rest } = object;
  const named = textOf(type) === 'Opaque' || type === undefined ? rest : object;
  return inOrder({ ...named, metadata: { ...metadata, labels } });
}

function inOrder(map: JsonObject): JsonObject {
  const entries = sortedBy(Object.entries(map), ([key]) => key);
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      typeof value === 'object' && value !== null && !Array.isArray(value) ? inOrder(value) : value,
    ]),
  );
}

if (pages.every((page) => existsSync(page))) {
  test('the documents’ own YAML gives what publish-credentials and register-sveltos-clusters give', () => {
    const fleet = makeFleet();
    const theirs = render([...fleet, ...pages.flatMap(readBlocks)], 'RunEventTrigger');
    const ours = [
      ...render(fleet, 'PublishCredentials'),
      ...render(fleet, 'RegisterSveltosClusters', { format: 'SveltosEvents' }),
    ];
    expect(ours).toHaveLength(NAMES.length * 2 + NAMES.length * 2);
    expect([...theirs].sort()).toEqual([...ours].sort());
  });

  test('whatever the order of the input', () => {
    const items = [...makeFleet(), ...pages.flatMap(readBlocks)];
    expect(render([...items].reverse(), 'RunEventTrigger')).toEqual(render(items, 'RunEventTrigger'));
  });
} else {
  test.skip('the documents are not here: nothing compares with them', () => {});
}
