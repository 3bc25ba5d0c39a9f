import {
  clustersOf,
  type Entry,
  joinRoster,
  profilePath,
  whyNoCluster,
  wordsForEntry,
} from '../../src/inventory/roster';
import type { Item } from '../../src/krm/item';
import { cluster, fleetOf, KEYS, namespace, only, profile, sentence, told } from '../support/objects';

interface Row {
  readonly rule: string;
  readonly given: readonly Item[];
  /** Lines as `<profile>: <what stands on it>`. */
  readonly want: string[];
  readonly told?: string[];
  /** Facts that the finding of a code must name. */
  readonly names?: { readonly code: string; readonly facts: readonly string[] };
}

const NAMED = 'clusterprofile-name';
const edge = { [NAMED]: 'alpha', 'clusterset.k8s.io': 'edge' };

const joins: Row[] = [
  {
    rule: 'a Cluster that names a ClusterProfile stands on its line alone where the profile is not there',
    given: [cluster('alpha', { labels: { [NAMED]: 'one' } })],
    want: ['default/one: Cluster mgmt/alpha'],
  },
  {
    rule: 'a Cluster and the ClusterProfile that it names share one line',
    given: [
      cluster('alpha', { labels: { [NAMED]: 'one', 'clusterprofile-namespace': 'fleet' } }),
      profile('one', { namespace: 'fleet' }),
    ],
    want: ['fleet/one: Cluster mgmt/alpha, ClusterProfile fleet/one'],
  },
  {
    rule: 'a profile of the same name in another namespace is another profile',
    given: [cluster('alpha'), profile('alpha', { namespace: 'fleet' })],
    want: ['default/alpha: Cluster mgmt/alpha', 'fleet/alpha: ClusterProfile fleet/alpha'],
  },
  {
    rule: 'Clusters without the label are not on the roster, whatever else they are: one info names them',
    given: [cluster('alpha', { labels: {}, namespace: undefined }), cluster('beta', { labels: { env: 'x' } })],
    want: [],
    told: ['info RC309'],
    names: { code: 'RC309', facts: ['clusterprofile-name', '/alpha', 'mgmt/beta'] },
  },
  {
    rule: 'Sveltos’ own ClusterProfile, of another group, is not on the roster',
    given: [profile('alpha', { apiVersion: 'config.projectsveltos.io/v1beta1' })],
    want: [],
  },
  {
    rule: 'Clusters are matched in every version, and in every namespace',
    given: [
      cluster('alpha', { apiVersion: 'cluster.x-k8s.io/v1beta2', namespace: 'a' }),
      cluster('beta', { apiVersion: 'cluster.x-k8s.io/v1beta1', namespace: 'b' }),
    ],
    want: ['default/alpha: Cluster a/alpha', 'default/beta: Cluster b/beta'],
  },
  {
    rule: 'lines are sorted by the profile’s namespace, then its name, in byte order',
    given: [
      profile('b', { namespace: 'z' }),
      profile('B', { namespace: 'z' }),
      cluster('c', { labels: { [NAMED]: 'a', 'clusterprofile-namespace': 'z' } }),
      profile('z', { namespace: 'a' }),
    ],
    want: ['a/z: ClusterProfile a/z', 'z/B: ClusterProfile z/B', 'z/a: Cluster mgmt/c', 'z/b: ClusterProfile z/b'],
  },
];

const claims: Row[] = [
  {
    rule: 'two Clusters that claim one ClusterProfile are an error that names every claimant, and neither is rendered',
    given: [
      cluster('alpha', { labels: { [NAMED]: 'one' } }),
      cluster('beta', { labels: { [NAMED]: 'one' } }),
      cluster('gamma', { labels: { [NAMED]: 'one' } }),
      cluster('delta'),
    ],
    want: ['default/delta: Cluster mgmt/delta'],
    told: ['error RC307 Cluster mgmt/alpha metadata.labels'],
    names: { code: 'RC307', facts: ['default/one', 'Cluster mgmt/alpha', 'Cluster mgmt/beta', 'Cluster mgmt/gamma'] },
  },
  {
    rule: 'the contested profile is not registered either',
    given: [cluster('alpha'), cluster('alpha', { namespace: 'other' }), profile('alpha')],
    want: [],
    told: ['error RC307 Cluster mgmt/alpha metadata.labels'],
    names: { code: 'RC307', facts: ['Cluster mgmt/alpha', 'Cluster other/alpha'] },
  },
  {
    rule: 'Clusters of one name in two namespaces may claim profiles of their own',
    given: [cluster('alpha'), cluster('alpha', { namespace: 'other', labels: { [NAMED]: 'alpha2' } })],
    want: ['default/alpha: Cluster mgmt/alpha', 'default/alpha2: Cluster other/alpha'],
  },
];

const faults: Row[] = [
  {
    rule: 'an empty profile name is an error (the document makes `default--kubeconfig` of it)',
    given: [cluster('alpha', { labels: { [NAMED]: '' } })],
    want: [],
    told: ['error RC301 Cluster mgmt/alpha metadata.labels'],
  },
  {
    rule: 'a profile name that no API server takes is an error',
    given: [cluster('alpha', { labels: { [NAMED]: 'Not_A_Name' } })],
    want: [],
    told: ['error RC302 Cluster mgmt/alpha metadata.labels'],
    names: { code: 'RC302', facts: ['"Not_A_Name"', 'Cluster mgmt/alpha'] },
  },
  {
    rule: 'a profile name of 63 characters is the longest that fits a label’s value',
    given: [cluster('alpha', { labels: { [NAMED]: 'a'.repeat(63) } })],
    want: [`default/${'a'.repeat(63)}: Cluster mgmt/alpha`],
  },
  {
    rule: 'a profile name of 64 characters is an error: the name becomes a label’s value',
    given: [cluster('alpha', { labels: { [NAMED]: 'a'.repeat(64) } })],
    want: [],
    told: ['error RC302 Cluster mgmt/alpha metadata.labels'],
  },
  {
    rule: 'a profile name with a dot is both a name and a label’s value',
    given: [cluster('alpha', { labels: { [NAMED]: 'a.b' } })],
    want: ['default/a.b: Cluster mgmt/alpha'],
  },
  {
    rule: 'a profile namespace that is no Namespace’s name is an error',
    given: [cluster('alpha', { labels: { [NAMED]: 'alpha', 'clusterprofile-namespace': 'a.b' } })],
    want: [],
    told: ['error RC303 Cluster mgmt/alpha metadata.labels'],
  },
  {
    rule: 'a profile namespace of 64 characters is an error',
    given: [cluster('alpha', { labels: { [NAMED]: 'alpha', 'clusterprofile-namespace': 'a'.repeat(64) } })],
    want: [],
    told: ['error RC303 Cluster mgmt/alpha metadata.labels'],
  },
  {
    rule: 'a Cluster without a namespace is an error: its Secret is looked for in its own namespace',
    given: [cluster('alpha', { namespace: undefined })],
    want: [],
    told: ['error RC108 Cluster alpha metadata.namespace'],
  },
  {
    rule: 'a ClusterProfile without a namespace is an error',
    given: [profile('alpha', { namespace: undefined })],
    want: [],
    told: ['error RC108 ClusterProfile alpha metadata.namespace'],
  },
  {
    rule: 'every fault of a Cluster is told at once, and the other Clusters go on',
    given: [
      cluster('alpha', { namespace: undefined, labels: { [NAMED]: '', 'clusterprofile-namespace': 'A' } }),
      cluster('beta'),
    ],
    want: ['default/beta: Cluster mgmt/beta'],
    told: [
      'error RC108 Cluster alpha metadata.namespace',
      'error RC301 Cluster alpha metadata.labels',
      'error RC303 Cluster alpha metadata.labels',
    ],
  },
];

const warnings: Row[] = [
  {
    rule: 'an empty namespace label falls to default, as in the document, with a warning',
    given: [
      cluster('alpha', { labels: { ...edge, 'clusterprofile-namespace': '' } }),
      namespace('edge-ns', { 'clusterset.multicluster.x-k8s.io': 'edge' }),
    ],
    want: ['default/alpha: Cluster mgmt/alpha'],
    told: ['warning RC304 Cluster mgmt/alpha metadata.labels'],
  },
  {
    rule: 'a ClusterSet that no Namespace holds is one warning that names its Clusters',
    given: [cluster('alpha', { labels: edge }), cluster('beta', { labels: { ...edge, [NAMED]: 'beta' } })],
    want: ['default/alpha: Cluster mgmt/alpha', 'default/beta: Cluster mgmt/beta'],
    told: ['warning RC306 Cluster mgmt/alpha metadata.labels'],
    names: { code: 'RC306', facts: ['"edge"', 'mgmt/alpha', 'mgmt/beta'] },
  },
  {
    rule: 'a second Namespace of a ClusterSet is one warning that names what counts and what is passed over',
    given: [
      cluster('alpha', { labels: edge }),
      cluster('beta', { labels: { ...edge, [NAMED]: 'beta' } }),
      namespace('b', { 'clusterset.multicluster.x-k8s.io': 'edge' }),
      namespace('a', { 'multicluster.x-k8s.io/clusterset': 'edge' }),
    ],
    want: ['a/alpha: Cluster mgmt/alpha', 'a/beta: Cluster mgmt/beta'],
    told: ['warning RC305'],
    names: { code: 'RC305', facts: ['"edge"', 'a is used, because it comes first', 'b is ignored'] },
  },
  {
    rule: 'a ClusterSet with one Namespace is as it should be',
    given: [cluster('alpha', { labels: edge }), namespace('a', { 'clusterset.multicluster.x-k8s.io': 'edge' })],
    want: ['a/alpha: Cluster mgmt/alpha'],
  },
  {
    rule: 'a contested ClusterSet that no Cluster is in is nobody’s business',
    given: [
      cluster('alpha'),
      namespace('b', { 'clusterset.multicluster.x-k8s.io': 'edge' }),
      namespace('a', { 'clusterset.multicluster.x-k8s.io': 'edge' }),
    ],
    want: ['default/alpha: Cluster mgmt/alpha'],
  },
];

describe.each([
  { topic: 'joins', rows: joins },
  { topic: 'claims', rows: claims },
  { topic: 'faults', rows: faults },
  { topic: 'warnings', rows: warnings },
])('$topic', ({ rows }) => {
  test.each(rows)('$rule', ({ given, want, told: findings = [], names }) => {
    const joined = joinRoster(fleetOf(...given), KEYS);
    expect(joined.roster.map(lineOf)).toEqual(want);
    expect(told(joined.findings)).toEqual(findings);
    for (const fact of names?.facts ?? []) expect(sentence(joined.findings, names?.code ?? '')).toContain(fact);
  });

  test.each(rows)('the order of the input changes nothing: $rule', ({ given }) => {
    const forwards = joinRoster(fleetOf(...given), KEYS);
    const backwards = joinRoster(fleetOf(...[...given].reverse()), KEYS);
    expect(backwards.roster).toEqual(forwards.roster);
    expect(told(backwards.findings)).toEqual(told(forwards.findings));
  });
});

function lineOf(entry: Entry): string {
  const stands = [entry.cluster, entry.profile].flatMap((found) =>
    found ? `${found.item.identity.kind} ${found.item.identity.namespace}/${found.item.identity.name}` : [],
  );
  return `${profilePath(entry)}: ${stands.join(', ')}`;
}

test('an entry is called by its Cluster, or else by its profile', () => {
  const both = only(joinRoster(fleetOf(cluster(), profile()), KEYS).roster);
  const alone = only(joinRoster(fleetOf(profile()), KEYS).roster);
  expect(wordsForEntry(both)).toBe('Cluster mgmt/alpha');
  expect(wordsForEntry(alone)).toBe('ClusterProfile default/alpha');
  expect(clustersOf([both, alone]).map(({ item }) => item.key)).toEqual(['cluster.x-k8s.io/Cluster/mgmt/alpha']);
});

test('a ClusterProfile says which Cluster names it from a namespace that clusterNamespaces leaves out', () => {
  const { clusters, ...fleet } = fleetOf(cluster(), profile(), profile('beta'));
  const [alpha, beta] = joinRoster({ ...fleet, clusters: [], outside: clusters }, KEYS).roster.map(whyNoCluster);
  expect(alpha).toBe('Cluster mgmt/alpha names it, but clusterNamespaces leaves out that Cluster’s namespace');
  expect(beta).toBe('no Cluster names it');
});

test('another label key names the ClusterProfile', () => {
  const keys = { ...KEYS, profileName: 'example.com/profile' };
  const given = [cluster('alpha'), cluster('beta', { labels: { 'example.com/profile': 'b' } })];
  expect(joinRoster(fleetOf(...given), keys).roster.map(lineOf)).toEqual(['default/b: Cluster mgmt/beta']);
});
