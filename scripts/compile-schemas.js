/**
 * Compiles the JSON schemas into plain functions (generated/validators.js, with their types): a start costs a tenth of
 * what compiling them at run time would.
 */
const { mkdirSync, writeFileSync } = require('node:fs');
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
    external: ['*/generated/validators', 'yaml'],
  });
  const module = { exports: {} };
  const load = (name) => (name.endsWith('generated/validators') ? {} : require(name));
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, load);
  return module.exports.schemas;
}

const schemas = loadSchemas();
const ajv = new Ajv({
  code: { source: true, lines: true },
  allErrors: true,
  useDefaults: true,
  allowUnionTypes: true,
  strictTypes: false,
});
const names = {};
const types = ["import type { Validate } from '../src/api/kind';"];
for (const [type, { schema, from }] of Object.entries(schemas)) {
  const name = `validate${type.replace(/Spec$/, '')}`;
  ajv.addSchema(schema, type);
  names[name] = type;
  types.push(`import type { ${type} } from '${from}';`);
}
for (const [name, type] of Object.entries(names)) types.push(`export declare const ${name}: Validate<${type}>;`);

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'validators.js'), standalone(ajv, names));
writeFileSync(join(folder, 'validators.d.ts'), `${types.join('\n')}\n`);
