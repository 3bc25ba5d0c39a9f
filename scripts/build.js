/** Builds dist/rollcall.js: the whole program in one file, which starts faster than its parts would. */
const { chmodSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const { buildSync } = require('esbuild');
require('./compile-schemas.js');

const root = join(__dirname, '..');
const outfile = join(root, 'dist', 'rollcall.js');
rmSync(join(root, 'dist'), { recursive: true, force: true });
buildSync({
  entryPoints: [join(root, 'src', 'hosts', 'program.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minifySyntax: true,
  minifyWhitespace: true,
  banner: { js: '#!/usr/bin/env node' },
  legalComments: 'linked',
});
chmodSync(outfile, 0o755);
