import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isObject, type JsonObject, objectAt, textOf } from '../../src/krm/json';
import { CRDS, readCrd } from '../support/crds';

/** Kueue's and SIG Multicluster's own CustomResourceDefinitions judge what wire-consumers writes. */
const folder = join(__dirname, '..', 'golden', 'wire-consumers');
const isHere = existsSync(CRDS);

const made = readdirSync(folder).flatMap((golden) => {
  const list: { items: JsonObject[] } = parse(readFileSync(join(folder, golden, 'expected.yaml'), 'utf8'));
  return list.items.filter((item) => 'rollcall.dev/generated-by' in objectAt(item, 'metadata', 'annotations'));
});
const named = (kind: string) =>
  made
    .filter((object) => object.kind === kind)
    .map((object): [string, JsonObject] => {
      const { namespace, name } = objectAt(object, 'metadata');
      return [`${textOf(namespace)}/${textOf(name)}`, object];
    });

if (!isHere) test.skip('the CustomResourceDefinitions are not on this machine', () => {});
else {
  const kueue = readCrd('multikueueclusters.yaml');
  const profiles = readCrd('clusterprofiles.yaml');

  test.each(named('MultiKueueCluster'))('Kueue accepts MultiKueueCluster %s', (_name, object) => {
    expect(kueue.faultsOf(object)).toEqual([]);
    // Its rule, which JSON schemas do not have: exactly one of them.
    const source = objectAt(object, 'spec', 'clusterSource');
    expect(['kubeConfig', 'clusterProfileRef'].filter((field) => field in source)).toHaveLength(1);
  });

  test.each(named('ClusterProfile'))('the API accepts the copy %s', (_name, object) => {
    expect(profiles.faultsOf(object)).toEqual([]);
  });

  test('the judges refuse what is wrong', () => {
    const [[, sound] = ['', {}]] = named('MultiKueueCluster');
    const wrong = { ...sound, spec: { clusterSource: { clusterProfileRef: { name: '' } } } };
    expect(kueue.faultsOf(wrong)).not.toEqual([]);
  });
}

test.each(named('ConfigMap'))('the provider file of %s is one', (_name, object) => {
  const file: unknown = JSON.parse(textOf(objectAt(object, 'data')['providers.json']));
  const { providers } = objectAt(file);
  expect(Array.isArray(providers) && providers.length > 0).toBe(true);
  for (const provider of [providers ?? []].flat()) {
    // What the plugins of cluster-inventory-api cannot do without.
    expect(objectAt(provider, 'execConfig')).toMatchObject({
      apiVersion: 'client.authentication.k8s.io/v1',
      interactiveMode: 'Never',
      provideClusterInfo: true,
    });
    expect(isObject(provider) && Object.keys(provider).join()).not.toContain('Prefixes');
  }
});
