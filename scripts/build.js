/**
 * Builds dist/: the whole program in one file, which starts faster than its parts would, and beside it what a run may not
 * need: the YAML library, and the check of each function's configuration.
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

/** Leaves `require('yaml')`, and that of a configuration's check, for the moment when it is called. */
const besideTheProgram = {
  name: 'beside-the-program',
  setup({ onResolve }) {
    onResolve({ filter: /^yaml$/ }, () => ({ path: './yaml.js', external: true }));
    onResolve({ filter: /^@marcbachmann\/cel-js$/ }, () => ({ path: './cel.js', external: true }));
    onResolve({ filter: /\/trigger\/run-triggers$/ }, () => ({ path: './event-framework.js', external: true }));
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
  await build({
    ...options,
    entryPoints: [join(root, 'src', 'sveltos', 'trigger', 'run-triggers.ts')],
    outfile: join(dist, 'event-framework.js'),
    plugins: [besideTheProgram],
  });
  await build({ ...options, entryPoints: [require.resolve('yaml')], outfile: join(dist, 'yaml.js') });
  await build({ ...options, entryPoints: [require.resolve('@marcbachmann/cel-js')], outfile: join(dist, 'cel.js') });
  await build({
    ...options,
    entryPoints: [join(root, 'src', 'hosts', 'lua', 'program.ts')],
    outfile: join(dist, 'lua.js'),
  });
  const specs = readdirSync(join(root, 'generated', 'specs')).filter((file) => file.endsWith('.js'));
  const entryPoints = specs.map((file) => join(root, 'generated', 'specs', file));
  await build({ ...options, entryPoints, outdir: join(dist, 'specs') });
  chmodSync(program, 0o755);
}

buildAll();
