/**
 * Builds dist/: the whole program in one file, which starts faster than its parts would, and beside it what a run may not
 * need: libraries, the checks of a hub's objects, and the check of each function's configuration. Then the npm package's
 * entry points for use as a library.
 */
const { chmodSync, copyFileSync, readdirSync, rmSync } = require('node:fs');
const { basename, join } = require('node:path');
const { build } = require('esbuild');
require('./compile-schemas.js');
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
const BESIDE = ['yaml', 'picomatch'];

/** Leaves `require` of those, and of a hub's and a configuration's checks, for the moment when it is called. */
const besideTheProgram = {
  name: 'beside-the-program',
  setup({ onResolve }) {
    const libraries = new RegExp(`^(?:${BESIDE.join('|')})$`);
    onResolve({ filter: libraries }, ({ path }) => ({ path: `./${path}.js`, external: true }));
    onResolve({ filter: /generated\/hub$/ }, () => ({ path: './hub.js', external: true }));
    onResolve({ filter: /generated\/specs\// }, ({ path }) => ({
      path: `./specs/${basename(path)}.js`,
      external: true,
    }));
  },
};

async function buildAll() {
  rmSync(dist, { recursive: true, force: true });
  await build({
    ...options,
    entryPoints: [join(root, 'src', 'hosts', 'program.ts')],
    outfile: program,
    banner: { js: '#!/usr/bin/env node' },
    plugins: [besideTheProgram],
  });
  await writeEntries();
  for (const entry of ['index', 'kpt-functions']) {
    await build({
      ...options,
      entryPoints: [join(root, 'generated', 'npm', `${entry}.ts`)],
      outfile: join(dist, `${entry}.js`),
      plugins: [besideTheProgram],
    });
  }
  writeTypes();
  for (const name of BESIDE) {
    await build({ ...options, entryPoints: [require.resolve(name)], outfile: join(dist, `${name}.js`) });
  }
  await build({ ...options, entryPoints: [join(root, 'generated', 'hub.js')], outfile: join(dist, 'hub.js') });
  const specs = readdirSync(join(root, 'generated', 'specs')).filter((file) => file.endsWith('.js'));
  const entryPoints = specs.map((file) => join(root, 'generated', 'specs', file));
  await build({ ...options, entryPoints, outdir: join(dist, 'specs') });
  copyFileSync(join(root, 'src', 'hosts', 'kustomize', 'rollcall-fn'), join(dist, 'rollcall-fn'));
  for (const file of [program, join(dist, 'rollcall-fn')]) chmodSync(file, 0o755);
}

buildAll();
