import { validateCluster } from '../../generated/validators';
import { CAPI_SECRET, isControlPlaneInitialized } from '../../src/api/cluster';
import type { Json } from '../../src/krm/json';
import { cluster, fleetOf, only } from '../support/objects';

test('what Cluster API’s contract calls the kubeconfig Secret', () => {
  expect(CAPI_SECRET.nameFor('alpha')).toBe('alpha-kubeconfig');
  expect(CAPI_SECRET.type).toBe('cluster.x-k8s.io/secret');
  expect(CAPI_SECRET.clusterNameLabel).toBe('cluster.x-k8s.io/cluster-name');
  expect(CAPI_SECRET.keys).toEqual(['value', 'kubeconfig']);
});

const statuses: { rule: string; status: Json; want: boolean }[] = [
  { rule: 'a status that says nothing', status: {}, want: false },
  {
    rule: 'v1beta1: the control plane is ready, so it was initialised',
    status: { controlPlaneReady: true },
    want: true,
  },
  {
    rule: 'v1beta1: not ready, but initialised',
    status: { controlPlaneReady: false, conditions: [{ type: 'ControlPlaneInitialized', status: 'True' }] },
    want: true,
  },
  { rule: 'v1beta2: initialised', status: { initialization: { controlPlaneInitialized: true } }, want: true },
  { rule: 'v1beta2: not initialised', status: { initialization: { controlPlaneInitialized: false } }, want: false },
  { rule: 'v1beta2: no initialization', status: { initialization: null }, want: false },
  { rule: 'a phase alone says nothing', status: { phase: 'Provisioned' }, want: false },
  {
    rule: 'ControlPlaneReady is another condition',
    status: { conditions: [{ type: 'ControlPlaneReady', status: 'True' }] },
    want: false,
  },
  {
    rule: 'a condition that is written otherwise is not True',
    status: { conditions: [{ type: 'ControlPlaneInitialized', status: 'true' }] },
    want: false,
  },
];

describe('whether the control plane has been initialised', () => {
  test.each(statuses)('$rule', ({ status, want }) => {
    expect(isControlPlaneInitialized(only(fleetOf(cluster('alpha', { status })).clusters).object)).toBe(want);
  });
});

describe('the fields that are looked at', () => {
  test.each([
    {
      rule: 'null stands for absent',
      given: { metadata: { name: 'a', labels: null, annotations: null, finalizers: null }, status: null },
      want: true,
    },
    {
      rule: 'whatever is not looked at may be anything',
      given: { metadata: { name: 'a', generation: 'x' }, spec: { paused: [1] }, status: { phase: 3 } },
      want: true,
    },
    { rule: 'a label that is a number', given: { metadata: { name: 'a', labels: { a: 1 } } }, want: false },
    { rule: 'a name that is a number', given: { metadata: { name: 1 } }, want: false },
    { rule: 'no metadata', given: {}, want: false },
    {
      rule: 'a condition that is no map',
      given: { metadata: { name: 'a' }, status: { conditions: ['True'] } },
      want: false,
    },
    {
      rule: 'a flag in quotes',
      given: { metadata: { name: 'a' }, status: { controlPlaneReady: 'true' } },
      want: false,
    },
  ])('$rule', ({ given, want }) => {
    expect(validateCluster(given)).toBe(want);
  });
});
