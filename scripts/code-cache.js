/**
 * Stores what V8 compiles of the program and of the checks of configurations, for the Node that runs this: node code-cache.js
 * DIST. A start then compiles nothing (src/hosts/start.js). What a small render runs is stored too.
 */
const { spawnSync } = require('node:child_process');
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { createRequire, Module, wrap } = require('node:module');
const { basename, join, resolve } = require('node:path');
const { Script } = require('node:vm');

const KUBECONFIG = `apiVersion: v1
kind: Config
current-context: admin@alpha
clusters:
- name: alpha
  cluster:
    certificate-authority-data: ${Buffer.from('none').toString('base64')}
    server: https://alpha.example.com:6443
contexts:
- name: admin@alpha
  context:
    cluster: alpha
    user: admin
users:
- name: admin
  user:
    token: none
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

/**
 * In a process of its own: renders the fleet, and stores what was compiled.
 * @param asked the function that renders it; without one, the default.
 */
function compile(dist, asked) {
  const scripts = new Map();
  function load(name) {
    const file = join(dist, name);
    const script = new Script(wrap(readFileSync(file, 'latin1')), { filename: file });
    scripts.set(file, script);
    const loaded = new Module(file);
    require.cache[file] = loaded;
    const requireFrom = createRequire(file);
    const requireWithCode = (path) => (isSpec(path) ? load(path) : requireFrom(path));
    script.runInThisContext()(loaded.exports, requireWithCode, loaded, file, dist);
    return loaded.exports;
  }
  const { start } = load('program.js');
  process.once('exit', () => {
    for (const [file, script] of scripts) {
      const cache = file.replace(/\.js$/, `-${process.version}-${process.arch}.cache`);
      if (asked === undefined || isSpec(file)) writeFileSync(cache, script.createCachedData());
    }
  });
  process.argv.splice(2, Number.POSITIVE_INFINITY, 'fn', ...(asked === undefined ? [] : [asked]));
  start();
}

const isSpec = (path) => basename(path).startsWith('specs-');

function compileInside(dist, ...asked) {
  const { status, stderr } = spawnSync(process.execPath, [__filename, dist, 'inside', ...asked], { input: FLEET });
  // A function that finds none of its own objects in this fleet says so, and has checked its configuration.
  if (status !== 0 && asked.length === 0) throw new Error(`the fleet was not rendered: ${stderr}`);
}

const [folder = '', isInside, asked] = process.argv.slice(2);
const dist = resolve(folder);
if (isInside !== undefined) compile(dist, asked);
else {
  for (const name of readdirSync(dist)) {
    const [, functionName] = /^specs-(.*)\.js$/.exec(name) ?? [];
    if (functionName !== undefined) compileInside(dist, functionName);
  }
  compileInside(dist);
}
