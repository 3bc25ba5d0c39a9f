/** Fuzzes everything that reads what a repository may write: `npm run fuzz -- --seconds 600 [--seed N]`. */
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');
const { parseArgs } = require('node:util');

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const jest = join(__dirname, '..', 'node_modules', 'jest', 'bin', 'jest.js');
const run = (env, ...args) =>
  spawnSync(process.execPath, [jest, '-i', ...args], { stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;

process.stdout.write(`seed ${values.seed}\n`);
const budget = { FUZZ_SECONDS: values.seconds, FUZZ_SEED: values.seed };
const status = run(budget, 'test/fuzz');
// client-go judges kubeconfigs, where Go is there.
const hasGo = spawnSync('go', ['version']).status === 0;
const count = String(Math.min(60_000, Number(values.seconds) * 100));
const judged = hasGo ? run({ KUBECONFIG_MUTANTS: count }, 'test/judges/kubeconfig.test.ts') : 0;
// Every place of the golden cases gets its markers, however long that takes: this comes last.
const leaks = run(budget, 'test/markers');
process.exitCode = status || judged || leaks;
