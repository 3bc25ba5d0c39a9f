/** Bundles the tests of a folder with its instrumented files, and the program that some of them start. */
const { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } = require('node:fs');
const { dirname, join, relative, resolve } = require('node:path');
const { build } = require('esbuild');

const root = join(__dirname, '..', '..');

/** Written as ES modules, which `require` of Node 20 does not load. */
const ES_MODULES = /^(?:string-width|strip-ansi|ansi-regex|get-east-asian-width|emoji-regex)$/;

/**
 * @param tests paths of test files, or the beginnings of such paths.
 * @param startPrograms whether to take tests that start programs, which are slow.
 */
function findTests({ tests, startPrograms = false }) {
  const found = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => join('test', file))
    .filter((file) => file.endsWith('.test.ts') && tests.some((one) => file === one || isBelow(file, one)))
    .filter((file) => startPrograms || !startsPrograms(file))
    .filter((file) => !/\bjest\.(?!setTimeout)/.test(readFileSync(join(root, file), 'utf8')));
  return [...new Set(found)].sort();
}

const startsPrograms = (file) => /child_process|scriptsUntil/.test(readFileSync(join(root, file), 'utf8'));
const isBelow = (file, start) => file.startsWith(`${start}/`) || file.startsWith(`${start}.`);

/**
 * The instrumented files take the place of the originals. Tests find their files in a copy of the project's folder made of
 * links, where `dist` is the instrumented program.
 */
function instrumented(texts, tree) {
  return {
    name: 'instrumented',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /generated\// }, ({ path, resolveDir }) => ({
        path: require.resolve(resolve(resolveDir, path)),
        external: true,
      }));
      onResolve({ filter: /^[^./]/ }, ({ path }) => (ES_MODULES.test(path) ? undefined : { path, external: true }));
      onLoad({ filter: /\/(src|functions|test)\/.*\.ts$/ }, ({ path }) => {
        const file = relative(root, path);
        const text = texts.get(file) ?? readFileSync(path, 'utf8');
        const places = `const __dirname = ${JSON.stringify(dirname(join(tree, file)))}; `;
        return { contents: file.startsWith('test') ? places + text : text, loader: 'ts' };
      });
    },
  };
}

async function bundle(texts, tests, folder) {
  const tree = join(folder, 'tree');
  makeTree(tree);
  const options = {
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    absWorkingDir: root,
    plugins: [instrumented(texts, tree)],
    logLevel: 'error',
  };
  const entry = tests.map((file) => `describe(${JSON.stringify(file)}, () => { require('./${file}'); });`).join('\n');
  const { metafile } = await build({
    ...options,
    stdin: { contents: entry, resolveDir: root },
    outfile: join(folder, 'tests.js'),
    metafile: true,
  });
  if (tests.some(startsPrograms)) await bundlePrograms(options, tree);
  return { inputs: Object.keys(metafile.inputs).sort(), importsOf: closures(metafile, tests) };
}

async function bundlePrograms(options, tree) {
  const header = readFileSync(join(__dirname, 'switch.js'), 'utf8');
  await build({
    ...options,
    entryPoints: { program: 'src/hosts/program.ts', scripts: 'src/hosts/scripts/program.ts' },
    outdir: join(tree, 'dist'),
    banner: { js: header },
  });
  copyFileSync(join(root, 'src', 'hosts', 'start.js'), join(tree, 'dist', 'rollcall.js'));
  await build({ ...options, entryPoints: ['src/hosts/main.ts'], outfile: join(tree, 'dist', 'main.js') });
}

/** The parts of the program that are made anew, and the compiled code that would stand in for them. */
const isInstrumented = (name) => /^(?:rollcall|program|scripts)\.js$|\.cache$/.test(name);

/** The project's folder as it is, but for `dist`. */
function makeTree(tree) {
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(join(tree, 'dist'), { recursive: true });
  for (const name of readdirSync(root)) {
    if (!['dist', '.cache', '.git'].includes(name)) symlinkSync(join(root, name), join(tree, name));
  }
  for (const name of readdirSync(join(root, 'dist'))) {
    if (!isInstrumented(name)) symlinkSync(join(root, 'dist', name), join(tree, 'dist', name));
  }
}

/** Every file that a test imports, through others too. */
function closures({ inputs }, tests) {
  const reach = (file, seen) => {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const { path } of inputs[file]?.imports ?? []) reach(path, seen);
    return seen;
  };
  return Object.fromEntries(tests.map((test) => [test, [...reach(test, new Set())].filter((file) => inputs[file])]));
}

module.exports = { bundle, findTests };
