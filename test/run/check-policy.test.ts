import type { Policy } from '../../src/config/policy';
import type { Identity } from '../../src/krm/identity';
import { checkPolicy } from '../../src/run/check-policy';
import { only } from '../support/objects';

/** What a policy lets a render make. */
const made: Identity[] = [
  { group: '', kind: 'Secret', namespace: 'team-a', name: 'a' },
  { group: 'lib.projectsveltos.io', kind: 'SveltosCluster', namespace: 'fleet', name: 'b' },
  { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', namespace: '', name: 'c' },
];
const policy = (outputs?: Policy['spec']['outputs']): Policy => ({
  file: 'policy.yaml',
  spec: outputs === undefined ? {} : { outputs },
});
const ALL = ['Secret', 'SveltosCluster.lib.projectsveltos.io', 'ClusterRole.rbac.authorization.k8s.io'];

interface Row {
  readonly rule: string;
  readonly outputs?: Policy['spec']['outputs'];
  /** The objects that are named in the finding. */
  readonly refused?: string[];
  readonly field?: string;
}

const rows: Row[] = [
  { rule: 'nothing said' },
  { rule: 'neither list', outputs: {} },
  { rule: 'every kind', outputs: { kinds: ALL } },
  {
    rule: 'a kind is named with its group',
    outputs: { kinds: ['Secret', 'SveltosCluster', 'ClusterRole'] },
    refused: ['SveltosCluster fleet/b', 'ClusterRole c'],
    field: 'spec.outputs.kinds',
  },
  {
    rule: 'no kind',
    outputs: { kinds: [] },
    refused: ['Secret team-a/a', 'SveltosCluster fleet/b', 'ClusterRole c'],
    field: 'spec.outputs.kinds',
  },
  { rule: 'every namespace, and none', outputs: { namespaces: ['team-a', 'fleet', ''] } },
  {
    rule: 'objects without a namespace need the empty one',
    outputs: { namespaces: ['team-a', 'fleet', '*'] },
    refused: ['ClusterRole c'],
    field: 'spec.outputs.namespaces',
  },
  { rule: 'the beginning of a namespace', outputs: { namespaces: ['team-*', 'f*', ''] } },
  {
    rule: 'a star elsewhere is no pattern',
    outputs: { namespaces: ['*-a', 'fleet', ''] },
    refused: ['Secret team-a/a'],
    field: 'spec.outputs.namespaces',
  },
  {
    rule: 'without a star the whole name',
    outputs: { namespaces: ['team', 'fleet', ''] },
    refused: ['Secret team-a/a'],
    field: 'spec.outputs.namespaces',
  },
  {
    rule: 'another beginning',
    outputs: { namespaces: ['tea-*', 'fleet', ''] },
    refused: ['Secret team-a/a'],
    field: 'spec.outputs.namespaces',
  },
];

test.each(rows)('$rule', ({ outputs, refused = [], field }) => {
  const findings = checkPolicy(() => made, [policy(outputs)]);
  expect(findings).toHaveLength(refused.length === 0 ? 0 : 1);
  if (refused.length === 0) return;
  const { problem, code } = only(findings);
  expect(code).toBe('RC425');
  for (const name of refused) expect(problem).toContain(name);
  expect(problem).toContain(field);
  expect(problem).toContain('policy.yaml');
  const others = ['Secret team-a/a', 'SveltosCluster fleet/b', 'ClusterRole c'].filter(
    (name) => !refused.includes(name),
  );
  for (const name of others) expect(problem).not.toContain(name);
});

test('both lists count, of every policy', () => {
  const strict = policy({ kinds: [], namespaces: [] });
  expect(checkPolicy(() => made, [strict, policy({ kinds: ALL }), strict])).toHaveLength(4);
});
