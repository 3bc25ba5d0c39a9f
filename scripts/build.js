/**
 * Builds dist/: the whole program in one file, which starts faster than its parts would, and beside it what a run may not
 * need: the YAML library, the checks of a hub's objects, and the check of each function's configuration.
 */
const { chmodSync, readdirSync, rmSync } = require('node:fs');
const { basename, join } = require('node:path');
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

/** Leaves `require('yaml')`, and those of a hub's and a configuration's checks, for the moment when they are called. */
const besideTheProgram = {
  name: 'beside-the-program',
  setup({ onResolve }) {
    onResolve({ filter: /^yaml$/ }, () => ({ path: './yaml.js', external: true }));
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
  await build({ ...options, entryPoints: [require.resolve('yaml')], outfile: join(dist, 'yaml.js') });
  await build({ ...options, entryPoints: [join(root, 'generated', 'hub.js')], outfile: join(dist, 'hub.js') });
  const specs = readdirSync(join(root, 'generated', 'specs')).filter((file) => file.endsWith('.js'));
  const entryPoints = specs.map((file) => join(root, 'generated', 'specs', file));
  await build({ ...options, entryPoints, outdir: join(dist, 'specs') });
  chmodSync(program, 0o755);
}

buildAll();
