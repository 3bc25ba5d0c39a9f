import { findUnclaimedSecrets, searchLabelledSecret } from '../../../src/inventory/credentials/labelled-secret';
import { indexSecrets } from '../../../src/inventory/credentials/secret-index';
import type { Item } from '../../../src/krm/item';
import { base64, FAKE_MATERIAL, fleetOf, kubeconfig, only, profile, secret, told } from '../../support/objects';

const OWN = base64(kubeconfig('alpha'));
const OTHER = base64(kubeconfig('other'));
const FOR = { 'x-k8s.io/cluster-profile': 'alpha' };
const IN = (namespace: string) => ({ ...FOR, 'x-k8s.io/cluster-profile-namespace': namespace });

interface Row {
  readonly rule: string;
  readonly given: readonly Item[];
  readonly want: { found: string } | { missing: string } | { broken: string[]; says?: readonly string[] };
}

const rows: Row[] = [
  {
    rule: 'KEP-4322: the label names the profile; without a namespace label the Secret’s own namespace counts',
    given: [secret('s', { labels: FOR, data: { config: OWN } })],
    want: { found: 'default/s config' },
  },
  {
    rule: 'the namespace label may say the same',
    given: [secret('s', { labels: IN('default'), data: { config: OWN } })],
    want: { found: 'default/s config' },
  },
  {
    rule: 'a namespace label that says otherwise: not for this profile',
    given: [secret('s', { labels: IN('fleet'), data: { config: OWN } })],
    want: { missing: 'no Secret is labelled for it (x-k8s.io/cluster-profile)' },
  },
  {
    rule: 'an empty namespace label says otherwise',
    given: [secret('s', { labels: IN(''), data: { config: OWN } })],
    want: { missing: 'no Secret is labelled for it (x-k8s.io/cluster-profile)' },
  },
  {
    rule: 'a Secret in another namespace does not serve the profile, whatever it says',
    given: [
      secret('a', { namespace: 'attacker', labels: FOR, data: { config: OTHER } }),
      secret('b', { namespace: 'attacker', labels: IN('default'), data: { config: OTHER } }),
    ],
    want: { missing: 'no Secret is labelled for it (x-k8s.io/cluster-profile)' },
  },
  {
    rule: 'another profile’s Secret',
    given: [secret('s', { labels: { 'x-k8s.io/cluster-profile': 'beta' }, data: { config: OWN } })],
    want: { missing: 'no Secret is labelled for it (x-k8s.io/cluster-profile)' },
  },
  ...['config', 'Config', 'kubeconfig', 'value'].map((key) => ({
    rule: `the kubeconfig may lie under the key ${key}`,
    given: [secret('s', { labels: FOR, data: { [key]: OWN } })],
    want: { found: `default/s ${key}` },
  })),
  {
    rule: 'other keys are nobody’s business',
    given: [secret('s', { labels: FOR, data: { config: OWN, 'ca.crt': 'not base64!', token: 'eA==' } })],
    want: { found: 'default/s config' },
  },
  {
    rule: 'several keys may hold the same kubeconfig: the document’s key counts',
    given: [secret('s', { labels: FOR, data: { value: OWN, Config: OWN, config: OWN } })],
    want: { found: 'default/s config' },
  },
  {
    rule: 'several Secrets may hold the same kubeconfig: the first by name counts',
    given: [secret('b', { labels: FOR, data: { config: OWN } }), secret('a', { labels: FOR, data: { value: OWN } })],
    want: { found: 'default/a value' },
  },
  {
    rule: 'the same kubeconfig, once folded and once as stringData, is the same',
    given: [
      secret('a', { labels: FOR, data: { config: `${OWN.slice(0, 64)}\n${OWN.slice(64)}\n` } }),
      secret('b', { labels: FOR, stringData: { config: kubeconfig('alpha') } }),
    ],
    want: { found: 'default/a config' },
  },
  {
    rule: 'two of one rank with different bytes are an error that names both',
    given: [secret('a', { labels: FOR, data: { config: OWN } }), secret('b', { labels: FOR, data: { config: OTHER } })],
    want: { broken: ['error RC331 Secret default/a data'], says: ['default/a (config)', 'default/b (config)'] },
  },
  {
    rule: 'two keys of one Secret with different bytes are an error that names both',
    given: [secret('a', { labels: FOR, data: { config: OWN, value: OTHER } })],
    want: { broken: ['error RC331 Secret default/a data'], says: ['default/a (config)', 'default/a (value)'] },
  },
  {
    rule: 'a labelled Secret without any of the keys is there but broken',
    given: [secret('s', { labels: FOR, data: { token: 'eA==' } })],
    want: { broken: ['error RC332 Secret default/s data'] },
  },
  {
    rule: 'an empty key is no key',
    given: [secret('s', { labels: FOR, data: { config: '' } })],
    want: { broken: ['error RC332 Secret default/s data'] },
  },
  {
    rule: 'a broken Secret is not looked past, and everything that is wrong is told at once',
    given: [
      secret('a', { labels: FOR, data: { config: OWN } }),
      secret('b', { labels: FOR, stringData: { config: FAKE_MATERIAL, value: '[' } }),
      secret('c', { labels: FOR }),
    ],
    want: {
      broken: [
        'error RC322 Secret default/b data.value',
        'error RC323 Secret default/b data.config',
        'error RC332 Secret default/c data',
      ],
    },
  },
];

describe('the Secret that is labelled for a profile', () => {
  test.each(rows)('$rule', ({ given, want }) => {
    const search = searchLabelledSecret('default/alpha', indexSecrets(fleetOf(...given)));
    if ('found' in want) {
      const credentials = search.state === 'found' ? search.credentials : undefined;
      const { namespace, name } = credentials?.secret.item.identity ?? {};
      expect(`${namespace}/${name} ${credentials?.key}`).toBe(want.found);
      expect(credentials).toMatchObject({ source: 'LabelledSecret', base64: OWN });
    } else if ('missing' in want) {
      expect(search).toEqual({ state: 'missing', reason: want.missing });
    } else {
      const findings = search.state === 'broken' ? search.findings : [];
      expect(told(findings)).toEqual(want.broken);
      for (const fact of want.says ?? []) expect(only(findings).problem).toContain(fact);
      expect(JSON.stringify(findings)).not.toContain(FAKE_MATERIAL);
      expect(JSON.stringify(findings)).not.toContain(OTHER);
    }
  });
});

const unclaimed: { rule: string; given: readonly Item[]; want: string[] }[] = [
  {
    rule: 'a Secret of a profile that is there is none',
    given: [profile(), secret('s', { labels: FOR, data: { config: OWN } })],
    want: [],
  },
  {
    rule: 'a Secret whose profile is not there',
    given: [profile('beta'), secret('s', { labels: FOR, data: { config: OWN } })],
    want: ['warning RC333 Secret default/s metadata.labels'],
  },
  {
    rule: 'a profile of the same name in another namespace is another one',
    given: [profile('alpha', { namespace: 'fleet' }), secret('s', { labels: FOR, data: { config: OWN } })],
    want: ['warning RC333 Secret default/s metadata.labels'],
  },
  {
    rule: 'a consumer’s copy in a namespace of its own names a profile that is there',
    given: [profile(), secret('s', { namespace: 'argocd', labels: IN('default'), data: { config: OWN } })],
    want: [],
  },
  { rule: 'a Secret without the label is none', given: [secret('s', { data: { config: OWN } })], want: [] },
];

describe('labelled Secrets without a ClusterProfile', () => {
  test.each(unclaimed)('$rule', ({ given, want }) => {
    const fleet = fleetOf(...given);
    expect(told(findUnclaimedSecrets(fleet, indexSecrets(fleet)))).toEqual(want);
  });
});
