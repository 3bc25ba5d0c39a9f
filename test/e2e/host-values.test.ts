import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { objectAt } from '../../src/krm/json';
import { readDocuments } from '../../src/krm/read-documents';
import { readResourceList } from '../../src/krm/resource-list';
import { collectText } from '../../src/krm/sink';
import { writeResourceList } from '../../src/krm/write-resource-list';
import { asGoWrites, writeInOrder } from '../conformance/documents';
import { yamlSuite } from '../conformance/suites';
import { trickyStrings } from '../support/yaml-texts';
import { find } from './tools';
import { Workspace } from './workspace';

const readTable = (path: string) => parse(readFileSync(join(__dirname, '..', 'conformance', path), 'utf8'));
const documents: readonly { readonly texts: readonly string[] }[] = readTable('cases/documents.yaml');
const suite = yamlSuite(join(__dirname, '..', '..', 'node_modules'));
const known = [...documents.flatMap((group) => group.texts), ...suite.map(({ text }) => text)];
/** Texts that are YAML, or nearly, are what gives trouble inside YAML. Go's reader knows no control characters. */
const texts = [...new Set([...known, ...trickyStrings])].filter((text) => !/[^\P{Cc}\n\t\r\x85]|\ufeff/u.test(text));
/** What may stand below a key: documents without the marks that begin and end one. */
const fragments = [...new Set(known)].filter((text) => !/^(?:---|\.\.\.|%)/m.test(text));

/** Texts that are read otherwise than by Go on purpose. */
const listed = new Set([
  ...readTable('cases/documents-differences.yaml').map(({ text }: { text: string }) => text),
  ...readTable('differences/yaml-suite.yaml').flatMap(({ cases }: { cases: readonly string[] }) =>
    suite.flatMap(({ id, text }) => (cases.includes(id) ? [text] : [])),
  ),
]);

/** A program that sends files to a function, and what it sent; or which file it refuses. */
interface Host {
  readonly name: string;
  /** Texts that the host itself changes before a function sees them. */
  readonly changes?: RegExp;
  send(workspace: Workspace, files: readonly string[]): { stream: string } | { refused: string | undefined };
}

const kpt: Host = {
  name: 'kpt',
  send(workspace) {
    workspace.write('Kptfile', 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: a\n');
    const { code, stderr } = workspace.run(find('kpt') ?? '', ['fn', 'eval', '--exec', 'tee ../stream']);
    return code === 0 ? { stream: workspace.read('../stream') } : { refused: fileIn(stderr) };
  },
};

const kustomize: Host = {
  name: 'kustomize',
  changes: /\x85/,
  send(workspace, files) {
    workspace.write('kustomization.yaml', `resources: [${files.join(', ')}]\ntransformers: [tee.yaml]\n`);
    workspace.write(
      'tee.yaml',
      `apiVersion: example.com/v1
kind: Tee
metadata:
  name: tee
  annotations:
    config.kubernetes.io/function: 'exec: {path: ./tee.sh}'
`,
    );
    workspace.write('tee.sh', '#!/bin/sh\nexec tee ../stream\n');
    chmodSync(join(workspace.package, 'tee.sh'), 0o755);
    const args = ['build', '--enable-alpha-plugins', '--enable-exec', '.'];
    const { code, stderr } = workspace.run(find('kustomize') ?? '', args);
    return code === 0 ? { stream: workspace.read('../stream') } : { refused: fileIn(stderr) };
  },
};

/** Not every refusal names the file. */
function fileIn(message: string): string | undefined {
  return /\bt\d+\.yaml\b/.exec(message)?.[0];
}

/** Sends the files in parts, each without those that the host refuses. */
function sendAll(host: Host, files: ReadonlyMap<string, string>): { streams: string[]; refused: Set<string> } {
  const refused = new Set<string>();
  const streams: string[] = [];
  const send = (part: readonly string[]): void => {
    if (part.length === 0) return;
    const workspace = new Workspace();
    for (const name of part) workspace.write(name, files.get(name) ?? '');
    const sent = host.send(workspace, part);
    workspace.end();
    if ('stream' in sent) streams.push(sent.stream);
    else if (part.length === 1 || sent.refused !== undefined) {
      const bad = sent.refused ?? part[0] ?? '';
      refused.add(bad);
      send(part.filter((name) => name !== bad));
    } else {
      send(part.slice(0, part.length / 2));
      send(part.slice(part.length / 2));
    }
  };
  const names = [...files.keys()];
  for (let start = 0; start < names.length; start += 40) send(names.slice(start, start + 40));
  return { streams, refused };
}

function readStream(stream: string) {
  const { list, findings } = readResourceList(Buffer.from(stream));
  if (list === undefined) throw new Error(findings.map(({ problem }) => problem).join('\n'));
  const written = list.items.map((item) => ({ item }));
  expect(collectText((sink) => writeResourceList(sink, list, written, []))).toBe(stream);
  return list.items.filter(({ identity }) => /^t\d+$/.test(identity.name));
}

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

function asDouble(text: string): string {
  return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029]/g, escapeUnit);
}

/** What sigs.k8s.io/yaml reads in each text; `undefined` where there is no Go. */
const judge = find('go') === undefined ? undefined : askGo;

function askGo(asked: readonly string[]): string[] {
  const workspace = new Workspace();
  const folder = join(__dirname, '..', 'conformance', 'go');
  const table = JSON.stringify([{ group: 'all', texts: asked }]).replace(/[\x7f-\x9f\u2028\u2029]/g, escapeUnit);
  workspace.write('table.json', table);
  const { code, stdout, stderr } = workspace.run('go', [
    '-C',
    folder,
    'run',
    '.',
    'documents',
    join(workspace.package, 'table.json'),
  ]);
  workspace.end();
  if (code !== 0) throw new Error(stderr);
  const answers: readonly { readonly value?: string }[] = JSON.parse(stdout);
  return answers.map(({ value }) => asGoWrites(value ?? 'refused'));
}

const escapeUnit = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

const head = (at: number) => `apiVersion: example.com/v1\nkind: Thing\nmetadata:\n  name: t${at}\n`;

describe.each([kpt, kustomize])('$name', (host) => {
  if (find(host.name) === undefined) {
    test.skip(`skipped, since there is no ${host.name} on this machine`, () => undefined);
    return;
  }

  test('sends any text in a form that is read as that text, and passes byte for byte', () => {
    const kept = texts.filter((text) => !host.changes?.test(text));
    const wanted = kept.map((text, at) => {
      const forms = { double: asDouble(text), single: quoteOnce(text), literal: asLiteral(text) };
      const known = Object.entries(forms).filter(([, form]) => form !== undefined);
      const data = known.map(([name, form]) => `  ${name}: ${form}\n`).join('');
      const list = `list:\n- ${forms.double}\n- ${forms.single ?? forms.double}\n`;
      const object = { data: Object.fromEntries(known.map(([name]) => [name, text])), list: [text, text] };
      return { name: `t${at}`, file: `${head(at)}data:\n${data}${list}`, object };
    });
    const { streams, refused } = sendAll(host, new Map(wanted.map(({ name, file }) => [`${name}.yaml`, file])));
    expect([...refused]).toEqual([]);
    const items = streams.flatMap(readStream);
    expect(items.filter(({ fault }) => fault)).toEqual([]);
    const read = new Map(items.map(({ object, identity }) => [identity.name, object]));
    expect(
      wanted.map(({ name }) => [name, { data: objectAt(read.get(name), 'data'), list: read.get(name)?.list }]),
    ).toEqual(wanted.map(({ name, object }) => [name, object]));
  });

  test('sends any document in a form that is read as Go reads it, and no file that it takes is refused', () => {
    const files = new Map(
      fragments.map((text, at) => [`t${at}.yaml`, `${head(at)}spec:\n${text.replace(/^(?=[^\n])/gm, '  ')}`]),
    );
    const { streams, refused } = sendAll(host, files);
    const items = streams.flatMap(readStream);
    expect(items.length).toBe(files.size - refused.size);
    expect(items.length).toBeGreaterThan(300);
    const isListed = (name: string) => listed.has(fragments[Number(name.slice(1))] ?? '');
    const faulty = items.filter(({ fault, identity }) => fault && !isListed(identity.name));
    // kpt passes them on as they are, and sigs.k8s.io/yaml refuses them too.
    const noJson = /\.(?:inf|nan)$|\b(?:null|v: \{~): x|&x ~\n *\*x:/im;
    expect(faulty.map(({ bytes }) => bytes.toString()).filter((text) => !noJson.test(text))).toEqual([]);
    const unread = [...files].filter(
      ([name, text]) => !refused.has(name) && readDocuments(Buffer.from(text), name).findings.length > 0,
    );
    const names = new Set(faulty.map(({ identity }) => `${identity.name}.yaml`));
    expect(unread.filter(([name]) => !names.has(name) && !isListed(name.replace('.yaml', '')))).toEqual([]);
    if (judge === undefined) return;
    const compared = items.filter(({ fault, identity }) => !fault && !isListed(identity.name));
    const theirs = judge(compared.map(({ bytes }) => bytes.toString()));
    expect(compared.map(({ object }) => writeInOrder([object]))).toEqual(theirs);
  });
});
