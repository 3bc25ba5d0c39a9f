/**
 * A fleet of 100,000 clusters, rendered in shards one after the other: every object of the union is counted, and some are
 * compared with what they should be. It takes many minutes, so that `npm run bench` leaves it out.
 *
 *   node test/bench/large-fleet.js                       100,000 clusters, 10 consumers, 8 shards
 *   node test/bench/large-fleet.js --clusters 1000 --shards 3 --consumers 4 --json FILE
 *   node test/bench/large-fleet.js --sizes 1000,3000,10000,30000 --json FILE
 *                                                        the first shard of fleets of these sizes, for the slope
 */
const { spawn } = require('node:child_process');
const { createWriteStream, mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { once } = require('node:events');
const { join } = require('node:path');
const { cpus, loadavg, totalmem } = require('node:os');
const { parseArgs } = require('node:util');

const { values } = parseArgs({
  options: {
    clusters: { type: 'string', default: '100000' },
    consumers: { type: 'string', default: '10' },
    shards: { type: 'string', default: '8' },
    sizes: { type: 'string' },
    json: { type: 'string' },
  },
});
const [given, consumers, shards] = [values.clusters, values.consumers, values.shards].map(Number);
const sizes = values.sizes?.split(',').map(Number);
const most = Math.max(...(sizes ?? [given]));
const root = join(__dirname, '..', '..');
const fleet = join(root, '.cache', 'large-fleet');
const rollcall = join(root, 'dist', 'rollcall.js');
const PER_FILE = 500;
const MEGABYTE = 1e6;

const nameOf = (at) => `cluster-${String(at).padStart(6, '0')}`;

/** Base64 of a kubeconfig of about 1.6 KB, as a cluster with elliptic-curve keys has; different for every cluster. */
function kubeconfigOf(name) {
  const blob = (length) => `${name}.`.repeat(Math.ceil(length / 15)).slice(0, length);
  const encode = (length) => Buffer.from(blob(length)).toString('base64');
  return Buffer.from(`apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${encode(450)}
    server: https://${name}.fleet.example:6443
  name: ${name}
contexts:
- context:
    cluster: ${name}
    user: ${name}-admin
  name: ${name}-admin@${name}
current-context: ${name}-admin@${name}
kind: Config
users:
- name: ${name}-admin
  user:
    client-certificate-data: ${encode(420)}
    client-key-data: ${encode(160)}
`).toString('base64');
}

const documentsOf = (name) => `apiVersion: cluster.x-k8s.io/v1beta2
kind: Cluster
metadata:
  name: ${name}
  namespace: mgmt
  labels:
    clusterprofile-name: ${name}
    clusterset.k8s.io: prod
    env: prod
spec:
  controlPlaneEndpoint:
    host: ${name}.fleet.example
    port: 6443
status:
  initialization:
    controlPlaneInitialized: true
---
apiVersion: v1
kind: Secret
metadata:
  name: ${name}-kubeconfig
  namespace: mgmt
  labels:
    cluster.x-k8s.io/cluster-name: ${name}
type: cluster.x-k8s.io/secret
data:
  value: ${kubeconfigOf(name)}
---
`;

/** Writes the fleet, never more of it in memory than a file. */
async function makeFleet(clusters) {
  rmSync(fleet, { recursive: true, force: true });
  mkdirSync(fleet, { recursive: true });
  const namespaces = Array.from(
    { length: consumers },
    (_, at) =>
      `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: consumer-${at}\n  labels:\n    x-k8s.io/cluster-inventory-consumer: consumer-${at}\n---\n`,
  );
  const set = `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: fleet-prod\n  labels:\n    clusterset.multicluster.x-k8s.io: prod\n`;
  writeFileSync(join(fleet, 'namespaces.yaml'), namespaces.join('') + set);
  writeFileSync(
    join(fleet, 'rollcall.yaml'),
    'apiVersion: rollcall.dev/v1alpha1\nkind: PublishCredentials\nmetadata: {name: large}\nspec: {credentials: Copy}\n',
  );
  let bytes = 0;
  for (let from = 0; from < clusters; from += PER_FILE) {
    const file = createWriteStream(join(fleet, `clusters-${String(from).padStart(6, '0')}.yaml`));
    for (let at = from; at < Math.min(from + PER_FILE, clusters); at++) {
      const text = documentsOf(nameOf(at));
      bytes += text.length;
      if (!file.write(text)) await once(file, 'drain');
    }
    file.end();
    await once(file, 'finish');
  }
  return bytes;
}

/** What has been seen of each cluster: its consumers as bits, and the shard that it was in. */
const seen = new Uint32Array(most);
const shardOf = new Int16Array(most).fill(-1);
const faults = { doubles: 0, strays: 0, inTwoShards: 0, wrongBytes: 0 };
let sampled = 0;

const SECRET = /name: fleet-prod-cluster-(\d+)-kubeconfig\n {2}namespace: consumer-(\d+)\n/g;

/** Counts the objects of one shard as they come, without keeping any of them. */
function watch(shard) {
  let rest = '';
  const count = { objects: 0, bytes: 0 };
  const documents = (text) => {
    SECRET.lastIndex = 0;
    for (let match = SECRET.exec(text); match !== null; match = SECRET.exec(text)) {
      const [at, consumer] = [Number(match[1]), Number(match[2])];
      count.objects++;
      if (at >= most || consumer >= consumers) {
        faults.strays++;
        continue;
      }
      if (seen[at] & (1 << consumer)) faults.doubles++;
      seen[at] |= 1 << consumer;
      if (shardOf[at] !== -1 && shardOf[at] !== shard) faults.inTwoShards++;
      shardOf[at] = shard;
      if (at % 997 !== 0) continue;
      sampled++;
      const end = text.indexOf('\n---\n', match.index);
      const document = text.slice(match.index, end < 0 ? undefined : end);
      if (!document.includes(`\n  config: ${kubeconfigOf(nameOf(at))}`)) faults.wrongBytes++;
    }
  };
  return {
    count,
    take(chunk) {
      count.bytes += chunk.length;
      const text = rest + chunk.toString('latin1');
      const cut = text.lastIndexOf('\n---\n');
      if (cut < 0) rest = text;
      else {
        documents(text.slice(0, cut));
        rest = text.slice(cut);
      }
    },
    end: () => documents(rest),
  };
}

/** Processor seconds and the highest memory of a process, as Linux counts them. */
function look(pid, last) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1].split(' ');
    const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return {
      cpu: (Number(stat[11]) + Number(stat[12])) / 100,
      peak: peak ? (Number(peak[1]) * 1024) / MEGABYTE : last.peak,
    };
  } catch {
    return last;
  }
}

/** Runs a program that writes to a pipe, and says what it took. */
async function take(argv, onChunk) {
  const started = Date.now();
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  let used = { cpu: 0, peak: 0 };
  const clock = setInterval(() => {
    used = look(child.pid, used);
  }, 20);
  child.stdout.on('data', onChunk);
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr = (stderr + text).slice(-10_000);
  });
  const [code] = await once(child, 'close');
  clearInterval(clock);
  if (code !== 0) throw new Error(`${argv.join(' ')} exited with ${code}: ${stderr}`);
  return { seconds: (Date.now() - started) / 1000, ...used };
}

async function render(shard) {
  const watching = watch(shard);
  const of = ['--shard', `${shard}/${shards}`, '--timeout', '0'];
  const used = await take(['--max-old-space-size=16000', rollcall, 'render', fleet, ...of], watching.take);
  watching.end();
  const row = { shard, ...used, ...watching.count };
  say(`shard ${shard} of ${shards}: ${row.objects} objects, ${inWords(row)}`);
  return row;
}

const say = (text) => process.stdout.write(`${text}\n`);
const inWords = ({ bytes, seconds, cpu, peak }) =>
  `${(bytes / MEGABYTE).toFixed(0)} MB, ${seconds.toFixed(1)} s, ${cpu.toFixed(1)} s of processor time, ${peak.toFixed(0)} MB of memory`;

const head = () => ({
  date: new Date().toISOString(),
  node: process.version,
  machine: { processors: cpus().length, memory: Math.round(totalmem() / 2 ** 30), load: loadavg()[0] },
  consumers,
  shards,
});

/** Every shard of one fleet. */
async function renderAll() {
  const start = Date.now();
  const inputBytes = await makeFleet(most);
  const rows = [];
  for (let shard = 0; shard < shards; shard++) rows.push(await render(shard));
  const result = {
    ...head(),
    clusters: most,
    inputBytes,
    objects: rows.reduce((sum, row) => sum + row.objects, 0),
    expected: most * consumers,
    incomplete: seen.filter((bits) => bits !== 2 ** consumers - 1).length,
    ...faults,
    sampled,
    minutes: (Date.now() - start) / 60_000,
    rows,
  };
  if (result.incomplete > 0 || Object.values(faults).some((count) => count > 0)) process.exitCode = 1;
  return result;
}

/** The first shard of fleets of several sizes, beside a program that reads as much and writes as much. */
async function renderSizes() {
  const rows = [];
  for (const clusters of sizes) {
    const inputBytes = await makeFleet(clusters);
    const ours = await render(0);
    const copy = {
      ...(await take([join(__dirname, 'copy-folder.js'), fleet, String(ours.bytes)], () => {})),
      bytes: ours.bytes,
    };
    say(`  the plain copy: ${inWords(copy)}`);
    rows.push({ clusters, inputBytes, ours, copy });
  }
  return { ...head(), rows };
}

async function run() {
  const result = sizes === undefined ? await renderAll() : await renderSizes();
  const { rows: _rows, ...summary } = result;
  say(JSON.stringify(summary, null, 2));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
  rmSync(fleet, { recursive: true });
}

run().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
