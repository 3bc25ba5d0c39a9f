/**
 * Stores what V8 compiles of the program, for the Node that runs this: node code-cache.js DIST. A start then compiles nothing
 * (src/hosts/start.js). What a small render runs is stored too.
 */
const { spawnSync } = require('node:child_process');
const { readFileSync, writeFileSync } = require('node:fs');
const { createRequire, Module, wrap } = require('node:module');
const { join, resolve } = require('node:path');
const { Script } = require('node:vm');

const KUBECONFIG = `apiVersion: v1
kind: Config
current-context: admin@alpha
clusters:
- name: alpha
  cluster: {server: "https://alpha.example.com:6443"}
contexts:
- name: admin@alpha
  context: {cluster: alpha, user: admin}
users:
- name: admin
  user: {token: none}
`;

const FLEET = `apiVersion: config.kubernetes.io/v1
kind: ResourceList
items:
- apiVersion: cluster.x-k8s.io/v1beta1
  kind: Cluster
  metadata:
    name: alpha
    namespace: mgmt
    labels:
      clusterprofile-name: alpha
- apiVersion: v1
  kind: Secret
  metadata:
    name: alpha-kubeconfig
    namespace: mgmt
    labels:
      cluster.x-k8s.io/cluster-name: alpha
  type: cluster.x-k8s.io/secret
  data:
    value: ${Buffer.from(KUBECONFIG).toString('base64')}
- apiVersion: v1
  kind: Namespace
  metadata:
    name: argocd
    labels:
      x-k8s.io/cluster-inventory-consumer: argocd
`;

/** In a process of its own: renders the fleet with the program, and stores what was compiled. */
function compile(dist) {
  const file = join(dist, 'program.js');
  const script = new Script(wrap(readFileSync(file, 'latin1')), { filename: file });
  const program = new Module(file);
  require.cache[file] = program;
  script.runInThisContext()(program.exports, createRequire(file), program, file, dist);
  process.once('exit', () => {
    writeFileSync(join(dist, `program-${process.version}-${process.arch}.cache`), script.createCachedData());
  });
  process.argv.splice(2, Number.POSITIVE_INFINITY, 'fn');
  program.exports.start();
}

const [dist = '', isInside] = process.argv.slice(2).map((argument) => resolve(argument));
if (isInside !== undefined) compile(dist);
else {
  const { status, stderr } = spawnSync(process.execPath, [__filename, dist, 'inside'], { input: FLEET });
  if (status !== 0) throw new Error(`the fleet was not rendered: ${stderr}`);
}
