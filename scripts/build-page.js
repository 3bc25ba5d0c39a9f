/** Bundles the code and the style of the page that `rollcall graph -o html` writes into generated/page.js, with their hashes. */
const { createHash } = require('node:crypto');
const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { buildSync } = require('esbuild');

const root = join(__dirname, '..');
const source = join(root, 'src', 'views', 'page');

function bundle(file) {
  const { outputFiles } = buildSync({
    entryPoints: [join(source, file)],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    charset: 'ascii',
    target: ['chrome123', 'firefox120', 'safari17.5'],
  });
  const text = outputFiles[0].text.trim();
  if (/<\/(?:script|style)|<!--/i.test(text)) throw new Error(`${file} would end its own element in the page.`);
  return text;
}

const hashOf = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const script = bundle('main.ts');
const style = bundle('page.css');
const page = { script, style, scriptHash: hashOf(script), styleHash: hashOf(style) };

mkdirSync(join(root, 'generated'), { recursive: true });
writeFileSync(
  join(root, 'generated', 'page.js'),
  `'use strict';\n${Object.entries(page)
    .map(([name, text]) => `exports.${name} = ${JSON.stringify(text)};\n`)
    .join('')}`,
);
writeFileSync(
  join(root, 'generated', 'page.d.ts'),
  Object.keys(page)
    .map((name) => `export declare const ${name}: string;\n`)
    .join(''),
);
