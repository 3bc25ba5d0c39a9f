import { type CrossNamespace, judgeReference } from '../../../src/inventory/credentials/cross-namespace';
import { fleetOf, only, profile, sentence, told } from '../../support/objects';

interface Row {
  readonly rule: string;
  readonly policy: CrossNamespace['policy'];
  readonly allowed?: readonly string[];
  /** The Secret's; the profile lies in `fleet`. */
  readonly namespace: string;
  readonly want: 'allowed' | 'denied';
}

const rows: Row[] = [
  { rule: 'the profile’s own namespace, Allow', policy: 'Allow', namespace: 'fleet', want: 'allowed' },
  { rule: 'the profile’s own namespace, Deny', policy: 'Deny', namespace: 'fleet', want: 'allowed' },
  {
    rule: 'the profile’s own namespace needs no mention in the list',
    policy: 'Deny',
    allowed: ['vault'],
    namespace: 'fleet',
    want: 'allowed',
  },
  {
    rule: 'Allow with an empty list: every namespace, as upstream',
    policy: 'Allow',
    namespace: 'vault',
    want: 'allowed',
  },
  { rule: 'Deny with an empty list: none', policy: 'Deny', namespace: 'vault', want: 'denied' },
  { rule: 'Allow with a list: those of it', policy: 'Allow', allowed: ['vault'], namespace: 'vault', want: 'allowed' },
  { rule: 'Allow with a list: no others', policy: 'Allow', allowed: ['vault'], namespace: 'other', want: 'denied' },
  {
    rule: 'Deny with a list: those of it',
    policy: 'Deny',
    allowed: ['a', 'vault'],
    namespace: 'vault',
    want: 'allowed',
  },
  { rule: 'Deny with a list: no others', policy: 'Deny', allowed: ['a', 'vault'], namespace: 'other', want: 'denied' },
  {
    rule: 'a name that only begins like one of the list',
    policy: 'Allow',
    allowed: ['vault'],
    namespace: 'vault-2',
    want: 'denied',
  },
  {
    rule: 'a name that one of the list begins like',
    policy: 'Allow',
    allowed: ['vault'],
    namespace: 'vaul',
    want: 'denied',
  },
  { rule: 'a star means nothing', policy: 'Deny', allowed: ['*'], namespace: 'vault', want: 'denied' },
  { rule: 'a namespace that only begins like the profile’s', policy: 'Deny', namespace: 'fleet-2', want: 'denied' },
];

test.each(rows)('$rule', ({ policy, allowed = [], namespace, want }) => {
  const { object, item } = only(fleetOf(profile('alpha', { namespace: 'fleet' })).profiles);
  const rules: CrossNamespace = { policy, allowedNamespaces: allowed };
  const finding = judgeReference(item.at('status'), object, `${namespace}/source`, namespace, rules);
  const findings = finding === undefined ? [] : [finding];
  expect(told(findings)).toEqual(want === 'denied' ? ['error RC375 ClusterProfile fleet/alpha status'] : []);
  if (want === 'denied') {
    expect(sentence(findings, 'RC375')).toContain('fleet/alpha');
    expect(sentence(findings, 'RC375')).toContain(`${namespace}/source`);
  }
});

test('a profile without a namespace is in none of those that are named', () => {
  const { object, item } = only(fleetOf(profile('alpha', { namespace: undefined })).profiles);
  const deny: CrossNamespace = { policy: 'Deny', allowedNamespaces: [] };
  expect(judgeReference(item.at(), object, 'default/source', 'default', deny)).toMatchObject({ code: 'RC375' });
});
