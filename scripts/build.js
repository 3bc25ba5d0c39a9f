/**
 * Builds dist/: the whole program in one file, which starts faster than its parts would, and beside it the libraries
 * that most runs never load.
 */
const { chmodSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const { build } = require('esbuild');
require('./compile-schemas.js');

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

/** The libraries that have a file of their own; the last four serve functions that few templates call. */
const libraries = ['yaml', 're2js', 'smol-toml', '@noble/hashes/sha2', '@noble/hashes/legacy'];
const fileOf = (library) => `${library.replace('@', '').replaceAll('/', '-')}.js`;

/** Leaves their `require` for the moment when it is called. */
const besideTheProgram = {
  name: 'beside-the-program',
  setup({ onResolve }) {
    const filter = new RegExp(`^(?:${libraries.join('|')})$`);
    onResolve({ filter }, ({ path }) => ({ path: `./${fileOf(path)}`, external: true }));
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
  for (const library of libraries) {
    await build({ ...options, entryPoints: [require.resolve(library)], outfile: join(dist, fileOf(library)) });
  }
  chmodSync(program, 0o755);
}

buildAll();
