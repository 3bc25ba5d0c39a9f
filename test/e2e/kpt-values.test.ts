import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { objectAt } from '../../src/krm/json';
import { readResourceList } from '../../src/krm/resource-list';
import { collectText } from '../../src/krm/sink';
import { writeResourceList } from '../../src/krm/write-resource-list';
import { trickyStrings } from '../support/yaml-texts';
import { has, Workspace } from './workspace';

const kpt = has('kpt') ? describe : describe.skip;
const documents: readonly { readonly texts: readonly string[] }[] = parse(
  readFileSync(join(__dirname, '..', 'conformance', 'cases', 'documents.yaml'), 'utf8'),
);
/** Texts that are YAML, or nearly, are what gives trouble inside YAML. Go's reader knows no control characters. */
const texts = [...new Set([...documents.flatMap((group) => group.texts), ...trickyStrings])].filter(
  (text) => !/[^\P{Cc}\n\t\r\x85]|\ufeff/u.test(text),
);

/** A text between apostrophes, a line break as two; `undefined` where blanks or other breaks would be lost. */
function quoteOnce(text: string): string | undefined {
  if (/[ \t]\n|\n[ \t]|^[ \t\n]|[ \t]$|[\r\x85\u2028\u2029]|(?:^|\n)(?:---|\.\.\.)/.test(text)) return undefined;
  return `'${text.replaceAll("'", "''").replace(/\n+/g, (breaks) => `${breaks}\n`)}'`;
}

/** The text as a literal, where its lines are such that no reader could take it otherwise. */
function asLiteral(text: string): string | undefined {
  if (!/^[^\s].*\n/.test(text) || /[\r\x85\u2028\u2029]|[ \t]\n|\n\n$/.test(text)) return undefined;
  const lines = text.replace(/\n$/, '').split('\n');
  return `|${text.endsWith('\n') ? '' : '-'}\n${lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n')}`;
}

kpt(has('kpt') ? 'kpt' : 'kpt: skipped, since there is no kpt on this machine', () => {
  test('sends any text in a form that is read as that text, and passes byte for byte', () => {
    const workspace = new Workspace();
    workspace.write('Kptfile', 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: a\n');
    const wanted = texts.map((text, at) => {
      const double = JSON.stringify(text).replace(
        /[\x7f-\x9f\u2028\u2029]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
      const forms = { double, single: quoteOnce(text), literal: asLiteral(text) };
      const known = Object.entries(forms).filter(([, form]) => form !== undefined);
      const data = known.map(([name, form]) => `  ${name}: ${form}\n`).join('');
      const list = `list:\n- ${double}\n- ${forms.single ?? double}\n`;
      workspace.write(
        `t${at}.yaml`,
        `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: t${at}\ndata:\n${data}${list}`,
      );
      return [`t${at}`, Object.fromEntries(known.map(([name]) => [name, text])), [text, text]];
    });
    const { code, stderr } = workspace.run('kpt', ['fn', 'eval', '--exec', 'tee stream']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('PASS') });
    const stream = workspace.read('stream');
    workspace.end();

    const { list, findings } = readResourceList(Buffer.from(stream));
    if (list === undefined) throw new Error(findings.map(({ problem }) => problem).join('\n'));
    expect(list.items.filter(({ fault }) => fault)).toEqual([]);
    const read = new Map(list.items.map(({ object, identity }) => [identity.name, object]));
    expect(
      wanted.map(([name]) => [name, objectAt(read.get(String(name)), 'data'), read.get(String(name))?.list]),
    ).toEqual(wanted);
    const written = list.items.map((item) => ({ item }));
    expect(collectText((sink) => writeResourceList(sink, list, written, []))).toBe(stream);
  });
});
