import { findRogueSecrets, searchCapiSecret } from '../../../src/inventory/credentials/capi-secret';
import { indexSecrets } from '../../../src/inventory/credentials/secret-index';
import type { Item } from '../../../src/krm/item';
import {
  base64,
  capiSecret,
  cluster,
  FAKE_MATERIAL,
  fleetOf,
  kubeconfig,
  only,
  secret,
  told,
} from '../../support/objects';

const OWN = base64(kubeconfig('alpha'));
const OTHER = base64(kubeconfig('other'));
const NAME = { 'cluster.x-k8s.io/cluster-name': 'alpha' };

interface Row {
  readonly rule: string;
  readonly given: readonly Item[];
  /** What was found, as `<Secret> <key>`; a part of the reason where something is missing; or the findings. */
  readonly want: { found: string; base64?: string } | { missing: string } | { broken: string[] };
}

const rows: Row[] = [
  {
    rule: 'Cluster API’s contract: <cluster>-kubeconfig, the Cluster’s namespace, the type, the label, the key value',
    given: [capiSecret()],
    want: { found: 'mgmt/alpha-kubeconfig value', base64: OWN },
  },
  {
    rule: 'the document’s second key, where value is absent',
    given: [capiSecret('alpha', { data: { kubeconfig: OWN } })],
    want: { found: 'mgmt/alpha-kubeconfig kubeconfig', base64: OWN },
  },
  {
    rule: 'value counts over kubeconfig, as in the document',
    given: [capiSecret('alpha', { data: { kubeconfig: OTHER, value: OWN } })],
    want: { found: 'mgmt/alpha-kubeconfig value', base64: OWN },
  },
  {
    rule: 'an empty value counts as absent (in Lua it is true, and an empty kubeconfig is published)',
    given: [capiSecret('alpha', { data: { kubeconfig: OWN, value: '' } })],
    want: { found: 'mgmt/alpha-kubeconfig kubeconfig', base64: OWN },
  },
  {
    rule: 'stringData counts over data',
    given: [capiSecret('alpha', { data: { value: OTHER }, stringData: { value: kubeconfig('alpha') } })],
    want: { found: 'mgmt/alpha-kubeconfig value', base64: OWN },
  },
  { rule: 'no Secret at all', given: [], want: { missing: 'there is no Secret mgmt/alpha-kubeconfig' } },
  {
    rule: 'the Secret of a same-named cluster elsewhere does not count (the document’s index goes by name alone)',
    given: [capiSecret('alpha', { namespace: 'other' })],
    want: { missing: 'there is no Secret mgmt/alpha-kubeconfig' },
  },
  {
    rule: 'a Secret of another name does not count, whatever its label says',
    given: [
      secret('rogue-kubeconfig', {
        namespace: 'mgmt',
        labels: NAME,
        type: 'cluster.x-k8s.io/secret',
        data: { value: OTHER },
      }),
    ],
    want: { missing: 'there is no Secret mgmt/alpha-kubeconfig' },
  },
  {
    rule: 'a rogue Secret beside the right one changes nothing',
    given: [
      secret('a-kubeconfig', {
        namespace: 'mgmt',
        labels: NAME,
        type: 'cluster.x-k8s.io/secret',
        data: { value: OTHER },
      }),
      capiSecret(),
      secret('z-kubeconfig', {
        namespace: 'mgmt',
        labels: NAME,
        type: 'cluster.x-k8s.io/secret',
        data: { value: OTHER },
      }),
    ],
    want: { found: 'mgmt/alpha-kubeconfig value', base64: OWN },
  },
  {
    rule: 'another type counts as missing credentials, and the reason says why',
    given: [capiSecret('alpha', { type: 'Opaque' })],
    want: { missing: 'is not of the type cluster.x-k8s.io/secret' },
  },
  {
    rule: 'no type is another type',
    given: [capiSecret('alpha', { type: undefined })],
    want: { missing: 'is not of the type cluster.x-k8s.io/secret' },
  },
  {
    rule: 'a missing label counts as missing credentials, and the reason says why',
    given: [capiSecret('alpha', { labels: {} })],
    want: { missing: 'does not carry the label cluster.x-k8s.io/cluster-name: alpha' },
  },
  {
    rule: 'another cluster’s label counts as missing credentials',
    given: [capiSecret('alpha', { labels: { 'cluster.x-k8s.io/cluster-name': 'beta' } })],
    want: { missing: 'does not carry the label cluster.x-k8s.io/cluster-name: alpha' },
  },
  {
    rule: 'neither key',
    given: [capiSecret('alpha', { data: { config: OWN } })],
    want: { missing: 'under value or kubeconfig' },
  },
  {
    rule: 'a value that is not base64 is broken, not missing',
    given: [capiSecret('alpha', { data: { value: kubeconfig() } })],
    want: { broken: ['error RC321 Secret mgmt/alpha-kubeconfig data.value'] },
  },
  {
    rule: 'a broken value is not looked past',
    given: [capiSecret('alpha', { data: { value: base64('no kubeconfig'), kubeconfig: OWN } })],
    want: { broken: ['error RC323 Secret mgmt/alpha-kubeconfig data.value'] },
  },
];

describe('the kubeconfig of a Cluster', () => {
  test.each(rows)('$rule', ({ given, want }) => {
    const fleet = fleetOf(cluster(), ...given);
    const search = searchCapiSecret(only(fleet.clusters), indexSecrets(fleet));
    if ('found' in want) {
      const credentials = search.state === 'found' ? search.credentials : undefined;
      expect(credentials?.source).toBe('CAPICluster');
      expect(
        `${credentials?.secret.item.identity.namespace}/${credentials?.secret.item.identity.name} ${credentials?.key}`,
      ).toBe(want.found);
      expect(credentials?.base64).toBe(want.base64);
    } else if ('missing' in want) {
      expect(search).toEqual({ state: 'missing', reason: expect.stringContaining(want.missing) });
    } else {
      expect(search.state === 'broken' && told(search.findings)).toEqual(want.broken);
    }
    expect(JSON.stringify('findings' in search ? search.findings : '')).not.toContain(FAKE_MATERIAL);
  });
});

test('a Secret that is there and cannot be read is broken without a second finding', () => {
  const fleet = fleetOf(cluster());
  const unreadable = new Set(['/Secret/mgmt/alpha-kubeconfig']);
  const search = searchCapiSecret(only(fleet.clusters), indexSecrets({ secrets: [], unreadable }));
  expect(search).toEqual({ state: 'broken', findings: [] });
});

interface Rogue {
  readonly rule: string;
  readonly given: readonly Item[];
  readonly want: string[];
}

const type = 'cluster.x-k8s.io/secret';
const rogues: Rogue[] = [
  { rule: 'the Cluster’s own Secret is none', given: [cluster(), capiSecret()], want: [] },
  {
    rule: 'the Cluster’s own Secret is none even where its type is wrong: that is missing credentials',
    given: [cluster(), capiSecret('alpha', { type: 'Opaque' })],
    want: [],
  },
  {
    rule: 'a Secret with the cluster’s label in another namespace',
    given: [cluster(), capiSecret('alpha', { namespace: 'attacker' })],
    want: ['warning RC335 Secret attacker/alpha-kubeconfig metadata.labels'],
  },
  {
    rule: 'a Secret of any type whose name fits: the document’s CEL rules are ORed',
    given: [cluster(), secret('x-kubeconfig', { namespace: 'mgmt', labels: NAME, data: { kubeconfig: OTHER } })],
    want: ['warning RC335 Secret mgmt/x-kubeconfig metadata.labels'],
  },
  {
    rule: 'bootstrap data: the same label and type, and the key value',
    given: [
      cluster(),
      secret('alpha-bootstrap', { namespace: 'mgmt', labels: NAME, type, data: { value: OTHER, format: 'eA==' } }),
    ],
    want: ['warning RC335 Secret mgmt/alpha-bootstrap metadata.labels'],
  },
  {
    rule: 'a key in stringData is a key',
    given: [
      cluster(),
      secret('alpha-bootstrap', { namespace: 'mgmt', labels: NAME, type, stringData: { value: 'x' } }),
    ],
    want: ['warning RC335 Secret mgmt/alpha-bootstrap metadata.labels'],
  },
  {
    rule: 'certificates hold neither key: the document does not take them either',
    given: [
      cluster(),
      secret('alpha-ca', { namespace: 'mgmt', labels: NAME, type, data: { 'tls.crt': OTHER, 'tls.key': OTHER } }),
    ],
    want: [],
  },
  {
    rule: 'neither the name nor the type fits',
    given: [cluster(), secret('alpha-values', { namespace: 'mgmt', labels: NAME, data: { value: OTHER } })],
    want: [],
  },
  {
    rule: 'without the label nothing selects it',
    given: [cluster(), secret('alpha-kubeconfig', { namespace: 'attacker', type, data: { value: OTHER } })],
    want: [],
  },
  {
    rule: 'a cluster that is not selected has no rogues',
    given: [cluster('alpha', { labels: {} }), capiSecret('alpha', { namespace: 'attacker' })],
    want: [],
  },
  {
    rule: 'the own Secret of a Cluster of the same name in another namespace is none',
    given: [
      cluster(),
      cluster('alpha', { namespace: 'other', labels: {} }),
      capiSecret('alpha', { namespace: 'other' }),
    ],
    want: [],
  },
];

describe('Secrets that the document would take, and that are not', () => {
  test.each(rogues)('$rule', ({ given, want }) => {
    const fleet = fleetOf(...given);
    const selected = fleet.clusters.filter(({ item }) => item.label('clusterprofile-name') !== undefined);
    expect(told(findRogueSecrets(fleet, selected))).toEqual(want);
  });
});
