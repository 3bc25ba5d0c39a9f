/** Writes the pages that are made from the code: docs/findings.md, docs/configuration.md and docs/event-framework.md. */
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { buildSync } = require('esbuild');

const root = join(__dirname, '..');

function load(file) {
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

writeFileSync(join(root, 'docs', 'findings.md'), load('findings-page.ts').findingsPage());
writeFileSync(join(root, 'docs', 'configuration.md'), load('configuration-page.ts').configurationPage());
writeFileSync(join(root, 'docs', 'event-framework.md'), load('event-framework-page.ts').eventFrameworkPage());
