import {
  type CrossNamespace,
  judgeReference,
  tellReferences,
} from '../../../src/inventory/credentials/cross-namespace';
import {
  base64,
  filledFrom,
  fleetOf,
  kubeconfig,
  only,
  profile,
  readsSecret,
  secret,
  sentence,
  told,
} from '../../support/objects';

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
  { rule: 'Warn with an empty list: every namespace', policy: 'Warn', namespace: 'vault', want: 'allowed' },
  { rule: 'Warn with a list: no others', policy: 'Warn', allowed: ['vault'], namespace: 'other', want: 'denied' },
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
  const rules: CrossNamespace = { policy, allow: [], allowedNamespaces: allowed };
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
  const deny: CrossNamespace = { policy: 'Deny', allow: [], allowedNamespaces: [] };
  expect(judgeReference(item.at(), object, 'default/source', 'default', deny)).toMatchObject({ code: 'RC375' });
});

describe('one finding for each pair of namespaces', () => {
  const RULES: CrossNamespace = { policy: 'Warn', allow: [], allowedNamespaces: [] };
  const reading = (name: string, namespace: string, vault: string) =>
    profile(name, { namespace, status: readsSecret({ name: `${name}-source`, key: 'config', namespace: vault }) });
  const held = (name: string, vault: string) =>
    secret(`${name}-source`, { namespace: vault, data: { config: base64(kubeconfig(name)) } });

  function tell(rules: CrossNamespace) {
    const items = [
      ...['a', 'b', 'c'].flatMap((name) => [reading(name, 'fleet', 'vault'), held(name, 'vault')]),
      ...['d', 'e'].flatMap((name) => [reading(name, 'tenant', 'vault'), held(name, 'vault')]),
      ...[reading('f', 'fleet', 'fleet'), held('f', 'fleet')],
    ];
    return tellReferences(filledFrom(items).present, rules, () => false);
  }

  test('a warning for each pair that is not granted, with the number and the names', () => {
    const findings = tell(RULES);
    expect(told(findings)).toEqual([
      'warning RC338 ClusterProfile fleet/a status',
      'warning RC338 ClusterProfile tenant/d status',
    ]);
    const [first] = findings;
    expect(first?.problem).toContain('ClusterProfiles of the namespace fleet receive 3 Secrets of the namespace vault');
    expect(first?.problem).toContain('Secret vault/b-source to fleet/b');
  });

  test('an info for each pair that is granted, by whichever way', () => {
    const granted = tell({ ...RULES, allow: [{ from: 'fleet', to: 'vault' }] });
    expect(told(granted)).toEqual(['info RC336', 'warning RC338 ClusterProfile tenant/d status']);
    expect(told(tell({ ...RULES, policy: 'Allow' }))).toEqual(['info RC336', 'info RC336']);
    expect(told(tell({ ...RULES, allowedNamespaces: ['vault'] }))).toEqual(['info RC336', 'info RC336']);
    // A grant has a direction.
    expect(told(tell({ ...RULES, allow: [{ from: 'vault', to: 'fleet' }] }))).toHaveLength(2);
    expect(told(tell({ ...RULES, allow: [{ from: 'vault', to: 'fleet' }] })).join()).not.toContain('RC336');
  });
});

test('a pair that is granted is allowed where all else is denied', () => {
  const { object, item } = only(fleetOf(profile('alpha', { namespace: 'fleet' })).profiles);
  const rules: CrossNamespace = { policy: 'Deny', allow: [{ from: 'fleet', to: 'vault' }], allowedNamespaces: [] };
  expect(judgeReference(item.at(), object, 'vault/x', 'vault', rules)).toBeUndefined();
  expect(judgeReference(item.at(), object, 'other/x', 'other', rules)).toMatchObject({ code: 'RC375' });
  expect(judgeReference(item.at(), object, 'other/x', 'other', rules, true)).toBeUndefined();
});
