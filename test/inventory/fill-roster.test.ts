import { openAccess } from '../../src/inventory/credentials/access-context';
import { type FillOptions, fillRoster } from '../../src/inventory/fill-roster';
import { type Entry, joinRoster, profilePath } from '../../src/inventory/roster';
import type { Item } from '../../src/krm/item';
import { indexEarlier } from '../../src/krm/ownership';
import {
  ACCESS,
  base64,
  capiSecret,
  cluster,
  FAKE_MATERIAL,
  fleetOf,
  KEYS,
  kubeconfig,
  NO_CLOCK,
  only,
  POLICY,
  profile,
  readsSecret,
  secret,
  told,
} from '../support/objects';

const DEFAULTS: FillOptions = {
  sources: ['AccessProvider', 'LabelledSecret', 'CAPICluster'],
  policy: 'Auto',
  registerBare: false,
  kubeconfigPolicy: POLICY,
  expiry: NO_CLOCK,
  recognises: () => true,
};

const up = { status: { initialization: { controlPlaneInitialized: true } } };
const healthy = { status: { conditions: [{ type: 'ControlPlaneHealthy', status: 'True' }] } };
const made = (name: string, source: string) =>
  secret(name, { namespace: 'argocd', annotations: { 'rollcall.dev/source': source } });
const fromCluster = made('from-cluster', 'cluster.x-k8s.io/Cluster/mgmt/alpha');
const fromProfile = made('from-profile', 'multicluster.x-k8s.io/ClusterProfile/default/alpha');
const fromBoth = made(
  'from-both',
  'cluster.x-k8s.io/Cluster/mgmt/alpha,multicluster.x-k8s.io/ClusterProfile/default/alpha',
);
const fromAnother = made('from-another', 'cluster.x-k8s.io/Cluster/other/alpha');

interface Row {
  readonly rule: string;
  readonly given: readonly Item[];
  readonly earlier?: readonly Item[];
  readonly options?: Partial<FillOptions>;
  readonly want: { present?: string[]; kept?: Record<string, string[]>; bare?: string[] };
  readonly told?: string[];
}

const rows: Row[] = [
  {
    rule: 'an entry with credentials is present',
    given: [cluster(), capiSecret()],
    want: { present: ['default/alpha'] },
  },
  {
    rule: 'credentials count over what an earlier render made',
    given: [cluster(), capiSecret()],
    earlier: [fromCluster],
    want: { present: ['default/alpha'] },
  },
  {
    rule: 'missing: what an earlier render made from the Cluster is kept, with a warning',
    given: [cluster('alpha', up)],
    earlier: [fromCluster, fromAnother],
    want: { kept: { 'default/alpha': ['from-cluster'] } },
    told: ['warning RC341 Cluster mgmt/alpha'],
  },
  {
    rule: 'missing: what was made from the Cluster, from its profile or from both is kept, each once',
    given: [cluster(), profile()],
    earlier: [fromBoth, fromProfile, fromCluster],
    want: { kept: { 'default/alpha': ['from-both', 'from-cluster', 'from-profile'] } },
    told: ['warning RC341 Cluster mgmt/alpha'],
  },
  {
    rule: 'missing: marks alone prove nothing, so what no render can have made for the entry is not kept',
    given: [cluster()],
    earlier: [fromCluster, fromBoth],
    options: {
      recognises: (entry, { identity }) => profilePath(entry) === 'default/alpha' && identity.name === 'from-cluster',
    },
    want: { kept: { 'default/alpha': ['from-cluster'] } },
    told: ['warning RC341 Cluster mgmt/alpha'],
  },
  {
    rule: 'missing: where nothing is recognised, nothing was rendered earlier',
    given: [cluster('alpha', up)],
    earlier: [fromCluster],
    options: { recognises: () => false },
    want: {},
    told: ['error RC342 Cluster mgmt/alpha'],
  },
  {
    rule: 'missing: what was made from another cluster of the same name does not count',
    given: [cluster()],
    earlier: [fromAnother],
    want: {},
    told: ['warning RC343 Cluster mgmt/alpha'],
  },
  {
    rule: 'missing: a cluster that is up is an error',
    given: [cluster('alpha', up)],
    want: {},
    told: ['error RC342 Cluster mgmt/alpha'],
  },
  {
    rule: 'missing: a profile that is up is an error',
    given: [profile('alpha', healthy)],
    want: {},
    told: ['error RC342 ClusterProfile default/alpha'],
  },
  {
    rule: 'missing: a young cluster is skipped with a warning',
    given: [cluster()],
    want: {},
    told: ['warning RC343 Cluster mgmt/alpha'],
  },
  {
    rule: 'Skip: skipped with a warning, whatever was made earlier',
    given: [cluster('alpha', up)],
    earlier: [fromCluster],
    options: { policy: 'Skip' },
    want: {},
    told: ['warning RC343 Cluster mgmt/alpha'],
  },
  {
    rule: 'Error: an error, whatever was made earlier',
    given: [cluster()],
    earlier: [fromCluster],
    options: { policy: 'Error' },
    want: {},
    told: ['error RC344 Cluster mgmt/alpha'],
  },
  {
    rule: 'broken credentials are their own finding: neither kept nor skipped nor present',
    given: [cluster(), capiSecret('alpha', { data: { value: base64('x') } })],
    earlier: [fromCluster],
    want: {},
    told: ['error RC323 Secret mgmt/alpha-kubeconfig data.value'],
  },
  {
    rule: 'SveltosEvents: a young profile is registered without credentials, with a warning',
    given: [profile()],
    options: { registerBare: true },
    want: { bare: ['default/alpha'] },
    told: ['warning RC345 ClusterProfile default/alpha'],
  },
  {
    rule: 'SveltosEvents: a profile that is up is registered too, as the document does',
    given: [profile('alpha', healthy)],
    options: { registerBare: true },
    want: { bare: ['default/alpha'] },
    told: ['warning RC345 ClusterProfile default/alpha'],
  },
  {
    rule: 'SveltosEvents: the policy Skip leaves the SveltosCluster',
    given: [profile('alpha', healthy)],
    options: { registerBare: true, policy: 'Skip' },
    want: { bare: ['default/alpha'] },
    told: ['warning RC345 ClusterProfile default/alpha'],
  },
  {
    rule: 'SveltosEvents: the policy Error does not',
    given: [profile()],
    options: { registerBare: true, policy: 'Error' },
    want: {},
    told: ['error RC344 ClusterProfile default/alpha'],
  },
  {
    rule: 'SveltosEvents: a Cluster that is up owes its consumers their Secrets',
    given: [cluster('alpha', up), profile()],
    options: { registerBare: true },
    want: {},
    told: ['error RC342 Cluster mgmt/alpha'],
  },
  {
    rule: 'SveltosEvents: a Cluster without a profile has nothing to register',
    given: [cluster()],
    options: { registerBare: true },
    want: {},
    told: ['warning RC343 Cluster mgmt/alpha'],
  },
  {
    rule: 'one cluster’s fault does not hide another’s: every entry is judged',
    given: [cluster('alpha', up), cluster('beta'), cluster('gamma'), capiSecret('gamma')],
    want: { present: ['default/gamma'] },
    told: ['error RC342 Cluster mgmt/alpha', 'warning RC343 Cluster mgmt/beta'],
  },
];

test.each(rows)('$rule', ({ given, earlier = [], options, want, told: findings = [] }) => {
  const fleet = fleetOf(...given);
  const { roster } = joinRoster(fleet, KEYS);
  const { filled, findings: notes } = fillRoster(roster, openAccess(fleet, ACCESS), indexEarlier(earlier), {
    ...DEFAULTS,
    ...options,
  });
  const kept = filled.kept.map((one) => [
    profilePath(one.entry),
    one.earlier.map(({ identity }) => identity.name).sort(),
  ]);
  expect(filled.present.map(({ entry }) => profilePath(entry))).toEqual(want.present ?? []);
  expect(Object.fromEntries(kept)).toEqual(want.kept ?? {});
  expect(filled.bare.map(profilePath)).toEqual(want.bare ?? []);
  expect(told(notes)).toEqual(findings);
});

test('what is present carries the base64 of its credentials, and no finding does', () => {
  const fleet = fleetOf(cluster(), capiSecret(), cluster('beta', up));
  const { filled, findings } = fillRoster(
    joinRoster(fleet, KEYS).roster,
    openAccess(fleet, ACCESS),
    indexEarlier([]),
    DEFAULTS,
  );
  const { kubeconfig: text, credentials, earlier } = only(filled.present);
  expect(text.text).toBe(base64(kubeconfig()));
  expect(credentials).toMatchObject({ origin: 'Secret', key: 'value' });
  expect(earlier).toEqual([]);
  expect(JSON.stringify(findings)).not.toContain(FAKE_MATERIAL);
});

test('what is present carries what an earlier render made for it', () => {
  const fleet = fleetOf(cluster(), capiSecret());
  const options = { ...DEFAULTS, recognises: (_: Entry, item: Item) => item !== fromBoth };
  const earlier = indexEarlier([fromBoth, fromCluster, fromAnother]);
  const { filled } = fillRoster(joinRoster(fleet, KEYS).roster, openAccess(fleet, ACCESS), earlier, options);
  expect(only(filled.present).earlier).toEqual([fromCluster]);
});

test('a plugin that has not answered is asked, and its entry waits', () => {
  const gcp = { accessProviders: [{ name: 'gcp', cluster: { server: 'https://alpha.example' } }] };
  const fleet = fleetOf(profile('alpha', { status: gcp }));
  const access = openAccess(fleet, { ...ACCESS, providers: [{ name: 'gcp', execConfig: { command: 'gcp-plugin' } }] });
  const { filled, asks } = fillRoster(joinRoster(fleet, KEYS).roster, access, indexEarlier([]), DEFAULTS);
  expect(asks).toMatchObject([{ command: 'gcp-plugin' }]);
  expect(filled).toMatchObject({ present: [], kept: [], bare: [] });
});

test('a finding about a kubeconfig names where it comes from', () => {
  const unsafe = base64(kubeconfig().replace(/token: .*/, 'tokenFile: /etc/passwd'));
  const fleet = fleetOf(
    profile('beta', { status: readsSecret({ name: 's', key: 'k' }) }),
    secret('s', { data: { k: unsafe } }),
    cluster(),
    capiSecret('alpha', { data: { value: unsafe } }),
  );
  const { roster } = joinRoster(fleet, KEYS);
  const { findings } = fillRoster(roster, openAccess(fleet, ACCESS), indexEarlier([]), DEFAULTS);
  const problems = findings.filter(({ severity }) => severity === 'error').map(({ problem }) => problem);
  expect(problems).toEqual([
    expect.stringContaining('The kubeconfig in Secret mgmt/alpha-kubeconfig (key value)'),
    expect.stringContaining('The kubeconfig in Secret default/s (key k)'),
  ]);
});
