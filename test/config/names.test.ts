import { configure } from '../../src/config/configure';
import type { Json } from '../../src/krm/json';

/** A field that becomes a name of an object is refused where the configuration is, before an API server refuses the object. */

const findings = (kind: string, spec: Json) => {
  const reading = configure({ apiVersion: 'rollcall.dev/v1alpha1', kind, metadata: { name: 'fleet' }, spec });
  return 'findings' in reading ? reading.findings.map(({ code, field }) => `${code} ${field}`) : [];
};
const wire = (account: Json) => ({ consumers: [{ match: 'a', access: { serviceAccounts: [account] } }] });
const grant = (from: string) => ({ crossNamespace: { allow: [{ from, to: 'b' }] } });

const names: [kind: string, field: string, spec: (name: string) => Json, good: string[], bad: string[]][] = [
  [
    'RenderInventory',
    'externalSecrets.storeName',
    (storeName) => ({ externalSecrets: { storeName } }),
    ['vault', 'a.b-c', '{namespace}', 'vault-{namespace}', '{namespace}.{namespace}'],
    ['a: b', 'A', 'a/b', '-a', 'a-', 'a..b', 'a.-b', '-{namespace}', '{name}', '{namespace}-', 'x'.repeat(200)],
  ],
  [
    'WireConsumers',
    'consumers[0].access.serviceAccounts[0].name',
    (name) => wire({ name }),
    ['a.b'],
    ['a b', '*', 'a_b'],
  ],
  [
    'WireConsumers',
    'consumers[0].access.serviceAccounts[0].namespace',
    (namespace) => wire({ name: 'a', namespace }),
    ['a-b'],
    ['a.b', '*', 'x'.repeat(64)],
  ],
  [
    'RegisterArgoCDClusters',
    'argocdNamespace',
    (argocdNamespace) => ({ argocdNamespace }),
    ['argocd', '0'],
    ['Argo', 'argo.cd', '../argo', 'a\n'],
  ],
  [
    'RenderInventory',
    'dataKeys[0]',
    (key) => ({ dataKeys: [key] }),
    ['a', '.a', 'A_b.c'],
    ['a b', '.', '..', '..a', 'a/b'],
  ],
  ['RenderInventory', 'crossNamespace.allow[0].from', grant, ['a'], ['*', 'fleet-*', 'A']],
  ['RenderInventory', 'clusterNamespaces[0]', (one) => ({ clusterNamespaces: [one] }), ['a'], ['*', 'a,b', 'fleet-*']],
  ['ImportManagedClusters', 'bindingNamespaces[0]', (one) => ({ bindingNamespaces: [one] }), ['a'], ['*', 'a b']],
];

test.each(names)('%s: %s', (kind, field, spec, good, bad) => {
  expect(good.flatMap((name) => findings(kind, spec(name)))).toEqual([]);
  expect(bad.map((name) => findings(kind, spec(name)))).toEqual(bad.map(() => [`RC207 spec.${field}`]));
});
