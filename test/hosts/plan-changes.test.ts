import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type OutputFolder, readOutputFolder } from '../../src/hosts/output-folder/folder';
import { planChanges } from '../../src/hosts/output-folder/plan-changes';
import { CopiedObject, type Written } from '../../src/krm/written';

/** Which files of an output folder are written, which go, and which stop the render. */
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-plan-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const OWNER = 'render-inventory/fleet';
const text = (name: string, owner = OWNER) =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${name}\n  namespace: team\n${
    owner === '' ? '' : `  annotations:\n    rollcall.dev/generated-by: ${owner}\n`
  }`;

function write(file: string, content: string): void {
  mkdirSync(dirname(join(folder, 'out', file)), { recursive: true });
  writeFileSync(join(folder, 'out', file), content);
}

const made = (name: string, kind = 'Secret', namespace = 'team'): Written => ({
  copyOf: new CopiedObject({ apiVersion: 'v1', kind }, name, {}, {}),
  namespace,
});

/** The item of an earlier render with this name. */
function earlier(read: OutputFolder, name: string): Written {
  const item = read.earlier.find(({ identity }) => identity.name === name);
  if (item === undefined) throw new Error(`there is no ${name}`);
  return { item };
}

interface Plan {
  readonly write?: string[];
  readonly remove?: string[];
  readonly unchanged?: number;
  readonly told?: string[];
}

function plan(make: (read: OutputFolder) => { generated: Written[]; passed?: Written[] }): Required<Plan> {
  const read = readOutputFolder(join(folder, 'out'));
  const { generated, passed = [] } = make(read);
  const { changes, findings } = planChanges(read, { generated, written: [...generated, ...passed] });
  const lines = findings.map(({ severity, code, problem }) => {
    const [file = ''] = /out\/[\w./-]+\w/.exec(problem) ?? [];
    return `${severity} ${code} ${file.slice('out/'.length)}`;
  });
  return {
    write: [...changes.write.keys()],
    remove: [...changes.remove],
    unchanged: changes.unchanged,
    told: lines,
  };
}

const NOTHING: Required<Plan> = { write: [], remove: [], unchanged: 0, told: [] };
const A = 'team/secret_a.yaml';
const B = 'team/secret_b.yaml';

test('a changed object is written to its file, which is not removed', () => {
  write(A, text('a'));
  expect(plan(() => ({ generated: [made('a')] }))).toEqual({ ...NOTHING, write: [A] });
});

test('a changed object leaves a file of another name', () => {
  write('renamed.yaml', text('a'));
  expect(plan(() => ({ generated: [made('a')] }))).toEqual({ ...NOTHING, write: [A], remove: ['renamed.yaml'] });
});

test('an unchanged object stays where it is', () => {
  write('renamed.yaml', text('a'));
  expect(plan((read) => ({ generated: [earlier(read, 'a')] }))).toEqual({ ...NOTHING, unchanged: 1 });
});

test('an object that is gone takes its file with it, once', () => {
  write('both.yaml', `${text('a')}---\n${text('b')}`);
  expect(plan(() => ({ generated: [] }))).toEqual({ ...NOTHING, remove: ['both.yaml'] });
});

test.each(['---\n', '---\n# a comment\n'])('a file with an object that stays is an error (%j)', (between) => {
  write('both.yaml', `${text('a')}${between}${text('b')}`);
  const kept = plan((read) => ({ generated: [], passed: [earlier(read, 'b')] }));
  expect(kept).toMatchObject({ told: ['error RC506 both.yaml'] });
});

test('a file of its name that holds an object of another owner, too, is an error', () => {
  write(A, `${text('a')}---\n${text('b', 'render-inventory/other')}`);
  const { told: lines } = plan((read) => ({ generated: [made('a')], passed: [earlier(read, 'b')] }));
  expect(lines).toEqual(['error RC506 team/secret_a.yaml', 'error RC505 team/secret_a.yaml']);
});

test.each([
  ['without a mark', text('a', '')],
  ['with an object without a mark, too', `${text('x')}---\n${text('y', '')}`],
  ['that is no YAML', 'a: "'],
])('a file in the way %s is an error', (_rule, content) => {
  write(A, content);
  const { told: lines } = plan(({ earlier: passed }) => ({
    generated: [made('a')],
    passed: passed.map((item) => ({ item })),
  }));
  expect(lines).toContain('error RC505 team/secret_a.yaml');
});

test('the files of others are no changes', () => {
  write('other.yaml', text('x', 'render-inventory/other'));
  write('people.yaml', text('y', ''));
  expect(plan(({ earlier: passed }) => ({ generated: [], passed: passed.map((item) => ({ item })) }))).toEqual(NOTHING);
});

test('a person’s objects are never what an earlier render made', () => {
  write('people.yaml', text('y', ''));
  write('both.yaml', `${text('x')}---\n${text('y', '')}`);
  const { remove, told: lines } = plan(() => ({ generated: [] }));
  expect(remove).not.toContain('people.yaml');
  expect(lines).toEqual(['error RC506 both.yaml']);
});

test('files are named as kpt names them, with the group where two would meet', () => {
  const widget = (group: string, name: string, namespace: string): Written => ({
    copyOf: new CopiedObject({ apiVersion: `${group}/v1`, kind: 'Widget' }, name, {}, {}),
    namespace,
  });
  const generated = [widget('a.example', 'one', 't'), widget('b.example', 'one', 't'), widget('a.example', 'two', '')];
  expect(plan(() => ({ generated }))).toEqual({
    ...NOTHING,
    write: ['t/widget.a.example_one.yaml', 't/widget.b.example_one.yaml', 'widget_two.yaml'],
  });
  const twice = plan(() => ({ generated: [widget('a.example', 'one', 't'), widget('a.example', 'one', 't')] }));
  expect(twice.told).toHaveLength(1);
});

test('a file holds the object', () => {
  const read = readOutputFolder(join(folder, 'out'));
  const { changes } = planChanges(read, { generated: [made('a')], written: [made('a')] });
  expect(changes.write.get(A)?.text).toBe('apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n  namespace: team\n');
});

test('files with credentials are private, others can be read', () => {
  const read = readOutputFolder(join(folder, 'out'));
  const generated = [made('a'), made('b', 'SveltosCluster')];
  const { changes } = planChanges(read, { generated, written: generated });
  expect([...changes.write].map(([file, { mode }]) => `${file} ${mode.toString(8)}`)).toEqual([
    `${A} 600`,
    'team/sveltoscluster_b.yaml 644',
  ]);
});

test('a folder that is a link inside is followed, one that leads out is an error', () => {
  mkdirSync(join(folder, 'out', 'real'), { recursive: true });
  mkdirSync(join(folder, 'elsewhere'));
  symlinkSync('real', join(folder, 'out', 'team'));
  symlinkSync('../elsewhere', join(folder, 'out', 'away'));
  expect(plan(() => ({ generated: [made('a')] }))).toEqual({ ...NOTHING, write: ['real/secret_a.yaml'] });
  const away = plan(() => ({ generated: [made('a', 'Secret', 'away')] }));
  expect(away.write).toEqual([]);
  expect(away.told).toHaveLength(1);
});

test('two changed objects exchange their files', () => {
  write(A, text('b'));
  write(B, text('a'));
  expect(plan(() => ({ generated: [made('a'), made('b')] }))).toEqual({ ...NOTHING, write: [A, B] });
});
