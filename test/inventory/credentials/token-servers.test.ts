import { type AccessOptions, openAccess } from '../../../src/inventory/credentials/access-context';
import { searchAccessProvider } from '../../../src/inventory/credentials/access-provider';
import type { TrustedServer } from '../../../src/inventory/credentials/token-servers';
import type { Item } from '../../../src/krm/item';
import type { JsonObject } from '../../../src/krm/json';
import { binding, certificate, clusterSet, managedCluster, proxyConfiguration, proxySecret } from '../../support/hub';
import { ACCESS, base64, FAKE_MATERIAL, fleetOf, profile, secret, told } from '../../support/objects';

/** A token goes to its own cluster's server, and to no other: whoever writes a ClusterProfile could name their own. */

const EXEC = 'client.authentication.k8s.io/exec';
const NAMESPACE = 'open-cluster-management-cluster-proxy';
const PROXY = `https://cluster-proxy-addon-user.${NAMESPACE}:9092`;
const THEIRS = 'https://attacker.example';

const token = secret('deployer', {
  namespace: 'victim',
  labels: { 'authentication.open-cluster-management.io/is-managed-serviceaccount': 'true' },
  data: { token: base64(FAKE_MATERIAL) },
});
const copied = secret('victim-deployer', {
  namespace: 'tenant',
  labels: { 'authentication.open-cluster-management.io/synced-from': 'victim-deployer' },
  data: { token: base64(FAKE_MATERIAL) },
});
const authority = base64('-----BEGIN CERTIFICATE-----\nthe CA\n-----END CERTIFICATE-----\n');
const proxy = [
  proxyConfiguration(NAMESPACE),
  proxySecret(NAMESPACE, 'cluster-proxy-user-serving-cert', { 'tls.crt': certificate }),
  proxySecret(NAMESPACE, 'proxy-server-ca', { 'ca.crt': authority }),
];
const member = [managedCluster('victim'), clusterSet(), binding('tenant')];
const hubs = { 'x-k8s.io/cluster-manager': 'open-cluster-management' };

interface Asking {
  readonly namespace?: string;
  readonly name?: string;
  readonly labels?: Record<string, string>;
  readonly server?: string;
  readonly ca?: string;
  readonly more?: JsonObject;
}

function asking({ namespace = 'tenant', name = 'mine', labels = {}, server = THEIRS, ca, more }: Asking = {}): Item {
  const cluster = {
    server,
    ...(ca === undefined ? {} : { 'certificate-authority-data': ca }),
    extensions: [{ name: EXEC, extension: { clusterName: 'victim' } }],
    ...more,
  };
  const status = { accessProviders: [{ name: 'open-cluster-management', cluster }] };
  return profile(name, { namespace, labels, status });
}

interface Row {
  readonly rule: string;
  readonly asks?: Asking;
  readonly given?: readonly Item[];
  readonly trusted?: readonly TrustedServer[];
  readonly want: 'sent' | 'refused';
  readonly because?: string;
}

const NO_SERVER = 'the input and the configuration name no server of that cluster';
const ANOTHER = 'its server is another';
const OTHER_TERMS = 'its server is trusted, but not with that certificate authority';

/** The profile of the cluster that the hub keeps, which has another plugin's server too. */
const kept = profile('victim', {
  namespace: 'tenant',
  labels: hubs,
  status: {
    accessProviders: [
      { name: 'another', cluster: { server: THEIRS } },
      { name: 'open-cluster-management', cluster: { server: 'https://hub.example' } },
    ],
  },
});

const rows: Row[] = [
  { rule: 'nothing says which server is the cluster’s', want: 'refused', because: NO_SERVER },
  {
    rule: 'a server that the hub’s own profile has for another plugin',
    given: [...member, kept],
    want: 'refused',
    because: ANOTHER,
  },
  {
    rule: 'the server that the hub’s own profile has for this plugin',
    asks: { server: 'https://hub.example' },
    given: [...member, kept],
    want: 'sent',
  },
  {
    rule: 'a server that the configuration names, with a certificate in a file of the client’s machine',
    asks: { more: { 'certificate-authority': '/theirs' } },
    trusted: [
      { server: 'https://first.example', cluster: 'victim' },
      { server: THEIRS, cluster: 'victim' },
    ],
    want: 'refused',
    because: OTHER_TERMS,
  },
  { rule: 'a copy of the token beside the profile is bound as well', given: [copied], want: 'refused' },

  // The hub's own proxy.
  {
    rule: 'the hub’s proxy, by its certificate',
    asks: { server: `${PROXY}/victim`, ca: certificate },
    given: proxy,
    want: 'sent',
  },
  {
    rule: 'the hub’s proxy, by the authority that signs its certificate',
    asks: { server: `${PROXY}/victim`, ca: authority },
    given: proxy,
    want: 'sent',
  },
  { rule: 'another server, with the proxy’s certificate', asks: { ca: certificate }, given: proxy, want: 'refused' },
  {
    rule: 'the proxy’s server, with another certificate',
    asks: { server: `${PROXY}/victim`, ca: base64('another') },
    given: proxy,
    want: 'refused',
  },
  {
    rule: 'the proxy’s server, with no certificate',
    asks: { server: `${PROXY}/victim` },
    given: proxy,
    want: 'refused',
  },
  {
    rule: 'the proxy, behind which another cluster receives it',
    asks: { server: `${PROXY}/mine`, ca: certificate },
    given: proxy,
    want: 'refused',
  },
  {
    rule: 'a server that only begins like the proxy',
    asks: { server: `${PROXY}/victim/../mine`, ca: certificate },
    given: proxy,
    want: 'refused',
  },
  {
    rule: 'the proxy’s name as a user’s in front of another host',
    asks: { server: `${PROXY}/victim@attacker.example`, ca: certificate },
    given: proxy,
    want: 'refused',
  },
  {
    rule: 'plain http to the proxy',
    asks: { server: `${PROXY.replace('https', 'http')}/victim`, ca: certificate },
    given: proxy,
    want: 'refused',
  },
  {
    rule: 'the proxy, and nobody looks at its certificate',
    asks: { server: `${PROXY}/victim`, ca: certificate, more: { 'insecure-skip-tls-verify': true } },
    given: proxy,
    want: 'refused',
  },
  {
    rule: 'the proxy, under another’s name',
    asks: { server: `${PROXY}/victim`, ca: certificate, more: { 'tls-server-name': 'attacker.example' } },
    given: proxy,
    want: 'refused',
  },
  {
    rule: 'the proxy, with a file in place of its certificate',
    asks: { server: `${PROXY}/victim`, ca: certificate, more: { 'certificate-authority': '/theirs' } },
    given: proxy,
    want: 'refused',
  },
  {
    rule: 'a proxy without its certificate in the input',
    asks: { server: `${PROXY}/victim`, ca: certificate },
    given: proxy.slice(0, 1),
    want: 'refused',
  },

  // The ClusterProfile of the hub's own manager.
  {
    rule: 'the ClusterProfile that the hub made for the cluster in that namespace',
    asks: { name: 'victim', labels: hubs },
    given: member,
    want: 'sent',
  },
  {
    rule: 'another ClusterProfile of that namespace, with the same server and certificate',
    given: [...member, asking({ name: 'victim', labels: hubs })],
    want: 'sent',
  },
  {
    rule: 'another ClusterProfile of that namespace, with another server',
    given: [...member, asking({ name: 'victim', labels: hubs, server: `${PROXY}/victim` })],
    want: 'refused',
  },
  {
    rule: 'a ClusterProfile of the cluster’s name that the hub’s manager does not keep',
    asks: { name: 'victim' },
    given: member,
    want: 'refused',
  },
  {
    rule: 'the manager’s label alone: no binding gives the cluster to the namespace',
    asks: { name: 'victim', labels: hubs },
    given: [managedCluster('victim'), clusterSet(), binding('inventory')],
    want: 'refused',
  },
  {
    rule: 'the manager’s label alone: the set does not hold the cluster',
    asks: { name: 'victim', labels: hubs },
    given: [managedCluster('victim', { set: 'other' }), clusterSet(), binding('tenant')],
    want: 'refused',
  },
  {
    rule: 'the hub’s ClusterProfile in another namespace says nothing of this one',
    given: [
      managedCluster('victim'),
      clusterSet(),
      binding('other'),
      asking({ namespace: 'other', name: 'victim', labels: hubs }),
    ],
    want: 'refused',
  },

  // The configuration.
  {
    rule: 'a server that the configuration names for the cluster',
    trusted: [{ server: THEIRS, cluster: 'victim' }],
    want: 'sent',
  },
  {
    rule: 'a server that it names for another cluster',
    trusted: [{ server: THEIRS, cluster: 'mine' }],
    want: 'refused',
    because: NO_SERVER,
  },
  {
    rule: 'a proxy that it names, without the cluster’s name behind it',
    trusted: [{ server: THEIRS }],
    want: 'refused',
  },
  {
    rule: 'a proxy that it names',
    asks: { server: `${THEIRS}/victim`, ca: authority },
    trusted: [{ server: THEIRS, certificateAuthorityData: authority }],
    want: 'sent',
  },
  {
    rule: 'a slash at the end makes no other server',
    asks: { server: `${THEIRS}/victim/`, ca: authority },
    trusted: [{ server: `${THEIRS}/`, certificateAuthorityData: authority }],
    want: 'sent',
  },
  {
    rule: 'line breaks in base64, or at the end of a certificate, make no other authority',
    asks: { server: `${THEIRS}/victim`, ca: `${base64('ca\n').slice(0, 2)}\n${base64('ca\n').slice(2)}` },
    trusted: [{ server: THEIRS, certificateAuthorityData: base64('ca') }],
    want: 'sent',
  },
  {
    rule: 'a proxy that it names, behind which another cluster receives it',
    asks: { server: `${THEIRS}/mine` },
    trusted: [{ server: THEIRS }],
    want: 'refused',
  },
];

const optionsFor = (trustedServers: readonly TrustedServer[]): AccessOptions => ({
  ...ACCESS,
  openClusterManagement: { trustedServers },
});

function search({ asks, given = [], trusted = [] }: Omit<Row, 'rule' | 'want'>, options = optionsFor(trusted)) {
  const fleet = fleetOf(asking(asks), token, ...given);
  const name = asks?.name ?? 'mine';
  const found = fleet.profiles.find(
    ({ object: { metadata } }) => metadata.namespace === 'tenant' && metadata.name === name,
  );
  if (found === undefined) throw new Error('there is no such profile');
  return searchAccessProvider(found, openAccess(fleet, options));
}

test.each(rows)('$rule: $want', ({ want, because = '', ...row }) => {
  const result = search(row);
  if (want === 'sent') {
    expect(result.state).toBe('found');
    return;
  }
  const findings = result.state === 'broken' ? result.findings : [];
  const { name = 'mine' } = row.asks ?? {};
  expect(told(findings)).toEqual([`error RC337 ClusterProfile tenant/${name} status.accessProviders`]);
  expect(findings.map(({ problem }) => problem).join()).toContain(because);
  expect(JSON.stringify(findings)).not.toContain(FAKE_MATERIAL);
});

test.each(rows)('with a plugin in its place — $rule: $want', ({ want, ...row }) => {
  const providers = [{ name: 'open-cluster-management', execConfig: { command: 'cp-creds' } }];
  const fleet = fleetOf(asking(row.asks), ...(row.given ?? []).filter((item) => item !== copied));
  const name = row.asks?.name ?? 'mine';
  const found = fleet.profiles.find(
    ({ object: { metadata } }) => metadata.namespace === 'tenant' && metadata.name === name,
  );
  if (found === undefined) throw new Error('there is no such profile');
  const context = openAccess(fleet, { ...optionsFor(row.trusted ?? []), providers });
  expect(searchAccessProvider(found, context).state).toBe(want === 'sent' ? 'asks' : 'broken');
});

test('what the hub gives to a namespace needs no grant, whatever the policy is', () => {
  const crossNamespace = { policy: 'Deny', allow: [], allowedNamespaces: [] } as const;
  const asks = { name: 'victim', labels: hubs };
  const granted = search({ asks, given: member }, { ...optionsFor([]), crossNamespace });
  expect(granted.state).toBe('found');
  const trusted = [{ server: THEIRS, cluster: 'victim' }];
  const denied = search({ asks, trusted }, { ...optionsFor(trusted), crossNamespace });
  expect(told(denied.state === 'broken' ? denied.findings : [])).toEqual([
    'error RC375 ClusterProfile tenant/victim status.accessProviders',
  ]);
});
