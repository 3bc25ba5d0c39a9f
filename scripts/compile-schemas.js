/**
 * Compiles the JSON schemas into plain functions, with their types: a start costs a tenth of what compiling them at run time
 * would. generated/validators.js has those of the kinds that any run may read, and generated/hub.js and
 * generated/event-validators.js those of a hub and of the event framework, which most runs do not. The check of a function's
 * configuration is a file of its own in generated/specs, since a run needs one of them.
 */
const { mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
// Draft 2019-09 for maxContains.
const Ajv = require('ajv/dist/2019').default;
const standalone = require('ajv/dist/standalone').default;
const { buildSync } = require('esbuild');

const root = join(__dirname, '..');
const folder = join(root, 'generated');

/** The schemas are TypeScript; what they import from the folder that is being made is left out. */
function loadSchemas() {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, 'schemas.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    external: [
      ...['validators', 'hub', 'event-validators', 'provider-file', 'policy'].map((name) => `*/generated/${name}`),
      'yaml',
    ],
  });
  const module = { exports: {} };
  const load = (name) => (name.includes('/generated/') ? {} : require(name));
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, load);
  return module.exports;
}

const { schemas, hub, eventSchemas, policy, providerFile, specs } = loadSchemas();

/** A schema without what people read: a check holds the parts of the schema that it compares with. */
function withoutTexts(schema) {
  return JSON.parse(
    JSON.stringify(schema, (key, value) => (key === 'description' && typeof value === 'string' ? undefined : value)),
  );
}

/** Checks by their names, as the text of a module. */
function compile(schemasByName) {
  const ajv = new Ajv({
    code: { source: true, lines: true },
    allErrors: true,
    useDefaults: true,
    allowUnionTypes: true,
    strictTypes: false,
  });
  for (const [name, schema] of Object.entries(schemasByName)) ajv.addSchema(withoutTexts(schema), name);
  return standalone(ajv, Object.fromEntries(Object.keys(schemasByName).map((name) => [name, name])));
}

function write(name, checks, declarations) {
  writeFileSync(join(folder, `${name}.js`), compile(checks));
  writeFileSync(join(folder, `${name}.d.ts`), `${declarations.join('\n')}\n`);
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, 'specs'), { recursive: true });
const files = { validators: schemas, hub, 'event-validators': eventSchemas, policy, 'provider-file': providerFile };
for (const [name, kinds] of Object.entries(files)) {
  const entries = Object.entries(kinds);
  write(name, Object.fromEntries(entries.map(([type, { schema }]) => [`validate${type}`, schema])), [
    "import type { Validate } from '../src/api/kind';",
    ...entries.map(([type, { from }]) => `import type { ${type} } from '${from}';`),
    ...entries.map(([type]) => `export declare const validate${type}: Validate<${type}>;`),
  ]);
}
for (const [name, { schema, type }] of Object.entries(specs)) {
  write(join('specs', name), { validate: schema }, [
    "import type { Validate } from '../../src/api/kind';",
    `import type { ${type} } from '../../functions/${name}/schema';`,
    `export declare const validate: Validate<${type}>;`,
  ]);
}
