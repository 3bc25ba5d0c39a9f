import { findHalfObjects } from '../../src/inventory/half-objects';
import type { JsonObject } from '../../src/krm/json';
import { itemOf, told } from '../support/objects';

/** Objects that nearly are of a kind that is read. */
const KINDS = [
  { group: 'cluster.x-k8s.io', kind: 'Cluster' },
  { group: '', kind: 'Secret' },
];

interface Row {
  readonly rule: string;
  readonly given: JsonObject;
  readonly want: string[];
  readonly says?: string;
}

const metadata = { name: 'alpha', namespace: 'mgmt' };
const rows: Row[] = [
  {
    rule: 'a kind that is read',
    given: { apiVersion: 'cluster.x-k8s.io/v1beta1', kind: 'Cluster', metadata },
    want: [],
  },
  { rule: 'one of the core group', given: { apiVersion: 'v1', kind: 'Secret', metadata }, want: [] },
  {
    rule: 'a kind in other letters',
    given: { apiVersion: 'cluster.x-k8s.io/v1beta1', kind: 'cluster', metadata },
    want: ['error RC114 cluster mgmt/alpha kind'],
    says: 'Cluster',
  },
  {
    rule: 'a group in other letters',
    given: { apiVersion: 'Cluster.X-k8s.io/v1beta1', kind: 'Cluster', metadata },
    want: ['error RC114 Cluster mgmt/alpha apiVersion'],
    says: 'group Cluster.X-k8s.io',
  },
  {
    rule: 'another kind of the group',
    given: { apiVersion: 'cluster.x-k8s.io/v1beta1', kind: 'Machine', metadata },
    want: [],
  },
  {
    rule: 'a kind of that name in another group',
    given: { apiVersion: 'x.io/v1', kind: 'secret', metadata },
    want: [],
  },
  {
    rule: 'no apiVersion',
    given: { kind: 'Cluster', metadata },
    want: ['error RC113 Cluster mgmt/alpha'],
    says: 'no apiVersion:',
  },
  {
    rule: 'no apiVersion, and the kind in other letters',
    given: { kind: 'secret', metadata },
    want: ['error RC113 secret mgmt/alpha'],
  },
  { rule: 'no apiVersion, and a kind that nobody reads', given: { kind: 'Machine', metadata }, want: [] },
  {
    rule: 'no kind',
    given: { apiVersion: 'cluster.x-k8s.io/v1beta1', metadata },
    want: ['error RC113 mgmt/alpha'],
    says: 'has no kind:',
  },
  {
    rule: 'no kind, and the group in other letters',
    given: { apiVersion: 'CLUSTER.x-k8s.io/v1beta1', metadata },
    want: ['error RC113 mgmt/alpha'],
  },
  { rule: 'no kind, in a group that nobody reads', given: { apiVersion: 'x.io/v1', metadata }, want: [] },
  { rule: 'neither', given: { metadata }, want: ['error RC113 mgmt/alpha'], says: 'no apiVersion, no kind:' },
  { rule: 'neither, and metadata in other letters', given: { Metadata: metadata }, want: ['error RC113'] },
  { rule: 'a kind alone', given: { kind: 'Cluster' }, want: ['error RC113 Cluster'] },
  {
    rule: 'an apiVersion alone',
    given: { apiVersion: 'cluster.x-k8s.io/v1beta1' },
    want: ['error RC113'],
  },
  { rule: 'something else', given: { name: 'values', replicas: 3 }, want: [] },
];

test.each(rows)('$rule', ({ given, want, says = '' }) => {
  const findings = findHalfObjects([itemOf(given)], KINDS);
  expect(told(findings)).toEqual(want);
  expect(findings.map(({ problem }) => problem).join()).toContain(says);
});
