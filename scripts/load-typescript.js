/** Runs a TypeScript module of this folder as it stands, for scripts that use the project's own code. */
const { join } = require('node:path');
const { buildSync } = require('esbuild');

function loadTypeScript(file) {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, file)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    external: ['yaml'],
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, require);
  return module.exports;
}

module.exports = { loadTypeScript };
