/**
 * Has Go's own engines run the tables of cases in test/conformance/cases, and holds the kept results, and then this
 * project's engines, to what they answer. Then it prints how each system's cases came out, and holds the kept counts to it.
 * Exit codes: 0 all agree; 1 they do not; 3 skipped, since there is no Go here.
 *
 *   node scripts/conformance.js [--update]      with --update the kept results are replaced by Go's
 */
const { spawnSync } = require('node:child_process');
const { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { basename, join } = require('node:path');
const { loadTypeScript } = require('./load-typescript.js');

const ENGINES = ['documents', 'templates', 'rules', 'scripts'];
const root = join(__dirname, '..');
const folder = join(root, 'test', 'conformance');
const TALLIES = join(folder, 'results', 'tallies.json');

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${result.stderr ?? ''}`);
  return result.stdout;
}

/** The cases whose kept result is not Go's. */
function findStale(kept, fresh) {
  const known = new Map(kept.map((answer) => [JSON.stringify(answer), answer]));
  const answered = new Set(fresh.map((answer) => JSON.stringify(answer)));
  return [
    ...fresh.filter((answer) => !known.has(JSON.stringify(answer))),
    ...kept.filter((answer) => !answered.has(JSON.stringify(answer))),
  ];
}

function readKept(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return [];
  }
}

function judge(program, engine, update) {
  const path = join(folder, 'results', `${engine}.json`);
  // Some cases show what depends on the machine's time zone.
  const env = { ...process.env, TZ: 'UTC' };
  const text = run(program, [engine, join(folder, 'cases', `${engine}.yaml`)], { env });
  const fresh = JSON.parse(text);
  if (update) {
    writeFileSync(path, text);
    process.stdout.write(`${engine}: kept Go's results of ${fresh.length} cases\n`);
    return true;
  }
  const stale = findStale(readKept(path), fresh);
  for (const answer of stale) process.stdout.write(`${engine}: stale: ${JSON.stringify(answer)}\n`);
  const verdict = stale.length === 0 ? "the kept results are Go's" : `${stale.length} kept results are stale`;
  process.stdout.write(`${engine}: ${fresh.length} cases, ${verdict}\n`);
  return stale.length === 0;
}

/** Cases that others have published come from their packages, and of each only Go's answer is kept, by its name. */
function listSuites() {
  const { yamlSuite, celSuite } = loadTypeScript('../test/conformance/suites.ts');
  return [
    {
      name: 'yaml-suite',
      cases: yamlSuite(join(root, 'node_modules')),
      engine: 'documents',
      tableOf: (texts) => [{ group: 'suite', texts }],
      answerOf: ({ value }) => value?.trimEnd() ?? null,
    },
    {
      name: 'cel-suite',
      cases: celSuite(),
      engine: 'rules',
      tableOf: (rules) => [{ group: 'suite', data: {}, rules }],
      answerOf: ({ matches }) => matches ?? 'fails',
    },
  ];
}

function judgeSuite(program, { name, cases, engine, tableOf, answerOf }, built, update) {
  const table = join(built, `${name}.json`);
  writeFileSync(table, JSON.stringify(tableOf(cases.map(({ text }) => text))).replace(noYaml, escapeUnit));
  const answers = JSON.parse(run(program, [engine, table]));
  const lines = answers.map((answer, at) => ` ${JSON.stringify(cases[at].id)}: ${JSON.stringify(answerOf(answer))}`);
  const text = `{\n${lines.join(',\n')}\n}\n`;
  const path = join(folder, 'results', `${name}.json`);
  const isFresh = existsSync(path) && readFileSync(path, 'utf8') === text;
  if (update) writeFileSync(path, text);
  const verdict = update ? "kept Go's results" : isFresh ? "the kept results are Go's" : 'the kept results are stale';
  process.stdout.write(`${name}: ${cases.length} cases, ${verdict}\n`);
  return update || isFresh;
}

/** What JSON leaves raw and Go's YAML reader does not take. */
const noYaml = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
const escapeUnit = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

function main() {
  if (spawnSync('go', ['version']).status !== 0) {
    process.stdout.write('skipped: there is no Go here, so nothing was judged\n');
    return 3;
  }
  const update = process.argv.includes('--update');
  const built = mkdtempSync(join(tmpdir(), 'conformance-'));
  try {
    const program = join(built, 'judge');
    run('go', ['build', '-o', program, '.'], { cwd: join(folder, 'go') });
    const verdicts = [
      ...ENGINES.map((engine) => judge(program, engine, update)),
      ...listSuites().map((suite) => judgeSuite(program, suite, built, update)),
    ];
    if (!verdicts.every(Boolean)) return 1;
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
  return compare(update);
}

/** Runs this project's side, and prints the table; what is not on this machine keeps its count. */
function compare(update) {
  const ledgers = mkdtempSync(join(tmpdir(), 'ledgers-'));
  const kept = JSON.parse(readFileSync(TALLIES, 'utf8'));
  try {
    const env = { ...process.env, CONFORMANCE_LEDGERS: ledgers };
    const { status } = spawnSync('npx', ['jest', 'test/conformance', 'test/judges/hubs'], {
      stdio: 'inherit',
      cwd: join(__dirname, '..'),
      env,
    });
    const fresh = { ...kept };
    for (const file of readdirSync(ledgers)) {
      fresh[basename(file, '.json')] = JSON.parse(readFileSync(join(ledgers, file), 'utf8'));
    }
    process.stdout.write(`\n${loadTypeScript('fidelity-page.ts').fidelityTable(fresh)}`);
    for (const system of Object.keys(kept).filter((one) => !readdirSync(ledgers).includes(`${one}.json`))) {
      process.stdout.write(`${system}: not here, so its kept count stands\n`);
    }
    if (update) writeFileSync(TALLIES, `${JSON.stringify(fresh, null, 1)}\n`);
    else if (JSON.stringify(fresh) !== JSON.stringify(kept)) {
      process.stdout.write('the kept counts are others: node scripts/conformance.js --update, then npm run docs\n');
      return 1;
    }
    const isExplained = ({ cases, same, deliberate }) => cases === same + deliberate;
    return status === 0 && Object.values(fresh).every(isExplained) ? 0 : 1;
  } finally {
    rmSync(ledgers, { recursive: true, force: true });
  }
}

process.exitCode = main();
