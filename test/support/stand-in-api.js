/**
 * As much of an API server as `kubectl get` asks of one: it serves the objects of some files, with what an API server adds.
 * `node stand-in-api.js FILE...` says its port on stdout.
 */
const { createServer } = require('node:http');
const { readFileSync } = require('node:fs');
const { parseAllDocuments } = require('yaml');

const OCM = 'open-cluster-management.io';
/** group/version, resource, kind, whether it has namespaces. */
const RESOURCES = [
  ['v1', 'namespaces', 'Namespace', false],
  ['v1', 'secrets', 'Secret', true],
  ['cluster.x-k8s.io/v1beta1', 'clusters', 'Cluster', true],
  ['multicluster.x-k8s.io/v1alpha1', 'clusterprofiles', 'ClusterProfile', true],
  [`cluster.${OCM}/v1`, 'managedclusters', 'ManagedCluster', false],
  [`cluster.${OCM}/v1beta2`, 'managedclustersets', 'ManagedClusterSet', false],
  [`cluster.${OCM}/v1beta2`, 'managedclustersetbindings', 'ManagedClusterSetBinding', true],
  [`cluster.${OCM}/v1alpha1`, 'clusterclaims', 'ClusterClaim', false],
  ['about.k8s.io/v1alpha1', 'clusterproperties', 'ClusterProperty', false],
  [`proxy.${OCM}/v1alpha1`, 'managedproxyconfigurations', 'ManagedProxyConfiguration', false],
];

const stored = process.argv.slice(2).flatMap((file) => parseAllDocuments(readFileSync(file, 'utf8')).map(store));

function store(document, at) {
  const { metadata, ...object } = document.toJS();
  const managedFields = [{ manager: 'registration', operation: 'Update', fieldsType: 'FieldsV1', fieldsV1: {} }];
  const added = { uid: `uid-${at}`, resourceVersion: `${4711 + at}`, creationTimestamp: '2026-05-05T06:58:01Z' };
  const { annotations: _local, ...rest } = metadata;
  // A certificate's key is there, and must not be fetched along.
  if (object.data?.['tls.crt']) object.data['tls.key'] = Buffer.from('a private key').toString('base64');
  return { ...object, metadata: { ...rest, ...added, managedFields } };
}

const groupVersions = [...new Set(RESOURCES.map(([groupVersion]) => groupVersion))].filter((one) => one.includes('/'));

function answer({ pathname, searchParams }) {
  const parts = pathname.split('/').filter((part) => part !== '');
  if (pathname === '/api') return { kind: 'APIVersions', versions: ['v1'] };
  if (pathname === '/apis') return { kind: 'APIGroupList', apiVersion: 'v1', groups: listGroups() };
  const groupVersion = parts.slice(1, parts[0] === 'api' ? 2 : 3).join('/');
  const rest = parts.slice(parts[0] === 'api' ? 2 : 3);
  const served = RESOURCES.filter(([one]) => one === groupVersion);
  if (rest.length === 0 && served.length > 0) {
    const resources = served.map(([, name, kind, namespaced]) => ({ name, kind, namespaced, verbs: ['get', 'list'] }));
    return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources };
  }
  const [namespace, resource, name] =
    rest[0] === 'namespaces' && rest.length > 2 ? rest.slice(1) : [undefined, ...rest];
  const kind = served.find(([, one]) => one === resource)?.[2];
  if (kind === undefined) return undefined;
  const label = searchParams.get('labelSelector')?.split('=');
  // An API server gives every object in the version that it is asked for.
  const inVersion = stored.map((one) => ({ ...one, apiVersion: groupVersion }));
  const items = inVersion.filter(
    (one) =>
      one.kind === kind &&
      (namespace === undefined || one.metadata.namespace === namespace) &&
      (name === undefined || one.metadata.name === name) &&
      (label === undefined || hasLabel(one.metadata, label)),
  );
  return name === undefined
    ? { kind: `${kind}List`, apiVersion: groupVersion, metadata: { resourceVersion: '9999' }, items }
    : items[0];
}

/** A selector is a key with its value, or the key alone. */
function hasLabel({ labels = {} }, [key, value]) {
  return value === undefined ? key in labels : labels[key] === value;
}

function listGroups() {
  return [...new Set(groupVersions.map((one) => one.split('/')[0]))].map((name) => {
    const versions = groupVersions
      .filter((one) => one.startsWith(`${name}/`))
      .map((groupVersion) => ({ groupVersion, version: groupVersion.split('/')[1] }));
    return { name, versions, preferredVersion: versions[0] };
  });
}

const notFound = { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'NotFound', code: 404 };

const server = createServer(({ url }, response) => {
  const found = answer(new URL(url, 'http://127.0.0.1'));
  response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(found ?? notFound));
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
