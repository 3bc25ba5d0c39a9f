/** Runs a function of the built npm package on the objects from stdin: node in-node.js transform|runFnWithConfigs|run. */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const dist = join(__dirname, '..', '..', 'dist');
const [how] = process.argv.slice(2);
const { objects, kind, spec } = JSON.parse(readFileSync(0, 'utf8'));
// RegisterArgoCDClusters is exported as registerArgocdClusters, after the name of the function.
const name = Object.keys(require(join(dist, 'index.js'))).find((one) => one.toLowerCase() === kind.toLowerCase());
const functionConfig = { apiVersion: 'rollcall.dev/v1alpha1', kind, metadata: { name: 'fleet' }, spec };

async function transform() {
  const outcome = await require(join(dist, 'index.js'))[name](objects, { name: 'fleet', spec });
  write(outcome.objects, outcome.findings);
  process.exitCode = outcome.state === 'rendered' ? 0 : 1;
}

async function runFnWithConfigs() {
  const { Configs, ...sdk } = require('kpt-functions');
  const configs = new Configs(objects, functionConfig);
  await sdk.runFnWithConfigs(require(join(dist, 'kpt-functions.js'))[name], configs);
  write(configs.getAll(), configs.getResults());
  process.exitCode = configs.getResults().some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** The SDK's own program around the function: files in and out, and its exit code. */
async function run() {
  const { mkdtempSync, writeFileSync, rmSync } = require('node:fs');
  const folder = mkdtempSync(join(require('node:os').tmpdir(), 'rollcall-sdk-'));
  const [input, output] = ['in.json', 'out.json'].map((file) => join(folder, file));
  const list = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items: objects, functionConfig };
  writeFileSync(input, JSON.stringify(list));
  process.argv.splice(2, 1, '--json', '-i', input, '-o', output);
  await require('kpt-functions').run(require(join(dist, 'kpt-functions.js'))[name]);
  const { items, results } = JSON.parse(readFileSync(output, 'utf8'));
  rmSync(folder, { recursive: true });
  write(items, results);
}

function write(items, results) {
  process.stdout.write(JSON.stringify({ items, results }));
}

({ transform, runFnWithConfigs, run })[how]();
