import type { Item } from '../../../src/krm/item';
import type { Json, JsonObject } from '../../../src/krm/json';
import { objectAt } from '../../../src/krm/json';
import { toPlain } from '../../../src/krm/yaml/write';
import { runFunction } from '../../../src/run/run-function';
import { cluster, itemOf, namespace, profile } from '../../support/objects';

/** With `Reference` and `External`, an object that becomes a Secret in a cluster counts as that Secret. */
function run(kind: string, spec: JsonObject, items: readonly Item[]) {
  const functionConfig = { apiVersion: 'rollcall.dev/v1alpha1', kind, metadata: { name: 'fleet' }, spec };
  const outcome = runFunction({
    items: [namespace('default'), namespace('mgmt'), ...items],
    functionConfig,
    findings: [],
  });
  const made = outcome.state === 'rendered' ? outcome.generated : [];
  const objects = made.flatMap((one) => ('copyOf' in one ? [toPlain(one.copyOf.in(one.namespace))] : []));
  return { objects, errors: outcome.findings.filter(({ severity }) => severity === 'error') };
}

const labels = { 'x-k8s.io/cluster-profile': 'alpha' };

const sealed = (name: string, template: JsonObject, encryptedData: JsonObject, space = 'default') =>
  itemOf({
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: { name, namespace: space },
    spec: { encryptedData, template },
  });
const external = (name: string, spec: JsonObject, space = 'default') =>
  itemOf({
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name, namespace: space },
    spec: { secretStoreRef: { name: 'vault' }, ...spec },
  });

/** The Secret that the SveltosCluster names, and its key. */
function named(item: Item): Json {
  const { objects, errors } = run('RegisterSveltosClusters', { credentials: 'Reference' }, [profile('alpha'), item]);
  expect(errors).toEqual([]);
  const { kubeconfigName = null, kubeconfigKeyName = null } = objectAt(objects[0], 'spec');
  return [kubeconfigName, kubeconfigKeyName];
}

test.each<[string, Item, Json]>([
  ['a SealedSecret', sealed('access', { metadata: { labels } }, { config: 'x' }), ['access', null]],
  [
    'one of two keys',
    sealed('access', { metadata: { labels } }, { other: 'x', kubeconfig: 'y' }),
    ['access', 'kubeconfig'],
  ],
  [
    'an ExternalSecret',
    external('vault', {
      target: { name: 'access', template: { metadata: { labels } } },
      data: [{ secretKey: 'config' }],
    }),
    ['access', null],
  ],
  [
    'an ExternalSecret whose template replaces what it fetches',
    external('access', {
      target: { template: { metadata: { labels }, data: { kubeconfig: '{{ .a }}', other: '' } } },
      data: [{ secretKey: 'a' }],
    }),
    ['access', 'kubeconfig'],
  ],
  [
    'an ExternalSecret whose keys only the store knows',
    external('access', { target: { template: { metadata: { labels } } }, dataFrom: [{ extract: { key: 'a' } }] }),
    ['access', null],
  ],
])('%s counts as the labelled Secret', (_what, item, want) => {
  expect(named(item)).toEqual(want);
});

test('an object of another namespace does not', () => {
  const item = sealed('access', { metadata: { labels } }, { config: 'x' }, 'mgmt');
  expect(run('RegisterSveltosClusters', { credentials: 'Reference' }, [profile('alpha'), item]).objects).toEqual([]);
});

const capi = { 'cluster.x-k8s.io/cluster-name': 'alpha' };
const kueue = namespace('kueue-system', { 'x-k8s.io/cluster-inventory-consumer': 'kueue' });

test('a SealedSecret is the Secret of its Cluster, and tells its key', () => {
  const template = { type: 'cluster.x-k8s.io/secret', metadata: { labels: capi } };
  const item = sealed('alpha-kubeconfig', template, { kubeconfig: 'x' }, 'mgmt');
  const { objects, errors } = run('PublishCredentials', { credentials: 'External' }, [kueue, cluster('alpha'), item]);
  expect(errors).toEqual([]);
  expect(JSON.stringify(objects)).toContain('"property":"kubeconfig"');
});

test('one that makes a Secret of another type is not', () => {
  const item = sealed('alpha-kubeconfig', { type: 'Opaque' }, { value: 'x' }, 'mgmt');
  const { objects } = run('PublishCredentials', { credentials: 'External' }, [kueue, cluster('alpha'), item]);
  expect(objects).toEqual([]);
});

test('a Secret whose type SOPS has encrypted is one', () => {
  const item = itemOf({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'alpha-kubeconfig', namespace: 'mgmt', labels: capi },
    type: 'ENC[AES256_GCM,data:x,type:str]',
    data: { value: 'ENC[AES256_GCM,data:x,type:str]' },
    sops: { mac: 'ENC[x]' },
  });
  const { errors } = run('PublishCredentials', { credentials: 'External' }, [kueue, cluster('alpha'), item]);
  expect(errors).toEqual([]);
});

test('with Copy they are named in words', () => {
  const item = sealed('alpha-kubeconfig', {}, { value: 'x' }, 'mgmt');
  const ready = cluster('alpha', { status: { controlPlaneReady: true } });
  const [error] = run('PublishCredentials', { credentials: 'Copy' }, [kueue, ready, item]).errors;
  expect(error?.problem).toContain(
    'SealedSecret mgmt/alpha-kubeconfig is no Secret before its controller has made one',
  );
});
