import { readMember, writeMember } from '../../src/roll/member-text';
import type { Member } from '../../src/roll/roll';

const CAPI = 'CAPICluster mgmt/a-kubeconfig';

test.each<[string, Member]>([
  ['from ClusterProfile; credentials none', { sources: ['ClusterProfile'], credentials: 'none' }],
  [
    `from Cluster mgmt/a, ClusterProfile; credentials ${CAPI}; registered`,
    { sources: ['Cluster mgmt/a', 'ClusterProfile'], credentials: CAPI, registered: new Map() },
  ],
  [
    `from Cluster mgmt/a; credentials ${CAPI}; registered env=prod, x=a=b, empty=; consumers argocd, kueue`,
    {
      sources: ['Cluster mgmt/a'],
      credentials: CAPI,
      registered: new Map([
        ['env', 'prod'],
        ['x', 'a=b'],
        ['empty', ''],
      ]),
      consumers: ['argocd', 'kueue'],
    },
  ],
  [
    'from ManagedCluster m; credentials WorkloadIdentity; consumers none',
    { sources: ['ManagedCluster m'], credentials: 'WorkloadIdentity', consumers: [] },
  ],
])('%s', (line, one) => {
  expect(readMember(line)).toEqual(one);
  expect(writeMember(one)).toBe(line);
});

test('the order of the facts does not matter, and a label without a value is empty', () => {
  expect(readMember('registered env; credentials none; from Cluster mgmt/a')).toEqual({
    sources: ['Cluster mgmt/a'],
    credentials: 'none',
    registered: new Map([['env', '']]),
  });
});

test.each([
  'somewhere',
  '',
  'credentials none',
  'from; credentials none',
  'from Cluster mgmt/a',
  'from Cluster mgmt/a; credentials',
  'from Cluster mgmt/a; from Cluster mgmt/b; credentials none',
  'from Cluster mgmt/a; credentials none; elsewhere yes',
  'from Cluster mgmt/a; credentials none; ',
  'from Cluster mgmt/a; credentials none; registered; registered env=prod',
])('%j is no line of a Roll', (line) => {
  expect(readMember(line)).toBeUndefined();
});
