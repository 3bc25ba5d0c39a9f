import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { type JsonObject, objectAt, textOf } from '../../src/krm/json';
import { only } from '../support/objects';
import { program } from '../support/program';

/** The walkthrough's fleet: what is rendered from it, and the ClusterProfile that the walkthrough ends with. */

const root = join(__dirname, '..', '..');
const example = join('examples', 'ocm-sandbox-fleet');
const seed = join(root, '..', 'shared', 'seeds', 'ocm-clusterprofile-walkthrough.md');

const { status, stdout, stderr } = spawnSync(program.file, [...program.args, 'render', example], {
  cwd: root,
  encoding: 'utf8',
});
const objects = parseAllDocuments(stdout).map((document) => objectAt(document.toJS()));

function find(kind: string, namespace: string, name: string): JsonObject {
  return only(
    objects.filter((one) => {
      const metadata = objectAt(one, 'metadata');
      return one.kind === kind && metadata.namespace === namespace && metadata.name === name;
    }),
  );
}

/** The object without the marks that every generated object carries. */
function unmarked(object: JsonObject): JsonObject {
  const { labels = null, annotations: _marks, ...metadata } = objectAt(object, 'metadata');
  // The walkthrough is older than the member id.
  const {
    'app.kubernetes.io/managed-by': _mark,
    'multicluster.x-k8s.io/inventory-member-id': _id,
    ...own
  } = objectAt({ labels }, 'labels');
  return { ...object, metadata: { ...metadata, labels: own } };
}

/** The object with the walkthrough's placeholder for the certificates. */
function withPlaceholder(object: JsonObject): JsonObject {
  const text = JSON.stringify(object, (key, value) =>
    key === 'certificate-authority-data' ? '<base64 CA bundle>' : value,
  );
  return objectAt(JSON.parse(text));
}

test('it renders, and warns only that no Roll guards what standard output shows', () => {
  expect(status).toBe(0);
  const serious = stderr.split('\n').filter((line) => /^(?:error|warning)/.test(line));
  expect(serious).toEqual([expect.stringMatching(/^warning RC443 /)]);
});

test('from the hub’s objects to ClusterProfiles, SveltosClusters, their kubeconfigs and the consumer’s Secrets', () => {
  const made = objects.map((one) => {
    const { namespace = '', name = '' } = objectAt(one, 'metadata');
    return `${textOf(one.kind)} ${textOf(namespace)}/${textOf(name)}`;
  });
  expect(made).toEqual([
    'Secret argocd/cluster-inventory-cluster1-kubeconfig',
    'Secret argocd/cluster-inventory-cluster2-kubeconfig',
    'ClusterProfile cluster-inventory/cluster1',
    'ClusterProfile cluster-inventory/cluster2',
    'Secret cluster-inventory/cluster1-sveltos-kubeconfig',
    'Secret cluster-inventory/cluster2-sveltos-kubeconfig',
    'SveltosCluster cluster-inventory/cluster1',
    'SveltosCluster cluster-inventory/cluster2',
  ]);
});

const since = '2026-05-05T07:09:27Z';
const article = (cluster: string, account: string, region: string): JsonObject => ({
  apiVersion: 'multicluster.x-k8s.io/v1alpha1',
  kind: 'ClusterProfile',
  metadata: {
    labels: {
      'multicluster.x-k8s.io/clusterset': 'sandbox-fleet',
      'open-cluster-management.io/cluster-name': cluster,
      'x-k8s.io/cluster-manager': 'open-cluster-management',
    },
    name: cluster,
    namespace: 'cluster-inventory',
  },
  spec: { clusterManager: { name: 'open-cluster-management' }, displayName: cluster },
  status: {
    accessProviders: [
      {
        cluster: {
          'certificate-authority-data': '<base64 CA bundle>',
          extensions: [{ extension: { clusterName: cluster }, name: 'client.authentication.k8s.io/exec' }],
          server: `https://cluster-proxy-addon-user.open-cluster-management-addon:9092/${cluster}`,
        },
        name: 'open-cluster-management',
      },
    ],
    conditions: [
      {
        lastTransitionTime: since,
        message: 'Managed cluster is available',
        reason: 'ManagedClusterAvailable',
        status: 'True',
        type: 'ControlPlaneHealthy',
      },
      {
        lastTransitionTime: since,
        message: 'Managed cluster joined',
        reason: 'ManagedClusterJoined',
        status: 'True',
        type: 'Joined',
      },
    ],
    properties: [
      { name: 'aws.account-id.example.com', value: account },
      { name: 'aws.region.example.com', value: region },
    ],
    version: { kubernetes: 'v1.35.0' },
  },
});

test.each([
  ['cluster1', '111122223333', 'ap-northeast-1'],
  ['cluster2', '444455556666', 'us-west-2'],
])('the ClusterProfile of %s is the walkthrough’s, field by field', (cluster, account, region) => {
  const made = find('ClusterProfile', 'cluster-inventory', cluster);
  expect(withPlaceholder(unmarked(made))).toEqual(article(cluster, account, region));
  // Lists keep their order in toEqual; the order of conditions and properties is part of it.
  expect(textOf(objectAt(made, 'metadata', 'annotations')['rollcall.dev/source'])).toBe(
    `cluster.open-cluster-management.io/ManagedCluster//${cluster}`,
  );
});

const walkthrough = existsSync(seed) ? test : test.skip;
walkthrough(
  existsSync(seed)
    ? 'and so says the walkthrough’s own YAML, line by line'
    : 'the walkthrough’s own YAML: skipped, since it is not on this machine',
  () => {
    // The page shows it without its indentation.
    const lines = readFileSync(seed, 'utf8')
      .split('\n')
      .map((line) => line.trim());
    const creation = lines.indexOf('creationTimestamp: "2026-05-05T07:09:27Z"');
    const start = lines.lastIndexOf('apiVersion: multicluster.x-k8s.io/v1alpha1', creation);
    const end = lines.indexOf('kubernetes: v1.35.0', start);
    const apiServers = /^(?:creationTimestamp|generation|resourceVersion|uid):/;
    const shown = lines.slice(start, end + 1).filter((line) => !apiServers.test(line));
    expect(shown.length).toBeGreaterThan(40);
    const made = withPlaceholder(unmarked(find('ClusterProfile', 'cluster-inventory', 'cluster1')));
    const ours = stringify(made, { sortMapEntries: true, lineWidth: 0 }).trimEnd().split('\n');
    const bare = (line: string) => line.trim().replaceAll('"', '');
    expect(ours.map(bare)).toEqual(shown.map(bare));
  },
);

test('its kubeconfig goes through cluster-proxy with the ManagedServiceAccount’s token, the same for Sveltos and the consumer', () => {
  const { data = null } = find('Secret', 'cluster-inventory', 'cluster1-sveltos-kubeconfig');
  const text = Buffer.from(textOf(objectAt({ data }, 'data').kubeconfig), 'base64').toString();
  const [provider] = [
    objectAt(find('ClusterProfile', 'cluster-inventory', 'cluster1'), 'status').accessProviders,
  ].flat();
  const authority = objectAt(provider, 'cluster')['certificate-authority-data'];
  expect(parse(text)).toMatchObject({
    clusters: [
      {
        cluster: {
          server: 'https://cluster-proxy-addon-user.open-cluster-management-addon:9092/cluster1',
          'certificate-authority-data': authority,
        },
      },
    ],
    users: [{ user: { token: 'not-a-token-of-cluster1' } }],
  });
  const consumer = find('Secret', 'argocd', 'cluster-inventory-cluster1-kubeconfig');
  expect(objectAt(consumer, 'data').config).toBe(objectAt({ data }, 'data').kubeconfig);
});

test('what is not for the hub, or written by its own programs, is not applied', () => {
  const ran = spawnSync(program.file, [...program.args, 'render', example, '--include-inputs'], {
    cwd: root,
    encoding: 'utf8',
  });
  const kinds = parseAllDocuments(ran.stdout).map((document) => textOf(objectAt(document.toJS()).kind));
  expect(new Set(kinds)).toEqual(
    new Set([
      'Namespace',
      'ManagedClusterSet',
      'ManagedClusterSetBinding',
      'ClusterProfile',
      'SveltosCluster',
      'Secret',
    ]),
  );
});
