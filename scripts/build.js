/**
 * Builds dist/: the program, and beside it what a run may not need (see bundle.js), the command that starts it, the program
 * of the scripts' process, and the npm package's entry points for use as a library.
 */
const { execFileSync } = require('node:child_process');
const { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
require('./compile-schemas.js');
require('./build-page.js');
const { bundleAlone, bundleProgram } = require('./bundle.js');
const { loadTypeScript } = require('./load-typescript.js');
const { writeEntries, writeTypes } = require('./package-entries.js');

const root = join(__dirname, '..');
const dist = join(root, 'dist');
const source = (...path) => join(root, 'src', ...path);

async function buildAll() {
  rmSync(dist, { recursive: true, force: true });
  await writeEntries();
  const libraries = { 'index.js': 'index', 'kpt-functions.js': 'kpt-functions' };
  const parts = Object.fromEntries(
    Object.entries(libraries).map(([file, entry]) => [file, join(root, 'generated', 'npm', `${entry}.ts`)]),
  );
  await bundleProgram(source('hosts', 'program.ts'), parts, dist);
  await bundleAlone(source('hosts', 'scripts', 'program.ts'), 'scripts.js', dist);
  for (const [from, to] of [
    [source('hosts', 'start.js'), 'rollcall.js'],
    [source('hosts', 'kustomize', 'rollcall-fn'), 'rollcall-fn'],
  ]) {
    copyFileSync(from, join(dist, to));
    chmodSync(join(dist, to), 0o755);
  }
  writeSchemas();
  mkdirSync(join(dist, 'completion'));
  for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
    const file = `rollcall.${shell}`;
    copyFileSync(source('hosts', 'completion', file), join(dist, 'completion', file));
  }
  copyFileSync(join(root, 'deploy', 'ci', 'comment.mjs'), join(dist, 'comment.mjs'));
  execFileSync(process.execPath, [join(__dirname, 'code-cache.js'), dist]);
  writeTypes();
}

/** The JSON Schemas that `rollcall schema` prints, and editors read. */
function writeSchemas() {
  const { jsonSchema, jsonSchemaOf, schemaKinds } = loadTypeScript('json-schemas.ts');
  const write = (name, schema) =>
    writeFileSync(join(dist, 'schemas', `${name}.json`), `${JSON.stringify(schema, null, 2)}\n`);
  mkdirSync(join(dist, 'schemas'));
  write('rollcall', jsonSchema());
  for (const kind of schemaKinds) write(kind, jsonSchemaOf(kind));
}

buildAll();
