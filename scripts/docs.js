/** Writes what is made from the code: pages in docs/, the modules in ARCHITECTURE.md, plugin.yaml, and the files that catalogues read of each function. */
const { readFileSync, writeFileSync } = require('node:fs');
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
const page = join(root, 'ARCHITECTURE.md');
writeFileSync(page, load('architecture-page.ts').architecturePage(readFileSync(page, 'utf8'), root));
writeFileSync(join(root, 'plugin.yaml'), load('plugin-yaml.ts').pluginYaml());

const { functions } = load('../functions/index.ts');
const { definitionYaml, metadataYaml } = load('function-files.ts');
for (const one of functions) {
  const folder = join(root, 'functions', one.name);
  writeFileSync(join(folder, 'definition.yaml'), definitionYaml(one));
  writeFileSync(join(folder, 'metadata.yaml'), metadataYaml(one));
}
