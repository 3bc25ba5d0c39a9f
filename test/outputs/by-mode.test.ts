import type { Item } from '../../src/krm/item';
import type { Json, JsonObject } from '../../src/krm/json';
import { objectAt } from '../../src/krm/json';
import { runFunction } from '../../src/run/run-function';
import {
  base64,
  capiSecret,
  cluster,
  itemOf,
  kubeconfig,
  namespace,
  only,
  plain,
  profile,
  readsSecret,
  secret,
  told,
} from '../support/objects';

/** What each setting of `credentials` makes of one fleet, and that neither of the new ones reads a value of a Secret. */
const consumer = (name: string) => namespace(name, { 'x-k8s.io/cluster-inventory-consumer': name });
const labelled = { 'x-k8s.io/cluster-profile': 'labelled' };
const fleet = [
  namespace('default'),
  namespace('mgmt'),
  consumer('argocd'),
  consumer('kueue'),
  cluster('alpha'),
  cluster('beta'),
  profile('reads', { status: readsSecret({ name: 'source', key: 'admin.conf' }) }),
  profile('labelled'),
];
const secrets = [
  capiSecret('alpha'),
  capiSecret('beta'),
  secret('source', { data: { 'admin.conf': base64(kubeconfig('reads')) } }),
  secret('labelled-one', { labels: labelled, data: { config: base64(kubeconfig('labelled')) } }),
];
const metadataOnly = secrets.map(({ object: { data: _data, ...rest } }) => itemOf(rest));
const marker = secret('labelled-one', { labels: labelled });

function render(kind: string, spec: JsonObject, items = [...fleet, ...secrets], allowWithdrawals = false) {
  const functionConfig: Json = { apiVersion: 'rollcall.dev/v1alpha1', kind, metadata: { name: 'fleet' }, spec };
  const outcome = runFunction({ items, functionConfig, findings: [], allowWithdrawals });
  const made = outcome.state === 'failed' ? [] : outcome.generated.map(plain);
  return { outcome, made, lines: made.map(nameOf) };
}

function nameOf({ kind, metadata }: JsonObject): string {
  const { namespace, name } = objectAt(metadata);
  return [kind, namespace, name].filter(Boolean).join(' ');
}

const INVENTORY = { publishFrom: ['CAPICluster', 'ClusterProfile'], crossNamespace: { policy: 'Allow' } };

test('Reference: SveltosClusters that use the Secret beside them, and nothing else', () => {
  const { made, lines } = render('RenderInventory', { ...INVENTORY, credentials: 'Reference' });
  expect(lines).toEqual(['SveltosCluster default labelled', 'SveltosCluster default reads']);
  expect(made.map(({ spec }) => spec)).toEqual([
    { kubeconfigName: 'labelled-one' },
    { kubeconfigKeyName: 'admin.conf', kubeconfigName: 'source' },
  ]);
});

test('External: what has the very Secrets made that Copy writes', () => {
  const copies = render('RenderInventory', { ...INVENTORY, credentials: 'Copy' }).made;
  const objects = { objects: 'ExternalSecret' };
  const { made } = render('RenderInventory', { ...INVENTORY, credentials: 'External', externalSecrets: objects });
  const shapes = copies
    .filter(({ kind }) => kind === 'Secret')
    .map(({ metadata, type, data }) => ({
      namespace: objectAt(metadata).namespace,
      name: objectAt(metadata).name,
      labels: objectAt(metadata).labels,
      type,
      keys: Object.keys(objectAt(data)),
    }));
  const promised = made
    .filter(({ kind }) => kind === 'ExternalSecret')
    .map(({ metadata, spec }) => ({
      namespace: objectAt(metadata).namespace,
      name: objectAt(spec, 'target').name,
      labels: objectAt(spec, 'target', 'template', 'metadata').labels,
      type: objectAt(spec, 'target', 'template').type,
      keys: [objectAt(spec).data ?? []].flat().map((one) => objectAt(one).secretKey),
    }));
  expect(shapes).toHaveLength(10);
  expect(promised).toEqual(shapes);
});

test('External: of a labelled Secret, the document’s format has every key copied, and its own key is read where nobody knows it', () => {
  const events = { ...INVENTORY, credentials: 'External', format: 'SveltosEvents' };
  const specs = (items: Item[], spec: JsonObject) =>
    render('RenderInventory', { ...spec, externalSecrets: { objects: 'ExternalSecret' } }, items).made.flatMap((one) =>
      one.kind === 'ExternalSecret' && nameOf(one).includes('sveltos') ? [one.spec] : [],
    );
  const whole = { dataFrom: [{ extract: { key: 'labelled-one' } }] };
  const key = (secretKey: string, of: string, property: string) => ({
    data: [{ remoteRef: { key: of, property }, secretKey }],
  });
  expect(specs([...fleet, ...secrets], events)).toMatchObject([whole, key('config', 'source', 'admin.conf')]);
  expect(specs([...fleet, ...metadataOnly], { ...events, format: 'SveltosController' })).toMatchObject([
    key('kubeconfig', 'labelled-one', 'config'),
    key('kubeconfig', 'source', 'admin.conf'),
  ]);
});

test('External: Secrets beside ClusterProfiles have an ExternalSecret each', () => {
  const { lines } = render('PublishCredentials', { credentials: 'External', format: 'MulticlusterRuntime' });
  expect(new Set(lines.map((line) => line.split(' ')[0]))).toEqual(new Set(['ExternalSecret']));
});

test('External: objects grow with clusters, not with consumers', () => {
  const spec = { credentials: 'External' };
  const few = render('PublishCredentials', spec).lines;
  const more = ['a', 'b', 'c'].map(consumer);
  expect(render('PublishCredentials', spec, [...fleet, ...secrets, ...more]).lines).toEqual(few);
  expect(few).toEqual([
    'ClusterExternalSecret default-alpha-kubeconfig',
    'ClusterExternalSecret default-beta-kubeconfig',
  ]);
});

test('External: each namespace may read the Secrets that it receives, and no other', () => {
  const { made, lines } = render('RenderInventory', { ...INVENTORY, credentials: 'External', emitStores: true });
  const roles = made.filter(({ kind }) => kind === 'Role').map((role) => [nameOf(role), role.rules]);
  const rule = (...resourceNames: string[]) => [
    { apiGroups: [''], resourceNames, resources: ['secrets'], verbs: ['get'] },
  ];
  expect(roles).toEqual([
    ['Role default rollcall-external-secrets-argocd', rule('labelled-one', 'source')],
    ['Role default rollcall-external-secrets-default', rule('labelled-one', 'source')],
    ['Role default rollcall-external-secrets-kueue', rule('labelled-one', 'source')],
    ['Role mgmt rollcall-external-secrets-argocd', rule('alpha-kubeconfig', 'beta-kubeconfig')],
    ['Role mgmt rollcall-external-secrets-kueue', rule('alpha-kubeconfig', 'beta-kubeconfig')],
  ]);
  expect(lines.filter((line) => line.startsWith('SecretStore'))).toEqual([
    'SecretStore argocd rollcall-default',
    'SecretStore argocd rollcall-mgmt',
    'SecretStore default rollcall-default',
    'SecretStore kueue rollcall-default',
    'SecretStore kueue rollcall-mgmt',
  ]);
});

describe.each(['Reference', 'External'])('%s', (credentials) => {
  test.each(['PublishCredentials', 'RegisterSveltosClusters', 'RenderInventory'])(
    '%s makes the same of Secrets with and without their values, and of none',
    (kind) => {
      const own = kind === 'RenderInventory' ? INVENTORY : {};
      const spec = {
        ...own,
        credentials,
        ...(kind === 'PublishCredentials' ? {} : { crossNamespace: { policy: 'Allow' } }),
      };
      const whole = render(kind, spec).made;
      expect(render(kind, spec, [...fleet, ...metadataOnly]).made.map(nameOf)).toEqual(whole.map(nameOf));
      const withoutLabelled = [...fleet, ...secrets.slice(0, 3), marker];
      expect(render(kind, spec, [...fleet, marker]).made).toEqual(render(kind, spec, withoutLabelled).made);
      expect(render(kind, spec, [...fleet, ...metadataOnly]).outcome.state).toBe(
        kind === 'PublishCredentials' && credentials === 'Reference' ? 'failed' : 'rendered',
      );
    },
  );
});

test('an absent field copies, with one info that names the alternatives; a warning where Argo CD keeps what is rendered', () => {
  const codes = (spec: JsonObject, keeper?: string) => {
    const functionConfig = {
      apiVersion: 'rollcall.dev/v1alpha1',
      kind: 'PublishCredentials',
      metadata: { name: 'x' },
      spec,
    };
    const capabilities = {
      readFile: () => ({ reason: '' }),
      readCertificateExpiry: () => undefined,
      answers: new Map(),
      note: () => {},
      keeper,
    };
    const { findings } = runFunction({ items: [...fleet, ...secrets], functionConfig, findings: [], capabilities });
    return findings.filter(({ code }) => code === 'RC660');
  };
  const finding = only(codes({}));
  expect(finding.severity).toBe('info');
  expect(finding.remedy).toMatch(/Reference .* External/);
  expect(only(codes({}, 'Argo CD')).severity).toBe('warning');
  expect(codes({ credentials: 'Copy' })).toEqual([]);
});

test('a SveltosCluster cannot use a Secret of another namespace', () => {
  const { outcome } = render('RenderInventory', { credentials: 'Reference' }, [...fleet, profile('alpha')]);
  expect(told(outcome.findings)).toContain('error RC657 ClusterProfile default/alpha');
});

test('a store that is made has its own name', () => {
  const spec = { credentials: 'External', emitStores: true, externalSecrets: { storeName: 'vault' } };
  expect(told(render('PublishCredentials', spec).outcome.findings)).toContain(
    'error RC664 spec.externalSecrets.storeName',
  );
});

test('a store of the user’s own holds kubeconfigs under keys of the user’s own', () => {
  const externalSecrets = {
    storeKind: 'ClusterSecretStore',
    storeName: 'vault-{namespace}',
    remoteKey: 'fleet/{profileNamespace}/{profile}',
  };
  const { made } = render('PublishCredentials', { credentials: 'External', externalSecrets });
  const spec = objectAt(made[0]?.spec, 'externalSecretSpec');
  expect(spec.secretStoreRef).toEqual({ kind: 'ClusterSecretStore', name: 'vault-mgmt' });
  expect(spec.data).toEqual([{ remoteRef: { key: 'fleet/default/alpha', property: 'value' }, secretKey: 'config' }]);
});

test('what was made comes back, and a second render changes nothing', () => {
  const spec = { ...INVENTORY, credentials: 'External', emitStores: true };
  const { made } = render('RenderInventory', spec);
  const again = render('RenderInventory', spec, [...fleet, ...secrets, ...made.map(itemOf)]);
  expect(told(again.outcome.findings).filter((line) => line.startsWith('error'))).toEqual([]);
  expect(again.made).toEqual(made);
  // Without the consumers, what was made for them leaves, and what Sveltos uses stays.
  const items = [
    ...fleet.filter((item) => item.label('x-k8s.io/cluster-inventory-consumer') === undefined),
    ...secrets,
  ];
  const stopped = render('RenderInventory', spec, [...items, ...made.map(itemOf)]);
  expect(told(stopped.outcome.findings)).toContain('error RC416');
  const left = render('RenderInventory', spec, [...items, ...made.map(itemOf)], true);
  expect(left.lines).toEqual([
    'ExternalSecret default labelled-sveltos-kubeconfig',
    'ExternalSecret default reads-sveltos-kubeconfig',
    'Role default rollcall-external-secrets-default',
    'RoleBinding default rollcall-external-secrets-default',
    'SecretStore default rollcall-default',
    'ServiceAccount default rollcall-external-secrets',
    'SveltosCluster default labelled',
    'SveltosCluster default reads',
  ]);
});

describe('a cluster that has lost its Secret', () => {
  const items = [namespace('mgmt'), consumer('argocd'), cluster('alpha'), cluster('beta')];
  const external = { credentials: 'External', emitStores: true };
  const made = render('PublishCredentials', external, items).made.map(itemOf);
  const wrong = secret('alpha-kubeconfig', { namespace: 'mgmt', type: 'Opaque' });
  const kept = 'ClusterExternalSecret default-alpha-kubeconfig';

  test('keeps its ClusterExternalSecret, though the Secret of its name is another', () => {
    const { outcome, lines } = render('PublishCredentials', external, [...items, wrong, ...made]);
    expect(told(outcome.findings)).toContain('warning RC341 Cluster mgmt/alpha');
    expect(lines).toContain(kept);
  });

  test('keeps it when credentials are copied from now on', () => {
    const { outcome, lines } = render('PublishCredentials', { credentials: 'Copy' }, [...items, ...made]);
    expect(told(outcome.findings)).toContain('warning RC341 Cluster mgmt/alpha');
    expect(lines).toEqual([kept, 'ClusterExternalSecret default-beta-kubeconfig']);
  });

  test('loses it when every consumer is denied', () => {
    const spec = { ...external, allowEmpty: true, consumers: [{ match: 'argocd', deny: true }] };
    const { outcome, lines } = render('PublishCredentials', spec, [...items, wrong, ...made], true);
    expect(outcome.state).toBe('rendered');
    expect(lines).toEqual([]);
  });
});
