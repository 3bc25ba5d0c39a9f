/** What is measured: each row with its floor, which is its first program. */
const { spawnSync } = require('node:child_process');
const { closeSync, existsSync, openSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { prepareFramework } = require('./event-framework');
const { makeFleet, makeItems, writeList } = require('./fleet');
const { makeHub, makeOthers, writeFolder } = require('./inputs');
const { styles } = require('./kubeconfig-styles');
const { buildOnKyaml } = require('./peers');

const root = join(__dirname, '..', '..');
const folder = join(root, '.cache', 'bench');
const node = process.execPath;
const script = join(root, 'dist', 'rollcall.js');
const built = join(root, 'executable', `rollcall-${process.platform}-${process.arch}`);
const executable = process.env.ROLLCALL_EXECUTABLE ?? built;

/** Rollcall on Node, and its standalone executable where that is built. */
function ours(args, rest) {
  const programs = { [`rollcall ${args[0]}`]: { argv: [node, script, ...args], ...rest } };
  if (existsSync(executable)) programs[`executable ${args[0]}`] = { argv: [executable, ...args], ...rest };
  return programs;
}

function write(name, text) {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** Runs it once, and keeps its output for the programs that only copy it. */
function keepOutput(args, input, name) {
  const file = join(folder, name);
  const stdio = [openSync(input, 'r'), openSync(file, 'w'), 'pipe'];
  const { status, stderr } = spawnSync(node, [script, ...args], { stdio });
  closeSync(stdio[0]);
  closeSync(stdio[1]);
  if (status !== 0) throw new Error(`rollcall ${args.join(' ')} exited with ${status}: ${stderr}`);
  return file;
}

const copy = (program, input, output) => ({ argv: [node, join(__dirname, program), output], input });
/** Through a pipe, to a program that counts what arrives; whatever fails on the way is a failure. */
const intoPipe = (command) => ['bash', '-o', 'pipefail', '-c', `${command} | wc -c`];
const quoted = (argv) => argv.map((one) => `'${one}'`).join(' ');

/** The same function on other libraries, each run once: they take a while. */
function peers(input) {
  const kyaml = buildOnKyaml();
  return {
    'the same function on kpt-functions': { argv: [node, join(__dirname, 'on-the-sdk.js')], input, runs: 1 },
    ...(kyaml === undefined ? {} : { 'the same function in Go on kyaml': { argv: [kyaml], input, runs: 1 } }),
  };
}

const name = (count) => count.toLocaleString('en');

/**
 * @param quick whether to take smaller sizes and fewer runs.
 * @returns the rows, each made ready by its `prepare` just before it is measured.
 */
function listRows(quick) {
  const runs = quick ? 3 : 7;
  const fleet = { clusters: 1000, consumers: 20 };
  const large = quick ? { clusters: 1000, consumers: 100 } : { clusters: 10_000, consumers: 100 };
  const viewed = quick ? 1000 : 5000;
  const known = {};
  const medium = () => {
    known.input ??= write('medium.yaml', makeFleet(fleet.clusters, fleet.consumers));
    known.output ??= keepOutput(['fn'], known.input, 'medium.out.yaml');
    return known;
  };

  return [
    {
      id: 'start',
      title: 'A start: 4 Clusters, 4 Secrets, 2 consumers',
      wanted: { node: process.version.startsWith('v20.') ? 1.15 : 1.5, executable: 0.25 },
      runs: quick ? 11 : 31,
      prepare: () => ({
        'node -e 0': { argv: [node, '-e', '0'] },
        ...ours(['fn'], { input: write('small.yaml', makeFleet(4, 2)) }),
      }),
    },
    {
      id: 'fleet',
      title: '1,000 Clusters, 1,000 Secrets of 6 KB, 20 consumers; 20,000 Secrets out',
      wanted: { node: 1.3, executable: 1 },
      runs: quick ? 5 : 11,
      prepare() {
        const { input, output } = medium();
        return {
          'a plain copy in Node: readFileSync, writeSync': copy('plain.js', input, output),
          'a copy in Node through one 4 MB buffer': copy('floor.js', input, output),
          ...ours(['fn'], { input }),
          ...(quick ? {} : peers(input)),
        };
      },
    },
    {
      id: 'pipe',
      title: `${name(large.clusters)} Clusters to ${large.consumers} consumers, into a pipe: ${name(large.clusters * large.consumers)} Secrets`,
      wanted: { node: 4, peak: 512 },
      runs: quick ? 1 : 3,
      prepare() {
        const input = write('large.yaml', makeFleet(large.clusters, large.consumers));
        const counted = spawnSync('bash', intoPipe(`${quoted([node, script, 'fn'])} < '${input}'`).slice(1));
        const bytes = Number(String(counted.stdout).trim());
        const programs = { [`head -c ${bytes}`]: { argv: intoPipe(`head -c ${bytes} /dev/zero`) } };
        for (const [key, { argv }] of Object.entries(ours(['fn'], {}))) {
          programs[key] = { argv: intoPipe(quoted(argv)), input };
        }
        return programs;
      },
    },
    {
      id: 'again',
      title: 'The same 1,000 × 20, rendering its output again: nothing changes',
      wanted: { node: 3 },
      runs,
      prepare() {
        const { output } = medium();
        return { 'a plain copy of it in Node': copy('plain.js', output, output), ...ours(['fn'], { input: output }) };
      },
    },
    {
      id: 'untouched',
      title: '10,000 objects that the function does not touch, and 10 Clusters',
      wanted: { node: 2 },
      runs,
      prepare() {
        const input = write(
          'untouched.yaml',
          writeList([...makeOthers(10_000), ...makeItems(10, 2)], 'PublishCredentials'),
        );
        const output = keepOutput(['fn'], input, 'untouched.out.yaml');
        return { 'a plain copy in Node': copy('plain.js', input, output), ...ours(['fn'], { input }) };
      },
    },
    {
      id: 'folder',
      title: '`rollcall render` of 10,000 files: 9,800 that it does not touch, 100 Clusters, 100 Secrets',
      wanted: { node: 2.5 },
      runs,
      prepare() {
        const files = join(folder, 'files');
        rmSync(files, { recursive: true, force: true });
        writeFolder(files, [...makeOthers(9800), ...makeItems(100, 1)]);
        return {
          cat: { argv: ['sh', '-c', `find '${files}' -name '*.yaml' -print0 | xargs -0 cat`] },
          ...ours(['render', files], {}),
        };
      },
    },
    {
      id: 'kubeconfigs',
      title: 'The same 1,000 × 20, by the style of its kubeconfigs',
      wanted: { node: 1.2 },
      runs: quick ? 1 : 5,
      prepare() {
        const programs = {};
        for (const [at, [style, writeKubeconfig]] of Object.entries(styles).entries()) {
          const input = write(`style-${at}.yaml`, makeFleet(fleet.clusters, fleet.consumers, writeKubeconfig));
          programs[`rollcall fn, ${style}`] = { argv: [node, script, 'fn'], input };
        }
        return programs;
      },
    },
    {
      id: 'events',
      title: 'The push-model document’s EventSource and template on 1,000 × 20',
      wanted: { node: 3 },
      runs: quick ? 1 : 3,
      prepare: () => prepareFramework(folder, medium().input, ours),
    },
    {
      id: 'hub',
      title: '1,000 ManagedClusters of a hub',
      wanted: { node: 3 },
      runs,
      prepare() {
        const input = write('hub.yaml', makeHub(1000));
        const output = keepOutput(['fn'], input, 'hub.out.yaml');
        return { 'a plain copy in Node': copy('plain.js', input, output), ...ours(['fn'], { input }) };
      },
    },
    {
      id: 'views',
      title: `Views of ${name(viewed)} Clusters and 20 consumers`,
      wanted: { node: 1.3 },
      runs: quick ? 1 : 3,
      prepare: () => prepareViews(viewed),
    },
    ...growth(quick),
  ];
}

/** The render is the floor of every view. `diff` renders both sides, one after the other. */
function prepareViews(clusters) {
  const files = join(folder, 'views');
  rmSync(files, { recursive: true, force: true });
  writeFolder(files, makeItems(clusters, 20));
  const old = join(folder, 'views-old');
  rmSync(old, { recursive: true, force: true });
  writeFolder(old, makeItems(clusters, 19));
  return {
    'rollcall render': ours(['render', files], {})['rollcall render'],
    ...ours(['list', files], {}),
    ...ours(['explain', 'cluster-00007', files], {}),
    ...ours(['check', files], { exits: [0, 1] }),
    ...ours(['roll', '--check', files], { exits: [1] }),
    ...ours(['diff', old, files], {}),
  };
}

/** One row for each size; what they say together is the growth (report.js). */
function growth(quick) {
  const sizes = quick ? [100, 300, 1000] : [100, 300, 1000, 3000, 10_000];
  const runs = quick ? 2 : 3;
  return sizes.map((clusters) => ({
    id: `growth-${clusters}`,
    title: `Growth: ${name(clusters)} Clusters to 20 consumers`,
    clusters,
    runs,
    prepare() {
      const input = write('growth.yaml', makeFleet(clusters, 20));
      const programs = {
        'rollcall fn, 4 Clusters': { argv: [node, script, 'fn'], input: write('small.yaml', makeFleet(4, 2)) },
        ...ours(['fn'], { input }),
      };
      if (clusters > 300) return programs;
      const output = keepOutput(['fn'], input, 'growth.out.yaml');
      return { ...programs, 'a plain copy in Node': copy('plain.js', input, output), ...(quick ? {} : peers(input)) };
    },
  }));
}

module.exports = { folder, listRows, node, script };
