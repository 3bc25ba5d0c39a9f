import { spawnSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Attack, expectAll } from './attack';
import { clusterOf, document, documents, FLEET, secretOf } from './fleet';

/** Whoever writes a file has it read otherwise than people read it, or in another place than it seems to be. */

const c = documents(clusterOf('c'), secretOf('c'));
const yaml = `apiVersion: cluster.x-k8s.io/v1beta1
kind: Cluster
metadata:
  name: a
  namespace: mgmt
  labels:
    clusterprofile-name: a
`;
const secret = document(secretOf('a'));
/** The victim's cluster a, as its file would then be. */
const a = (what: string, wants: string, content: string | Uint8Array): Attack => ({
  what,
  wants,
  files: { 'fleet/a.yaml': content },
});
const utf16 = (text: string, isBig: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
};

test('a file is read whole and as it is, or is an error', async () => {
  await expectAll(FLEET, [
    a('UTF-16, little end first', 'RC562', utf16(`${yaml}---\n${secret}`, false)),
    a('UTF-16, big end first', 'RC562', utf16(`${yaml}---\n${secret}`, true)),
    a('Latin-1', 'RC562', Buffer.from(`# caf\u00e9\n${yaml}---\n${secret}`, 'latin1')),
    a('compressed', 'RC562', Buffer.from('1f8b0800000000000003', 'hex')),
    a('NUL at its end', 'RC102', `${yaml}---\n${secret}\0`),
    a('lines that end with CR LF', 'harmless', `${yaml}---\n${secret}`.replaceAll('\n', '\r\n')),
    a('lines that end with CR', 'RC102', `${yaml}---\n${secret}`.replaceAll('\n', '\r')),
    a('a separator with a comment', 'harmless', `${yaml}--- # next\n${secret}`),
    a('a separator with a tab', 'RC102', `${yaml}---\t\n${secret}`),
    a('a separator that is indented', 'RC102', `${yaml} ---\n${secret}`),
    a('a separator of four dashes', 'RC102', `${yaml}----\n${secret}`),
    a('a separator of other dashes', 'RC102', `${yaml}\u2014\u2014\u2014\n${secret}`),
    a('a separator after a line separator', 'RC102', `${yaml.trimEnd()}\u2028---\u2028${secret}`),
    a('a separator after a next line', 'RC102', `${yaml.trimEnd()}\u0085---\u0085${secret}`),
    a('an end of document', 'harmless', `${yaml}...\n---\n${secret}`),
    a('text behind an end of document', 'RC102', `${yaml}...\n${secret.replace('{', 'x: {')}`),
    a('a directive', 'harmless', `%YAML 1.1\n---\n${yaml}---\n${secret}`),
    a('a tag', 'RC503', `!!str ${JSON.stringify(yaml)}\n---\n${secret}`),
    a('an object in a block scalar', 'RC113', `kind: |\n${yaml.replace(/^/gm, '  ')}\n---\n${secret}`),
    a('a byte order mark in the middle', 'harmless', `${yaml}---\n\ufeff${secret}`),
    a('one object behind another without a separator', 'RC102', yaml + yaml),
    a('a name that is repeated', 'RC102', yaml.replace('  name: a\n', '  name: z\n  name: a\n')),
    a(
      'a name behind an alias',
      'harmless',
      `${yaml.replace('name: a\n', 'name: &a a\n').replace('profile-name: a', 'profile-name: *a')}---\n${secret}`,
    ),
    a(
      'aliases without end',
      'RC102',
      `a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]\ng: [*f, *f, *f, *f, *f, *f, *f, *f, *f]\n${yaml}`,
    ),
    a('an alias of itself', 'RC102', `${yaml}x: &x [*x]\n`),
    a('nested without end', 'RC102', `${yaml}x: ${'['.repeat(50_000)}`),
    {
      what: 'a file of JSON lines',
      wants: 'RC102',
      files: { 'fleet/a.json': document(clusterOf('a')) + secret, 'fleet/a.yaml': '# moved\n' },
    },
    { what: 'capital letters in its extension', wants: 'warning RC461', files: { 'fleet/a.YAML': c } },
    {
      what: 'a name with a line break and terminal codes',
      wants: 'harmless',
      files: { 'fleet/\u001b[2J\nerror RC000.yaml': c },
    },
    { what: 'a name that ends the direction of text', wants: 'RC102', files: { 'fleet/\u202elmay.yaml': 'a: b: c' } },
    {
      what: 'a file hidden by .krmignore with a pattern for everything',
      wants: 'RC504',
      files: { 'fleet/.krmignore': '*\n' },
    },
    {
      what: '.krmignore that is a FIFO',
      wants: 'harmless',
      prepare: (folder) => void spawnSync('mkfifo', [join(folder, 'fleet/.krmignore')]),
    },
    {
      what: 'rollcall.yaml that is a FIFO',
      wants: 'RC514',
      prepare: (folder) =>
        void spawnSync('bash', ['-c', 'rm fleet/rollcall.yaml; mkfifo fleet/rollcall.yaml'], { cwd: folder }),
    },
    {
      what: 'roll.yaml that is a FIFO',
      wants: 'RC514',
      prepare: (folder) => void spawnSync('mkfifo', [join(folder, 'fleet/roll.yaml')]),
    },
    {
      what: 'a directory named like a file',
      wants: 'harmless',
      prepare: (folder) => mkdirSync(join(folder, 'fleet/x.yaml')),
    },
  ]);
}, 600_000);

/** The victim's cluster has moved, so that the render writes to its file. */
const moved = { 'fleet/c.yaml': c };
const prepared = (what: string, wants: string, prepare: (folder: string) => void, files = moved): Attack => ({
  what,
  wants,
  files,
  prepare,
});
const journal = (folder: string, steps: object[], folders: string[] = []) => {
  mkdirSync(join(folder, 'out/.rollcall'), { mode: 0o700 });
  writeFileSync(join(folder, 'out/.rollcall/old-0'), 'planted');
  writeFileSync(join(folder, 'out/.rollcall/journal'), JSON.stringify({ folders, steps }));
};
const C = 'out/team/secret_default-c-kubeconfig.yaml';

test('an output folder leads nowhere else', async () => {
  await expectAll(FLEET, [
    prepared('a place of its own that is a link to a file', 'RC502', (folder) =>
      symlinkSync('../../fleet/a.yaml', join(folder, C)),
    ),
    prepared('a place of its own that is a link to nothing', 'RC502', (folder) =>
      symlinkSync('/nowhere/x', join(folder, C)),
    ),
    prepared('a place of its own that is a directory', 'RC505', (folder) => mkdirSync(join(folder, C))),
    prepared('a place of its own that is a FIFO', 'RC514', (folder) => void spawnSync('mkfifo', [join(folder, C)])),
    prepared('a file that is hidden from Git and ours', 'RC505', (folder) =>
      writeFileSync(join(folder, C), 'mine: true\n'),
    ),
    prepared('a hard link to a file outside', 'RC505', (folder) =>
      linkSync(join(folder, 'fleet/team.yaml'), join(folder, C)),
    ),
    prepared('a folder that leads to the input', 'RC511', (folder) => {
      spawnSync('bash', ['-c', 'rm -r out/team; ln -s ../fleet out/team; echo team > out/.krmignore'], { cwd: folder });
    }),
    prepared('a folder that is read only', 'harmless', (folder) => chmodSync(join(folder, 'out/team'), 0o755)),
    ...[
      ['upwards', '../fleet/a.yaml'],
      ['absolute', '/etc/hosts'],
      ['upwards from inside', 'team/../../fleet/a.yaml'],
      ['the folder itself', '.'],
      ['nothing', ''],
    ].map(([what = '', path]) =>
      prepared(
        `a journal that leads ${what}`,
        'harmless',
        (folder) => journal(folder, [{ path, replaces: true, draft: '1' }], [path ?? '']),
        moved,
      ),
    ),
    prepared('a journal that leads through a link', 'harmless', (folder) => {
      writeFileSync(join(folder, 'out/.krmignore'), 'away\n');
      symlinkSync('../fleet', join(folder, 'out/away'));
      journal(folder, [{ path: 'away/a.yaml', replaces: true }]);
    }),
    prepared('a journal of a prototype', 'harmless', (folder) =>
      journal(folder, [{ path: '__proto__', replaces: false, draft: '1' }]),
    ),
    prepared('a journal of a path with NUL', 'RC540', (folder) => journal(folder, [{ path: 'x\0', replaces: true }])),
    prepared('a journal whose steps are a map', 'RC540', (folder) => {
      mkdirSync(join(folder, 'out/.rollcall'), { mode: 0o700 });
      writeFileSync(join(folder, 'out/.rollcall/journal'), '{"folders":[],"steps":{"length":1}}');
    }),
    prepared('a journal nested without end', 'RC540', (folder) => {
      mkdirSync(join(folder, 'out/.rollcall'), { mode: 0o700 });
      writeFileSync(join(folder, 'out/.rollcall/journal'), '['.repeat(200_000));
    }),
  ]);
}, 600_000);
