/**
 * Writes the entry points of the npm package for every function that there is (generated/npm/), and later their types
 * (dist/*.d.ts), which import nothing but each other and, for the SDK's functions, the SDK.
 */
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { loadTypeScript } = require('./load-typescript.js');

const root = join(__dirname, '..');
const folder = join(root, 'generated', 'npm');
const dist = join(root, 'dist');

const loadFunctions = () => loadTypeScript(join('..', 'functions', 'index.ts')).functions;

async function writeEntries() {
  // Loads Prettier, so only here.
  const { compile } = require('json-schema-to-typescript');
  const library = [
    "import { render as renderAny, transformOf } from '../../src/hosts/npm/transform';",
    "import type { Render, Transform } from '../../src/hosts/npm/types';",
    "export type * from '../../src/hosts/npm/types';",
    '/** Runs the function that the functionConfig is for. */',
    'export const render: Render = renderAny;',
  ];
  const sdk = [
    "import type { KptFunc } from 'kpt-functions';",
    "import { kptFunctionOf } from '../../src/hosts/npm/kpt-function';",
  ];
  for (const { name, kind, summary, schema } of loadFunctions()) {
    const constant = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
    const types = await compile(structuredClone(schema), `${kind}Spec`, {
      bannerComment: '',
      additionalProperties: false,
    });
    library.push(types, `/** ${summary}. */`);
    library.push(`export const ${constant}: Transform<${kind}Spec> = transformOf('${name}');`);
    sdk.push(`/** ${summary}. */`, `export const ${constant}: KptFunc = kptFunctionOf('${name}');`);
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.ts'), `${library.join('\n')}\n`);
  writeFileSync(join(folder, 'kpt-functions.ts'), `${sdk.join('\n')}\n`);
}

/** The entry points' declarations; everything in them has its type written down, so that each file stands for itself. */
function writeTypes() {
  const ts = require('typescript');
  const sources = { index: join(folder, 'index.ts'), 'kpt-functions': join(folder, 'kpt-functions.ts') };
  sources.types = join(root, 'src', 'hosts', 'npm', 'types.ts');
  for (const [name, source] of Object.entries(sources)) {
    const { outputText, diagnostics } = ts.transpileDeclaration(readFileSync(source, 'utf8'), {
      fileName: source,
      reportDiagnostics: true,
      compilerOptions: { strict: true, isolatedDeclarations: true },
    });
    if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, ts.createCompilerHost({})));
    writeFileSync(join(dist, `${name}.d.ts`), outputText.replaceAll('../../src/hosts/npm/types', './types'));
  }
}

module.exports = { writeEntries, writeTypes };
