import { toPlain } from '../../src/krm/yaml/write';
import type { Output } from '../../src/outputs/output';
import { adoptItem, changeItem, markOutput } from '../../src/run/mark';
import { cluster, itemOf } from '../support/objects';

/** Whose an object is, as it is written. */
const output: Output = {
  object: {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'a', labels: { z: '1', 'app.kubernetes.io/managed-by': 'helm' }, annotations: { note: 'x' } },
    type: 'Opaque',
  },
  namespaces: new Set(['team']),
  origin: cluster(),
  sources: ['cluster.x-k8s.io/Cluster/mgmt/alpha', 'multicluster.x-k8s.io/ClusterProfile/default/alpha'],
  role: 'ConsumerSecret',
};
const MARKS = {
  'rollcall.dev/generated-by': 'render-inventory/fleet',
  'rollcall.dev/source': 'cluster.x-k8s.io/Cluster/mgmt/alpha,multicluster.x-k8s.io/ClusterProfile/default/alpha',
};
const PATH = { 'config.kubernetes.io/path': 'a.yaml' };
const LOCAL = { 'config.kubernetes.io/local-config': 'true' };

test('an output bears its owner’s marks, with labels and annotations in order', () => {
  const written = toPlain(markOutput(output, 'render-inventory/fleet', PATH).in('team'));
  expect(written).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'a',
      namespace: 'team',
      labels: { 'app.kubernetes.io/managed-by': 'rollcall', z: '1' },
      annotations: { ...PATH, note: 'x', ...MARKS },
    },
    type: 'Opaque',
  });
  expect(JSON.stringify(written)).toMatch(/managed-by.*"z"/);
  expect(JSON.stringify(written)).toMatch(/config.kubernetes.io.*note.*generated-by.*rollcall.dev.source/);
});

test('what a template says of who manages its object stays', () => {
  const written = toPlain(markOutput({ ...output, role: 'Instantiated' }, 'run-event-trigger/team').in('team'));
  expect(written).toMatchObject({
    metadata: { labels: { 'app.kubernetes.io/managed-by': 'helm' }, annotations: { note: 'x' } },
  });
  const { labels: _labels, ...metadata } = output.object.metadata;
  const plain = { ...output, object: { ...output.object, metadata: { ...metadata, labels: {} } } };
  expect(toPlain(markOutput({ ...plain, role: 'Instantiated' }, 'run-event-trigger/team').in('team'))).toMatchObject({
    metadata: { labels: { 'app.kubernetes.io/managed-by': 'rollcall' } },
  });
});

test('what is taken over keeps everything but its owner', () => {
  const object = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'a',
      namespace: 'team',
      labels: { 'x-k8s.io/cluster-profile': 'alpha' },
      annotations: { note: 'x', 'rollcall.dev/generated-by': 'render-inventory/old', 'rollcall.dev/source': 's' },
      finalizers: ['f'],
    },
    type: 'Opaque',
    data: { config: 'eA==' },
  };
  const { annotations, ...metadata } = object.metadata;
  expect(toPlain(adoptItem(itemOf(object), 'render-inventory/new').in('team'))).toEqual({
    ...object,
    metadata: { ...metadata, annotations: { ...annotations, 'rollcall.dev/generated-by': 'render-inventory/new' } },
  });
});

test('an object of the input that an output changes stays whose it is, and where its host keeps it', () => {
  const item = itemOf({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'a', namespace: 'team', annotations: { ...PATH, ...LOCAL, old: 'x' }, labels: { old: 'x' } },
  });
  expect(toPlain(changeItem(item, output).in('team'))).toMatchObject({
    metadata: {
      labels: { z: '1', 'app.kubernetes.io/managed-by': 'helm' },
      annotations: { ...PATH, ...LOCAL, note: 'x' },
    },
  });
  const bare = { ...output.object, metadata: { name: 'a', labels: {}, annotations: {} } };
  const unmarked = itemOf({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a', namespace: 'team' } });
  expect(toPlain(changeItem(unmarked, { ...output, object: bare }).in('team'))).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'a', namespace: 'team' },
    type: 'Opaque',
  });
});
