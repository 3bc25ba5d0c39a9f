/** Writes what is made from the code: pages in docs/, the modules in ARCHITECTURE.md, plugin.yaml, and the files that catalogues read of each function. */
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { loadTypeScript: load } = require('./load-typescript.js');

const root = join(__dirname, '..');

writeFileSync(join(root, 'docs', 'findings.md'), load('findings-page.ts').findingsPage());
writeFileSync(join(root, 'docs', 'configuration.md'), load('configuration-page.ts').configurationPage());
writeFileSync(join(root, 'docs', 'event-framework.md'), load('event-framework-page.ts').eventFrameworkPage());
writeFileSync(
  join(root, 'docs', 'fidelity.md'),
  load('fidelity-page.ts').fidelityPage(join(root, 'test', 'conformance')),
);
writeFileSync(join(root, 'docs', 'proof.md'), load('proof-page.ts').proofPage(join(root, 'docs', 'proof')));
writeFileSync(
  join(root, 'docs', 'hosts', 'versions.md'),
  load('versions-page.ts').versionsPage(join(root, 'docs', 'proof', '4-versions.json')),
);
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
