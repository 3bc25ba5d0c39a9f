import { type AccessOptions, openAccess } from '../../../src/inventory/credentials/access-context';
import { chooseCredentials } from '../../../src/inventory/credentials/choose';
import type { CredentialSource } from '../../../src/inventory/credentials/credentials';
import { joinRoster } from '../../../src/inventory/roster';
import type { Item } from '../../../src/krm/item';
import {
  ACCESS,
  base64,
  capiSecret,
  cluster,
  FAKE_MATERIAL,
  fleetOf,
  KEYS,
  kubeconfig,
  only,
  profile,
  readsSecret,
  secret,
  told,
} from '../../support/objects';

const ALL: readonly CredentialSource[] = ['AccessProvider', 'LabelledSecret', 'CAPICluster'];

const bare = profile();
const provided = profile('alpha', { status: readsSecret({ name: 'source', key: 'config' }) });
const source = secret('source', { data: { config: base64(kubeconfig('provided')) } });
const labelled = secret('labelled', {
  labels: { 'x-k8s.io/cluster-profile': 'alpha' },
  data: { config: base64(kubeconfig('labelled')) },
});
const brokenLabelled = secret('labelled', { labels: { 'x-k8s.io/cluster-profile': 'alpha' } });

const planned = profile('alpha', {
  status: { accessProviders: [{ name: 'gcp', cluster: { server: 'https://alpha.example' } }] },
});
const managed = profile('alpha', {
  status: { accessProviders: [{ name: 'open-cluster-management', cluster: { server: 'https://alpha.example' } }] },
});
const hubToken = secret('deployer', {
  namespace: 'alpha',
  labels: { 'authentication.open-cluster-management.io/is-managed-serviceaccount': 'true' },
  data: { token: base64(FAKE_MATERIAL) },
});
const syncedToken = secret('alpha-deployer', {
  labels: { 'authentication.open-cluster-management.io/synced-from': 'alpha-deployer' },
  data: { token: base64(FAKE_MATERIAL) },
});
const GCP: Partial<AccessOptions> = { providers: [{ name: 'gcp', execConfig: { command: 'gcp-plugin' } }] };
const answered = (stdout: string): Partial<AccessOptions> => ({
  ...GCP,
  answers: new Map([['["default/alpha","gcp"]', { state: 'answered', stdout, at: 0 }]]),
});

interface Row {
  readonly rule: string;
  readonly given: readonly Item[];
  readonly sources?: readonly CredentialSource[];
  readonly access?: Partial<AccessOptions>;
  /** The source that won, or why none did. */
  readonly want: string;
  readonly told?: string[];
  readonly says?: readonly string[];
}

const rows: Row[] = [
  {
    rule: 'rank 1: the access provider; what was passed over is one info that names both',
    given: [provided, source, labelled, cluster(), capiSecret()],
    want: 'AccessProvider',
    told: ['info RC334 ClusterProfile default/alpha'],
    says: [
      'Secret default/source, key config',
      'Secret default/labelled, key config',
      'Secret mgmt/alpha-kubeconfig, key value',
    ],
  },
  {
    rule: 'rank 2: the labelled Secret',
    given: [bare, labelled, cluster(), capiSecret()],
    want: 'LabelledSecret',
    told: ['info RC334 ClusterProfile default/alpha'],
    says: ['their rank is lower: its Cluster API Cluster (Secret mgmt/alpha-kubeconfig, key value)'],
  },
  {
    rule: 'rank 3: the CAPI Cluster that names the profile',
    given: [bare, cluster(), capiSecret()],
    want: 'CAPICluster',
  },
  { rule: 'a profile alone has its own two sources', given: [provided, source], want: 'AccessProvider' },
  { rule: 'a Cluster alone has its own Secret', given: [cluster(), capiSecret()], want: 'CAPICluster' },
  {
    rule: 'a Cluster alone does not use a labelled Secret: a labelled Secret serves a profile',
    given: [cluster(), labelled],
    want: 'missing: there is no Secret mgmt/alpha-kubeconfig',
  },
  {
    rule: 'what has no credentials is not passed over',
    given: [provided, source, cluster()],
    want: 'AccessProvider',
  },
  {
    rule: 'a broken source of higher rank is an error, not a reason to look further',
    given: [provided, labelled, cluster(), capiSecret()],
    want: 'broken',
    told: ['error RC328 ClusterProfile default/alpha status.accessProviders'],
  },
  {
    rule: 'a broken labelled Secret is an error before the Cluster is looked at',
    given: [bare, brokenLabelled, cluster(), capiSecret()],
    want: 'broken',
    told: ['error RC332 Secret default/labelled data'],
  },
  {
    rule: 'a broken source of lower rank is not asked for',
    given: [provided, source, brokenLabelled],
    want: 'AccessProvider',
  },
  {
    rule: 'the Secret of a Cluster lies in the Cluster’s namespace, and that is nothing to tell',
    given: [
      profile('alpha'),
      cluster('alpha', { namespace: 'elsewhere' }),
      capiSecret('alpha', { namespace: 'elsewhere' }),
    ],
    want: 'CAPICluster',
  },
  {
    rule: 'where nobody has any, every reason is given in the order of rank',
    given: [bare, cluster()],
    want: 'missing: it has no access provider; no Secret is labelled for it (x-k8s.io/cluster-profile); there is no Secret mgmt/alpha-kubeconfig',
  },
  {
    rule: 'a function asks its own sources alone, and passes none of the others over',
    given: [provided, source, labelled, cluster(), capiSecret()],
    sources: ['CAPICluster'],
    want: 'CAPICluster',
  },
  {
    rule: 'rank is the order in which the sources are asked',
    given: [provided, source, labelled],
    sources: ['LabelledSecret', 'AccessProvider'],
    want: 'LabelledSecret',
    told: ['info RC334 ClusterProfile default/alpha'],
  },
  {
    rule: 'a plugin that has not answered yet is asked, and nothing is said of the others before it has',
    given: [planned, labelled, cluster(), capiSecret()],
    access: GCP,
    want: 'asks gcp-plugin',
  },
  {
    rule: 'a plugin of lower rank is not asked',
    given: [planned, labelled],
    sources: ['LabelledSecret', 'AccessProvider'],
    access: GCP,
    want: 'LabelledSecret',
  },
  {
    rule: 'what a plugin gave counts over the rest, and the info says which plugin',
    given: [planned, labelled],
    access: answered(`{"status":{"token":"${FAKE_MATERIAL}"}}`),
    want: 'AccessProvider',
    told: ['info RC334 ClusterProfile default/alpha'],
    says: ['the plugin gcp-plugin of its access provider gcp', 'Secret default/labelled, key config'],
  },
  {
    rule: 'a plugin whose answer is of no use is an error, not a reason to look further',
    given: [planned, labelled],
    access: answered(FAKE_MATERIAL),
    want: 'broken',
    told: ['error RC384 ClusterProfile default/alpha status.accessProviders'],
  },
  {
    rule: 'a provider that nobody configured is missing, and the next source is asked',
    given: [planned, labelled],
    want: 'LabelledSecret',
  },
  {
    rule: 'a copy of the token lies beside the profile, and that is nothing to tell',
    given: [managed, syncedToken],
    want: 'AccessProvider',
  },
  {
    rule: 'a token of another namespace that is not allowed is an error, not a reason to look further',
    given: [managed, hubToken, labelled],
    access: { crossNamespace: { policy: 'Deny', allow: [], allowedNamespaces: [] } },
    want: 'broken',
    told: ['error RC375 ClusterProfile default/alpha status.accessProviders'],
  },
  {
    rule: 'crossNamespace says nothing of a Cluster’s own Secret, in whatever namespace it lies',
    given: [bare, cluster(), capiSecret()],
    access: { crossNamespace: { policy: 'Deny', allow: [], allowedNamespaces: [] } },
    want: 'CAPICluster',
  },
];

test.each(rows)('$rule', ({ given, sources = ALL, access = {}, want, told: findings = [], says = [] }) => {
  const fleet = fleetOf(...given);
  const entry = only(joinRoster(fleet, KEYS).roster);
  const { search, findings: notes } = chooseCredentials(entry, sources, openAccess(fleet, { ...ACCESS, ...access }));
  const answer =
    search.state === 'found'
      ? search.credentials.source
      : search.state === 'missing'
        ? `missing: ${search.reason}`
        : search.state === 'asks'
          ? `asks ${search.call.command}`
          : 'broken';
  expect(answer).toBe(want);
  expect(told(notes)).toEqual(findings);
  for (const fact of says) expect(only(notes).problem).toContain(fact);
  expect(JSON.stringify(notes)).not.toContain(FAKE_MATERIAL);
});
