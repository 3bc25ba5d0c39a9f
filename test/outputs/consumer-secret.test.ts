import { SharedText } from '../../src/krm/yaml/scalar';
import { toPlain } from '../../src/krm/yaml/write';
import { buildConsumerSecret, shapeConsumerSecret, shapeRuntimeSecret } from '../../src/outputs/consumer-secret';
import type { OutputObject } from '../../src/outputs/output';
import { base64, kubeconfig } from '../support/objects';

const CONFIG = base64(kubeconfig());
const CONTENT = { kubeconfig: SharedText.ofBase64(CONFIG), annotations: {} };
const ALPHA = { profileNamespace: 'fleet', profileName: 'alpha' };

const kep = (data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name: 'fleet-alpha-kubeconfig',
    labels: { 'x-k8s.io/cluster-profile': 'alpha', 'x-k8s.io/cluster-profile-namespace': 'fleet' },
    annotations: {},
  },
  type: 'Opaque',
  data,
});

const runtime = (data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name: 'argo-alpha-kubeconfig',
    labels: {
      'x-k8s.io/cluster-inventory-consumer': 'argo',
      'x-k8s.io/cluster-profile': 'alpha',
      'x-k8s.io/cluster-profile-namespace': 'fleet',
    },
    annotations: {},
  },
  type: 'Opaque',
  data,
});

const rows: { rule: string; given: OutputObject; want: object }[] = [
  {
    rule: 'Sveltos: the push-model document’s Secret, key config',
    given: buildConsumerSecret(shapeConsumerSecret(ALPHA, 'Sveltos'), CONTENT),
    want: kep({ config: CONFIG }),
  },
  {
    rule: 'ClusterInventory: KEP-4322’s own key is Config',
    given: buildConsumerSecret(shapeConsumerSecret(ALPHA, 'ClusterInventory'), CONTENT),
    want: kep({ Config: CONFIG }),
  },
  {
    rule: 'dataKeys replaces the format’s key',
    given: buildConsumerSecret(shapeConsumerSecret(ALPHA, 'Sveltos', ['kubeconfig']), CONTENT),
    want: kep({ kubeconfig: CONFIG }),
  },
  {
    rule: 'dataKeys may be several: the same kubeconfig under each',
    given: buildConsumerSecret(shapeConsumerSecret(ALPHA, 'ClusterInventory', ['config', 'Config']), CONTENT),
    want: kep({ config: CONFIG, Config: CONFIG }),
  },
  {
    rule: 'MulticlusterRuntime: both of its labels on the Secret, key Config',
    given: buildConsumerSecret(shapeRuntimeSecret(ALPHA, 'argo'), CONTENT),
    want: runtime({ Config: CONFIG }),
  },
  {
    rule: 'MulticlusterRuntime: dataKeys replaces the key',
    given: buildConsumerSecret(shapeRuntimeSecret(ALPHA, 'argo', ['kubeconfig', 'value']), CONTENT),
    want: runtime({ kubeconfig: CONFIG, value: CONFIG }),
  },
];

test.each(rows)('$rule', ({ given, want }) => {
  expect(toPlain(given)).toStrictEqual(want);
});
