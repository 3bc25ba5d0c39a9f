/**
 * Builds dist/: the whole program in one file, which starts faster than its parts would, and beside it the libraries
 * that most runs never load; then the npm package's entry points for use as a library.
 */
const { chmodSync, copyFileSync, rmSync } = require('node:fs');
const { join } = require('node:path');
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

const besideTheProgram = {
  name: 'beside-the-program',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^(?:${BESIDE.join('|')})$`) }, ({ path }) => ({
      path: `./${path}.js`,
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
  copyFileSync(join(root, 'src', 'hosts', 'kustomize', 'rollcall-fn'), join(dist, 'rollcall-fn'));
  for (const file of [program, join(dist, 'rollcall-fn')]) chmodSync(file, 0o755);
}

buildAll();
