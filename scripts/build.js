/**
 * Builds dist/: the whole program in one file, which starts faster than its parts would, and beside it what a run may not
 * need: libraries, the checks of a hub's objects, and the check of each function's configuration. Then the npm package's
 * entry points for use as a library.
 */
const { chmodSync, copyFileSync, readdirSync, rmSync } = require('node:fs');
const { basename, join } = require('node:path');
const { build } = require('esbuild');
require('./compile-schemas.js');
require('./build-page.js');
const { writeEntries, writeTypes } = require('./package-entries.js');

const root = join(__dirname, '..');
const dist = join(root, 'dist');
const program = join(dist, 'rollcall.js');
const options = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
};

/** Libraries that few runs need: each is a file of its own, read at the moment when it is called for. */
const LIBRARIES = [
  '@bufbuild/cel',
  '@noble/hashes/legacy',
  '@noble/hashes/sha2',
  'picomatch',
  're2js',
  'smol-toml',
  'yaml',
];
const fileOf = (library) => `${library.replace('@', '').replaceAll('/', '-')}.js`;

/** Leaves their `require`, and that of a hub's and a configuration's checks, for the moment when it is called. */
const besideTheProgram = {
  name: 'beside-the-program',
  setup({ onResolve }) {
    const beside = (filter, nameFor) =>
      onResolve({ filter }, ({ path }) => ({ path: `./${nameFor(path)}`, external: true }));
    beside(new RegExp(`^(?:${LIBRARIES.join('|')})$`), fileOf);
    beside(/generated\/hub$/, () => 'hub.js');
    beside(/generated\/policy$/, () => 'policy.js');
    beside(/generated\/page$/, () => 'page.js');
    beside(/\/trigger\/run-triggers$/, () => 'event-framework.js');
    beside(/\/views$/, () => 'views.js');
    beside(/generated\/specs\//, (path) => `specs/${basename(path)}.js`);
  },
};

async function buildAll() {
  rmSync(dist, { recursive: true, force: true });
  const bundle = (from, to, more = {}) =>
    build({ ...options, entryPoints: [from], outfile: join(dist, to), plugins: [besideTheProgram], ...more });
  const alone = (from, to) => bundle(from, to, { plugins: [] });

  await bundle(join(root, 'src', 'hosts', 'program.ts'), 'rollcall.js', { banner: { js: '#!/usr/bin/env node' } });
  for (const library of LIBRARIES) await alone(require.resolve(library), fileOf(library));
  await alone(join(root, 'generated', 'hub.js'), 'hub.js');
  await alone(join(root, 'generated', 'policy.js'), 'policy.js');
  copyFileSync(join(root, 'generated', 'page.js'), join(dist, 'page.js'));
  await bundle(join(root, 'src', 'sveltos', 'trigger', 'run-triggers.ts'), 'event-framework.js');
  await bundle(join(root, 'src', 'views', 'index.ts'), 'views.js');
  await bundle(join(root, 'src', 'hosts', 'scripts', 'program.ts'), 'scripts.js');
  for (const file of readdirSync(join(root, 'generated', 'specs')).filter((name) => name.endsWith('.js'))) {
    await alone(join(root, 'generated', 'specs', file), join('specs', file));
  }
  copyFileSync(join(root, 'src', 'hosts', 'kustomize', 'rollcall-fn'), join(dist, 'rollcall-fn'));
  copyFileSync(join(root, 'deploy', 'ci', 'comment.mjs'), join(dist, 'comment.mjs'));
  for (const file of [program, join(dist, 'rollcall-fn')]) chmodSync(file, 0o755);

  await writeEntries();
  for (const entry of ['index', 'kpt-functions']) {
    await bundle(join(root, 'generated', 'npm', `${entry}.ts`), `${entry}.js`);
  }
  writeTypes();
}

buildAll();
