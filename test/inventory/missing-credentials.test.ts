import { decideMissing, isUp, type MissingDecision, type MissingPolicy } from '../../src/inventory/missing-credentials';
import { joinRoster } from '../../src/inventory/roster';
import type { Item } from '../../src/krm/item';
import type { JsonObject } from '../../src/krm/json';
import { cluster, fleetOf, KEYS, only, profile } from '../support/objects';

const KEEP: MissingDecision = { action: 'Keep', because: 'an earlier render' };
const STOP_UP: MissingDecision = { action: 'Stop', because: 'it is up' };
const SKIP_YOUNG: MissingDecision = { action: 'Skip', because: 'it is young' };
const SKIP_POLICY: MissingDecision = { action: 'Skip', because: 'the policy' };
const STOP_POLICY: MissingDecision = { action: 'Stop', because: 'the policy' };

interface Decision {
  readonly rule: string;
  readonly policy: MissingPolicy;
  readonly renderedEarlier: boolean;
  readonly isUp: boolean;
  readonly want: MissingDecision;
}

const decisions: Decision[] = [
  {
    rule: 'Auto: a live cluster is never withdrawn by a missing Secret',
    policy: 'Auto',
    renderedEarlier: true,
    isUp: true,
    want: KEEP,
  },
  {
    rule: 'Auto: what an earlier render made stays, whatever the status says',
    policy: 'Auto',
    renderedEarlier: true,
    isUp: false,
    want: KEEP,
  },
  {
    rule: 'Auto: a cluster that is up and was never rendered stops the render',
    policy: 'Auto',
    renderedEarlier: false,
    isUp: true,
    want: STOP_UP,
  },
  {
    rule: 'Auto: a young cluster is skipped, as the Lua does',
    policy: 'Auto',
    renderedEarlier: false,
    isUp: false,
    want: SKIP_YOUNG,
  },
  {
    rule: 'Skip: even what is up and was rendered',
    policy: 'Skip',
    renderedEarlier: true,
    isUp: true,
    want: SKIP_POLICY,
  },
  { rule: 'Skip: what was rendered', policy: 'Skip', renderedEarlier: true, isUp: false, want: SKIP_POLICY },
  { rule: 'Skip: what is up', policy: 'Skip', renderedEarlier: false, isUp: true, want: SKIP_POLICY },
  { rule: 'Skip: what is young', policy: 'Skip', renderedEarlier: false, isUp: false, want: SKIP_POLICY },
  {
    rule: 'Error: even what is up and was rendered',
    policy: 'Error',
    renderedEarlier: true,
    isUp: true,
    want: STOP_POLICY,
  },
  { rule: 'Error: what was rendered', policy: 'Error', renderedEarlier: true, isUp: false, want: STOP_POLICY },
  { rule: 'Error: what is up', policy: 'Error', renderedEarlier: false, isUp: true, want: STOP_POLICY },
  { rule: 'Error: what is young', policy: 'Error', renderedEarlier: false, isUp: false, want: STOP_POLICY },
];

describe('what happens to a cluster without credentials', () => {
  test.each(decisions)('$rule', ({ policy, want, ...facts }) => {
    expect(decideMissing(policy, facts)).toEqual(want);
  });
});

const condition = (type: string, status: string): JsonObject => ({
  conditions: [
    { type: 'Other', status: 'True' },
    { type, status },
  ],
});

const statuses: { rule: string; given: readonly Item[]; want: boolean }[] = [
  { rule: 'no status at all: not known to be up', given: [cluster()], want: false },
  { rule: 'status: null is no status', given: [cluster('alpha', { status: null })], want: false },
  {
    rule: 'conditions: null are no conditions',
    given: [cluster('alpha', { status: { conditions: null } })],
    want: false,
  },
  {
    rule: 'v1beta1: status.controlPlaneReady',
    given: [cluster('alpha', { status: { controlPlaneReady: true } })],
    want: true,
  },
  {
    rule: 'v1beta1: status.controlPlaneReady false',
    given: [cluster('alpha', { status: { controlPlaneReady: false } })],
    want: false,
  },
  {
    rule: 'v1beta1: the condition ControlPlaneInitialized',
    given: [cluster('alpha', { status: condition('ControlPlaneInitialized', 'True') })],
    want: true,
  },
  {
    rule: 'v1beta1: the condition is there and False',
    given: [cluster('alpha', { status: condition('ControlPlaneInitialized', 'False') })],
    want: false,
  },
  {
    rule: 'v1beta1: the condition is there and Unknown',
    given: [cluster('alpha', { status: condition('ControlPlaneInitialized', 'Unknown') })],
    want: false,
  },
  {
    rule: 'v1beta1: infrastructureReady alone says nothing of the control plane',
    given: [cluster('alpha', { status: { infrastructureReady: true } })],
    want: false,
  },
  {
    rule: 'v1beta1 with the conditions of v1beta2 beside its own',
    given: [cluster('alpha', { status: { v1beta2: condition('ControlPlaneInitialized', 'True') } })],
    want: true,
  },
  {
    rule: 'v1beta2: status.initialization.controlPlaneInitialized',
    given: [
      cluster('alpha', {
        apiVersion: 'cluster.x-k8s.io/v1beta2',
        status: { initialization: { controlPlaneInitialized: true } },
      }),
    ],
    want: true,
  },
  {
    rule: 'v1beta2: initialization without it',
    given: [
      cluster('alpha', {
        apiVersion: 'cluster.x-k8s.io/v1beta2',
        status: { initialization: { infrastructureProvisioned: true } },
      }),
    ],
    want: false,
  },
  {
    rule: 'v1beta2: the condition ControlPlaneInitialized',
    given: [
      cluster('alpha', {
        apiVersion: 'cluster.x-k8s.io/v1beta2',
        status: condition('ControlPlaneInitialized', 'True'),
      }),
    ],
    want: true,
  },
  {
    rule: 'ClusterProfile: the condition ControlPlaneHealthy',
    given: [profile('alpha', { status: condition('ControlPlaneHealthy', 'True') })],
    want: true,
  },
  {
    rule: 'ClusterProfile: ControlPlaneHealthy is False',
    given: [profile('alpha', { status: condition('ControlPlaneHealthy', 'False') })],
    want: false,
  },
  {
    rule: 'ClusterProfile: Joined alone is not up',
    given: [profile('alpha', { status: condition('Joined', 'True') })],
    want: false,
  },
  { rule: 'ClusterProfile: no status', given: [profile()], want: false },
  {
    rule: 'of a Cluster and its profile one is enough',
    given: [cluster(), profile('alpha', { status: condition('ControlPlaneHealthy', 'True') })],
    want: true,
  },
  {
    rule: 'of a Cluster and its profile one is enough, the other way round',
    given: [cluster('alpha', { status: { controlPlaneReady: true } }), profile()],
    want: true,
  },
];

describe('whether a cluster is known to be up', () => {
  test.each(statuses)('$rule', ({ given, want }) => {
    expect(isUp(only(joinRoster(fleetOf(...given), KEYS).roster))).toBe(want);
  });
});
