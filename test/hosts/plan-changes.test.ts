import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type OutputFolder, readOutputFolder } from '../../src/hosts/output-folder/folder';
import { planChanges } from '../../src/hosts/output-folder/plan-changes';
import type { Encryption } from '../../src/hosts/sops/encryption';
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

function plan(
  make: (read: OutputFolder) => { generated: Written[]; passed?: Written[] },
  encryption?: Encryption,
): Required<Plan> {
  const read = readOutputFolder(join(folder, 'out'), [], encryption);
  const { generated, passed = [] } = make(read);
  const { changes, findings } = planChanges(read, { generated, written: [...generated, ...passed] }, encryption);
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

test('two cluster-scoped objects of one name would have one file', () => {
  const widget = (): Written => ({
    copyOf: new CopiedObject({ apiVersion: 'a.example/v1', kind: 'Widget' }, 'one', {}, {}),
    namespace: '',
  });
  const { findings } = planChanges(readOutputFolder(join(folder, 'out')), {
    generated: [widget(), widget()],
    written: [],
  });
  expect(findings.map(({ problem }) => problem)).toEqual([
    expect.stringMatching(/^widget\.a\.example_one\.yaml would/),
  ]);
});

test('a name that no file can have is a defect, not a file that is there', () => {
  expect(() => plan(() => ({ generated: [made('a\0')] }))).toThrow('null bytes');
});

test('only a Secret of Kubernetes itself is private', () => {
  const generated: Written[] = [
    { copyOf: new CopiedObject({ apiVersion: 'a.example/v1', kind: 'Secret' }, 'a', {}, {}), namespace: 'team' },
  ];
  const { changes } = planChanges(readOutputFolder(join(folder, 'out')), { generated, written: generated });
  expect([...changes.write.values()].map(({ mode }) => mode)).toEqual([0o644]);
});

describe('what cannot be read', () => {
  const found = () => readOutputFolder(join(folder, 'out')).findings.map(({ severity, code }) => `${severity} ${code}`);

  test('is nobody’s business without a mark', () => {
    write('a.yaml', 'a: "');
    expect(found()).toEqual([]);
  });

  test('is an error where a mark of Rollcall is in it', () => {
    write('a.yaml', `${text('a')}b: "`);
    expect(found()).toEqual(['error RC102']);
  });
});

describe('encrypted files', () => {
  const sealed = (name: string) => `${text(name)}sops:\n  mac: ENC[x]\n`;
  /** Its cipher is a line at the end. */
  const encryption: Encryption = {
    open: (path, bytes) => {
      if (path.endsWith('broken.yaml')) return { finding: { ...finding, problem: 'out/broken.yaml' } };
      const plain = bytes.toString().replace(/^sops:\n.*\n/m, '');
      return { bytes: plain.length === bytes.length ? bytes : Buffer.from(plain) };
    },
    seal: (file, name, plain) =>
      file.includes('refused')
        ? { finding: { ...finding, problem: name.slice(name.indexOf('out/')) } }
        : { text: `${plain}sops:\n  mac: ENC[x]\n` },
  };
  const [finding] = [{ code: 'RC790' as const, severity: 'error' as const, problem: '', remedy: '' }];

  test('are an error that names them, without the way to encrypt', () => {
    write(A, sealed('a'));
    write(B, sealed('b'));
    write('people.yaml', sealed('y').replace(/ {2}annotations:\n.*\n/, ''));
    write('plain.yaml', text('plain'));
    const { findings, earlier: items } = readOutputFolder(join(folder, 'out'));
    expect(findings.map(({ code, problem }) => [code, problem.match(/secret_[ab]|people|plain\.yaml/g)])).toEqual([
      ['RC791', ['secret_a', 'secret_b']],
    ]);
    expect(items.map(({ identity }) => identity.name)).toEqual(['plain']);
  });

  test('a file with an object that is not encrypted beside one that is, is encrypted', () => {
    write(A, `${text('b')}---\n${sealed('a')}`);
    expect(readOutputFolder(join(folder, 'out')).findings.map(({ code }) => code)).toEqual(['RC791']);
  });

  test('are those that say so: a cipher alone is none', () => {
    write(A, text('a').replace('name: a\n', 'name: a\n  labels: {sops: "ENC[x]"}\n'));
    expect(readOutputFolder(join(folder, 'out')).findings).toEqual([]);
  });

  test('stay where their plain text is the same', () => {
    write(A, sealed('a'));
    expect(plan((read) => ({ generated: [earlier(read, 'a')] }), encryption)).toEqual({ ...NOTHING, unchanged: 1 });
  });

  test('take the place of plain ones, and hold ciphers', () => {
    write(A, text('a'));
    write('team/sveltoscluster_b.yaml', text('b').replace('Secret', 'SveltosCluster'));
    const make = (read: OutputFolder) => ({ generated: [earlier(read, 'a'), earlier(read, 'b')] });
    expect(plan(make, encryption)).toEqual({ ...NOTHING, write: [A], unchanged: 1 });
    const read = readOutputFolder(join(folder, 'out'), [], encryption);
    const { changes } = planChanges(
      read,
      { generated: make(read).generated, written: make(read).generated },
      encryption,
    );
    expect(changes.write.get(A)?.text).toBe(sealed('a'));
  });

  test('hold Secrets alone', () => {
    const read = readOutputFolder(join(folder, 'out'), [], encryption);
    const generated = [made('a'), made('b', 'SveltosCluster')];
    const { changes } = planChanges(read, { generated, written: generated }, encryption);
    expect([...changes.write].map(([file, { text }]) => [file, text.includes('ENC[')])).toEqual([
      [A, true],
      ['team/sveltoscluster_b.yaml', false],
    ]);
  });

  test('what cannot be encrypted or read is an error, and is not written', () => {
    write('broken.yaml', sealed('x'));
    const refused = plan(() => ({ generated: [made('refused')] }), encryption);
    expect(refused).toEqual({ ...NOTHING, told: ['error RC790 team/secret_refused.yaml'] });
    const read = readOutputFolder(join(folder, 'out'), [], encryption);
    expect(read.findings.map(({ problem }) => problem)).toEqual(['out/broken.yaml']);
    expect(read.earlier).toEqual([]);
  });
});
