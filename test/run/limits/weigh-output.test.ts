import { collectText } from '../../../src/krm/sink';
import { writeDocuments } from '../../../src/krm/write-documents';
import { SharedText } from '../../../src/krm/yaml/scalar';
import type { Output, OutputObject } from '../../../src/outputs/output';
import { dataSizeOf, sizeOf } from '../../../src/run/limits/weigh-output';
import { reconcile } from '../../../src/run/reconcile';
import { cluster } from '../../support/objects';

function output(fields: Partial<OutputObject>, ...namespaces: string[]): Output {
  const metadata = { name: 'fleet-alpha-kubeconfig', labels: { env: 'prod' }, annotations: {} };
  const object = { apiVersion: 'v1', kind: 'Secret', metadata, ...fields };
  const sources = ['cluster.x-k8s.io/Cluster/mgmt/alpha'];
  return { object, namespaces: new Set(namespaces), origin: cluster(), sources, role: 'ConsumerSecret' };
}

const base64 = (length: number) => SharedText.ofBase64(Buffer.alloc(length, 'x').toString('base64'));

test.each([0, 1, 2, 3, 1000, 1001, 1002])('a Secret of %i bytes has %i bytes of data', (length) => {
  expect(dataSizeOf(output({ data: { config: base64(length) } }))).toBe(length);
  expect(dataSizeOf(output({ data: { a: base64(length), b: base64(1) } }))).toBe(length + 1);
});

test('text is counted as UTF-8, and other kinds not at all', () => {
  expect(dataSizeOf(output({ stringData: { a: 'ä' } }))).toBe(2);
  expect(dataSizeOf(output({ kind: 'ConfigMap', data: { a: 'äb' } }))).toBe(3);
  expect(dataSizeOf(output({ apiVersion: 'x.example/v1', data: { a: 'x' } }))).toBeUndefined();
  expect(dataSizeOf(output({ kind: 'Role' }))).toBeUndefined();
});

test('the estimate is near to what is written', () => {
  const outputs = [
    output({ type: 'Opaque', data: { config: base64(5000) } }, 'argocd', 'kueue-system', 'team-a'),
    output({ kind: 'Role', rules: [{ apiGroups: [''], resourceNames: ['a', 'b'], resources: ['secrets'] }] }, 'mgmt'),
  ];
  const { objects, bytes } = sizeOf(outputs, []);
  const authority = {
    owner: 'publish-credentials/fleet',
    takeOverFrom: [],
    packagePath: '',
    recognise: () => ({ state: 'foreign', why: '' }) as const,
  };
  const { generated } = reconcile([], outputs, [], authority);
  const written = collectText((sink) => writeDocuments(sink, generated)).length;
  expect(objects).toBe(4);
  expect(bytes / written).toBeGreaterThan(0.95);
  expect(bytes / written).toBeLessThan(1.05);
});
