import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Finding } from '../../src/diagnostics/finding';
import { READABLE, writeNewFile } from '../../src/hosts/disk';
import { applyChanges, recoverFolder, recoverHome } from '../../src/hosts/output-folder/apply-changes';
import { findChanged, readOutputFolder } from '../../src/hosts/output-folder/folder';
import {
  draftOf,
  hasJournal,
  type Journal,
  makeFolders,
  parseJournal,
  type Step,
  takeStep,
  undo,
  writeJournal,
} from '../../src/hosts/output-folder/journal';
import { giveBack, isHeld, takeLock } from '../../src/hosts/output-folder/lock';
import { openWorkshop } from '../../src/hosts/output-folder/staging';
import { removeStaleDrafts } from '../../src/hosts/output-folder/stale-drafts';
import { writeOneFile } from '../../src/hosts/output-folder/write-one-file';

/** The steps by which an output folder changes, one by one: whose lock counts, and how each step is undone. */
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-steps-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (...path: string[]) => join(folder, ...path);
const never = async () => {};

function write(path: string, content: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), content);
}

/** Every file and folder below, with what it holds. */
function tree(path = 'out'): Record<string, string> {
  const names = readdirSync(at(path), { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    names.map((name) => [name, lstatSync(at(path, name)).isFile() ? readFileSync(at(path, name), 'utf8') : '/']),
  );
}

const codes = (findings: readonly Finding[]) => findings.map(({ severity, code }) => `${severity} ${code}`);

describe('whose lock counts', () => {
  const hasProc = existsSync('/proc/self/stat');
  const here = {
    host: hostname(),
    boot: hasProc ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() : '',
    processes: hasProc ? readlinkSync('/proc/self/ns/pid') : '',
  };
  const gone = 2 ** 22 - 1;
  const mine = process.pid;
  const started = () => {
    takeLock(folder);
    const { started: ours } = JSON.parse(readFileSync(at('lock'), 'utf8'));
    rmSync(at('lock'));
    return ours;
  };

  test.each([
    ['of a process that lives', () => ({ pid: mine, started: started(), ...here }), mine],
    ['of one that lives, whose start nobody knows', () => ({ pid: mine, started: '', ...here }), mine],
    ['of one that is gone', () => ({ pid: gone, started: '1', ...here }), undefined],
    ['of one that is gone, whose start nobody knows', () => ({ pid: gone, started: '', ...here }), undefined],
    ['of an earlier process of the same number', () => ({ pid: mine, started: '1', ...here }), undefined],
    ['of another machine', () => ({ pid: gone, started: '1', ...here, host: 'elsewhere' }), gone],
    [
      'of this machine before it started anew',
      () => ({ pid: mine, started: started(), ...here, boot: 'x' }),
      undefined,
    ],
    ['of another container', () => ({ pid: gone, started: '1', ...here, processes: 'pid:[1]' }), gone],
    ['without a process', () => ({ ...here }), 0],
    ['of no process', () => ({ pid: 0, started: '', ...here }), 0],
    ['of half a process', () => ({ pid: 1.5, started: '', ...here }), 0],
  ])('one %s', (_whose, holder, heldBy) => {
    const text = JSON.stringify(holder());
    write('lock', text);
    const lock = takeLock(folder);
    expect(readdirSync(folder)).toEqual(['lock']);
    if (heldBy !== undefined) {
      expect({ lock, text: readFileSync(at('lock'), 'utf8') }).toEqual({ lock: { heldBy }, text });
      return;
    }
    expect(JSON.parse(readFileSync(at('lock'), 'utf8'))).toEqual({ pid: mine, started: expect.any(String), ...here });
    expect(statSync(at('lock')).mode & 0o777).toBe(0o600);
  });

  test.each(['', '{', 'null', '[]'])('one that cannot be read is somebody’s: %j', (text) => {
    write('lock', text);
    expect(takeLock(folder)).toEqual({ heldBy: 0 });
    expect(tree('.')).toEqual({ lock: text });
  });

  test('is given back by its holder alone', () => {
    const lock = takeLock(folder);
    if ('heldBy' in lock) throw new Error('it is held');
    expect(takeLock(folder)).toEqual({ heldBy: mine });
    expect(isHeld(lock)).toBe(true);
    giveBack(lock);
    expect({ held: isHeld(lock), left: readdirSync(folder) }).toEqual({ held: false, left: [] });
    write('lock', 'another');
    giveBack(lock);
    expect(tree('.')).toEqual({ lock: 'another' });
  });
});

describe('a journal', () => {
  const journal: Journal = {
    folders: ['new', 'new/deep'],
    steps: [
      { path: 'a', draft: '7', replaces: true },
      { path: 'b', draft: undefined, replaces: true },
    ],
  };

  test('is read as it was written, for its owner alone', () => {
    expect(hasJournal(folder)).toBe(false);
    writeJournal(folder, journal);
    expect(readdirSync(folder)).toEqual(['journal']);
    expect(hasJournal(folder)).toBe(true);
    expect(statSync(at('journal')).mode & 0o777).toBe(0o600);
    expect(parseJournal(readFileSync(at('journal'), 'utf8'))).toEqual(journal);
  });

  const step = { path: 'a', replaces: true };
  test.each([
    ['nothing', ''],
    ['half of one', '{"folders":['],
    ['no map', 'null'],
    ['a list', '[]'],
    ['no folders', { steps: [] }],
    ['folders that are no list', { folders: 'a', steps: [] }],
    ['no steps', { folders: [] }],
    ['a folder that is no text', { folders: [1], steps: [] }],
    ['a folder of no possible name', { folders: ['a', 'b\0'], steps: [] }],
    ['a step that is no map', { folders: [], steps: [step, null] }],
    ['a path that is no text', { folders: [], steps: [{ ...step, path: 1 }] }],
    ['a path of no possible name', { folders: [], steps: [{ ...step, path: 'a\0' }] }],
    ['a step that does not say whether it replaces', { folders: [], steps: [{ path: 'a' }] }],
  ])('is none: %s', (_what, value) => {
    expect(parseJournal(typeof value === 'string' ? value : JSON.stringify(value))).toBeUndefined();
  });

  test('may give a draft that is no text: then there is none', () => {
    expect(parseJournal(JSON.stringify({ folders: [], steps: [{ ...step, draft: 1 }] }))?.steps).toEqual([
      { ...step, draft: undefined },
    ]);
  });
});

describe('changes are undone from wherever they have come to', () => {
  /** One file is replaced, one is new in a new folder, one goes. */
  function prepare(): { journal: Journal; staging: string } {
    for (const [path, content] of [
      ['out/changed', 'old'],
      ['out/gone', 'gone'],
      ['out/team/other', 'other'],
    ] as const)
      write(path, content);
    const staging = at('staging');
    mkdirSync(staging);
    const drafts = ['changed', 'new/deep/fresh'].map((path, number): Step => {
      const draft = String(writeNewFile(draftOf(staging, number), 'new', READABLE));
      return { path, draft, replaces: path === 'changed' };
    });
    const journal = { folders: ['new', 'new/deep'], steps: [...drafts, { path: 'gone', replaces: true }] };
    writeJournal(staging, journal);
    return { journal, staging };
  }

  test.each([-1, 0, 1, 2, 3])('%i steps', (taken) => {
    const { journal, staging } = prepare();
    const before = tree();
    if (taken >= 0) makeFolders(at('out'), journal);
    for (const [number, step] of journal.steps.slice(0, Math.max(taken, 0)).entries())
      takeStep(at('out'), staging, step, number);
    if (taken === 3) {
      const after = { changed: 'new', new: '/', 'new/deep': '/', 'new/deep/fresh': 'new', team: '/' };
      expect(tree()).toEqual({ ...after, 'team/other': 'other' });
      expect(statSync(at('out/new/deep')).mode & 0o777).toBe(0o755);
    }
    undo(at('out'), staging, journal);
    expect(tree()).toEqual(before);
    undo(at('out'), staging, journal);
    expect(tree()).toEqual(before);
  });

  test('what somebody else has put there stays', () => {
    const { journal, staging } = prepare();
    makeFolders(at('out'), journal);
    write('out/new/deep/fresh', 'somebody’s');
    undo(at('out'), staging, journal);
    expect(tree()).toMatchObject({ 'new/deep/fresh': 'somebody’s', changed: 'old', gone: 'gone' });
  });

  test('a journal that leads out of the folder touches nothing there', () => {
    write('victim', 'x');
    mkdirSync(at('elsewhere'));
    write('out/a', 'a');
    write('staging/old-0', 'planted');
    write('staging/old-1', 'planted');
    write('staging/old-2', 'planted');
    symlinkSync('../elsewhere', at('out/link'));
    const inode = String(lstatSync(at('victim'), { bigint: true }).ino);
    const steps = [
      { path: '../victim', replaces: true },
      { path: '.', replaces: true },
      { path: 'link/file', replaces: true },
      { path: '../victim', replaces: false, draft: inode },
      { path: 'missing/file', replaces: true },
    ];
    undo(at('out'), at('staging'), { folders: ['../elsewhere', 'link/.'], steps });
    expect(tree('.')).toMatchObject({ victim: 'x', elsewhere: '/', 'out/a': 'a', 'staging/old-0': 'planted' });
    expect(readdirSync(at('elsewhere'))).toEqual([]);
  });
});

describe('what an earlier render left', () => {
  /** A render that was killed when it had replaced its file. */
  function leave(out: string): void {
    write(`${out}/a`, 'new');
    write(`${out}/.rollcall/old-0`, 'old');
    write(`${out}/.rollcall/new-1`, 'token');
    chmodSync(at(out, '.rollcall'), 0o700);
    writeJournal(at(out, '.rollcall'), { folders: [], steps: [{ path: 'a', draft: '1', replaces: true }] });
  }

  test.each([
    ['the output folder', recoverFolder],
    ['the folder of the Roll', recoverHome],
  ])('is undone in %s', async (_which, recover) => {
    leave('out');
    expect(codes(await recover(at('out')))).toEqual(['info RC537']);
    expect(tree()).toEqual({ a: 'old' });
    expect(await recover(at('out'))).toEqual([]);
  });

  test('without a journal, only drafts go', async () => {
    leave('out');
    rmSync(at('out/.rollcall/journal'));
    expect(await recoverFolder(at('out'))).toEqual([]);
    expect(tree()).toEqual({ a: 'new' });
  });

  test('stays where its journal cannot be read, and nobody keeps the lock', async () => {
    leave('out');
    writeFileSync(at('out/.rollcall/journal'), '{');
    expect(codes(await recoverFolder(at('out')))).toEqual(['error RC540']);
    expect(tree()).toMatchObject({ a: 'new', '.rollcall/old-0': 'old', '.rollcall/new-1': 'token' });
    expect(existsSync(at('out/.rollcall/lock'))).toBe(false);
  });

  test.each([0o710, 0o701, 0o755])('is no render’s with the mode %o', async (mode) => {
    leave('out');
    chmodSync(at('out/.rollcall'), mode);
    const before = tree();
    expect(codes(await recoverFolder(at('out')))).toEqual(['error RC536']);
    expect(await recoverHome(at('out'))).toEqual([]);
    expect(tree()).toEqual(before);
  });

  test.each([
    ['a file', () => write('out/.rollcall', 'x')],
    [
      'a link',
      () => {
        mkdirSync(at('elsewhere'), { mode: 0o700 });
        mkdirSync(at('out'));
        symlinkSync('../elsewhere', at('out/.rollcall'));
      },
    ],
  ])('is no render’s where it is %s', async (_what, make) => {
    make();
    expect(codes(await recoverFolder(at('out')))).toEqual(['error RC536']);
    expect(await recoverHome(at('out'))).toEqual([]);
  });

  test('a folder that is not there holds nothing', async () => {
    expect(await recoverFolder(at('out'))).toEqual([]);
    expect(await recoverHome(at('out'))).toEqual([]);
    expect(existsSync(at('out'))).toBe(false);
  });

  const draft = '.rollcall-01234567-89ab-cdef-0123-456789abcdef.tmp';
  const drafts = [draft, `team/${draft}`, `.git/${draft}`, `node_modules/${draft}`, `team/x${draft}`, `team/${draft}x`];
  test.each([
    ['deep', true, drafts.slice(0, 2)],
    ['in the folder alone', false, drafts.slice(0, 1)],
  ])('drafts of an earlier version go, %s', (_how, isDeep, removed) => {
    for (const file of drafts) write(`out/${file}`, 'token');
    mkdirSync(at('out/deep', draft), { recursive: true });
    const findings = removeStaleDrafts(at('out'), { isDeep });
    expect(codes(findings)).toEqual(['warning RC542']);
    for (const file of drafts) expect([file, existsSync(at('out', file))]).toEqual([file, !removed.includes(file)]);
    expect(existsSync(at('out/deep', draft))).toBe(true);
    for (const file of removed) expect(findings[0]?.problem).toContain(at('out', file));
    expect(removeStaleDrafts(at('out'), { isDeep })).toEqual([]);
    expect(removeStaleDrafts(at('missing'), { isDeep })).toEqual([]);
  });
});

describe('the folder for drafts', () => {
  test('is its owner’s alone and hidden from Git, and the folders above it are made', async () => {
    const opened = await openWorkshop(at('deep/er/out'), 'out', never);
    if ('finding' in opened) throw new Error(opened.finding.problem);
    const { staging, made } = opened.workshop;
    expect(made).toEqual([at('deep'), at('deep/er'), at('deep/er/out')]);
    expect(made.map((path) => statSync(path).mode & 0o777)).toEqual([0o755, 0o755, 0o755]);
    expect(statSync(staging).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(staging, '.gitignore'), 'utf8')).toBe('*\n');
    expect(readdirSync(staging).sort()).toEqual(['.gitignore', 'lock']);
  });

  test.each([
    ['a part of its path is a file', 'file/out'],
    ['its name is too long', `deep/${'x'.repeat(300)}`],
  ])('where it cannot be made, nothing stays: %s', async (_why, path) => {
    write('file', 'x');
    const opened = await openWorkshop(at(path), 'out', never);
    expect('finding' in opened && [opened.finding]).toMatchObject([{ code: 'RC507' }]);
    expect(tree('.')).toEqual({ file: 'x' });
  });
});

describe('an output folder that changes', () => {
  const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n  namespace: team\n';
  const draft = { text: 'new', mode: 0o600 };

  test.each<[string, () => void, string | undefined]>([
    ['nothing', () => {}, undefined],
    ['a file that comes', () => write('out/new.yaml', SECRET), 'new.yaml'],
    ['a file that goes', () => rmSync(at('out/team/a.yaml')), 'team/a.yaml'],
    ['a file that is written', () => write('out/team/a.yaml', `${SECRET}# more\n`), 'team/a.yaml'],
    ['a file that is written at another time', () => utimesSync(at('out/team/a.yaml'), 1, 1), 'team/a.yaml'],
    ['a file that nobody reads', () => write('out/README.md', 'x'), undefined],
  ])('is compared with what was read: %s', async (_what, change, changed) => {
    write('out/team/a.yaml', SECRET);
    const read = readOutputFolder(at('out'));
    change();
    expect(findChanged(read)).toBe(changed);
    const findings = await applyChanges(read, { write: new Map([['b.yaml', draft]]), remove: [], unchanged: 0 });
    expect(codes(findings)).toEqual(changed === undefined ? [] : ['error RC538']);
    if (changed !== undefined) expect(findings[0]?.problem).toContain(at('out', changed));
    expect(existsSync(at('out/b.yaml'))).toBe(changed === undefined);
    expect(existsSync(at('out/.rollcall'))).toBe(false);
  });

  test('without a change is not touched', async () => {
    const read = readOutputFolder(at('out'));
    expect(await applyChanges(read, { write: new Map(), remove: [], unchanged: 1 })).toEqual([]);
    expect(existsSync(at('out'))).toBe(false);
  });

  test('is put back where a file cannot be written, and the folders that were made go', async () => {
    write('out/a.yaml', SECRET);
    write('out/file', 'x');
    const read = readOutputFolder(at('out'));
    const changes = new Map([
      ['a.yaml', draft],
      ['new/b.yaml', draft],
      ['file/c.yaml', draft],
    ]);
    const findings = await applyChanges(read, { write: changes, remove: [], unchanged: 0 });
    expect(codes(findings)).toEqual(['error RC507']);
    expect(findings[0]?.problem).toContain(at('out', 'file/c.yaml'));
    expect(tree()).toEqual({ 'a.yaml': SECRET, file: 'x' });
  });

  test('is put back where a file that is to go has gone', async () => {
    write('out/a.yaml', SECRET);
    const read = readOutputFolder(at('out'));
    const changes = {
      write: new Map([
        ['a.yaml', draft],
        ['new/b.yaml', draft],
      ]),
      remove: ['x/y.txt'],
      unchanged: 0,
    };
    const findings = await applyChanges(read, changes);
    expect(findings.map(({ code, problem }) => [code, problem])).toEqual([
      ['RC507', `${at('out', 'x/y.txt')} cannot be written: it does not exist.`],
    ]);
    expect(tree()).toEqual({ 'a.yaml': SECRET });
  });

  test('gets all its changes, with their modes', async () => {
    write('out/a.yaml', SECRET);
    write('out/b.yaml', SECRET.replace('name: a', 'name: b'));
    const read = readOutputFolder(at('out'));
    const changes = new Map([
      ['a.yaml', draft],
      ...['new/deep/c.yaml', 'new/d.yaml'].map((file) => [file, draft] as const),
    ]);
    expect(await applyChanges(read, { write: changes, remove: ['b.yaml'], unchanged: 0 })).toEqual([]);
    const made = { new: '/', 'new/d.yaml': 'new', 'new/deep': '/', 'new/deep/c.yaml': 'new' };
    expect(tree()).toEqual({ 'a.yaml': 'new', ...made });
    expect(['a.yaml', 'new/d.yaml', 'new'].map((path) => statSync(at('out', path)).mode & 0o777)).toEqual([
      0o600, 0o600, 0o755,
    ]);
  });
});

describe('one file', () => {
  test('is written whole, with a mode that others can read', async () => {
    expect(await writeOneFile(at('deep/roll.yaml'), () => 'text')).toEqual([]);
    expect(tree('deep')).toEqual({ 'roll.yaml': 'text' });
    expect(statSync(at('deep/roll.yaml')).mode & 0o777).toBe(0o644);
  });

  test('keeps its mode, and is followed where it is a link', async () => {
    write('real/roll.yaml', 'old');
    chmodSync(at('real/roll.yaml'), 0o640);
    symlinkSync('real/roll.yaml', at('roll.yaml'));
    expect(await writeOneFile(at('roll.yaml'), () => 'new')).toEqual([]);
    expect(tree('real')).toEqual({ 'roll.yaml': 'new' });
    expect(statSync(at('real/roll.yaml')).mode & 0o777).toBe(0o640);
    expect(lstatSync(at('roll.yaml')).isSymbolicLink()).toBe(true);
  });

  test('is left alone where something is in the way', async () => {
    write('out/roll.yaml', 'theirs');
    const findings = await writeOneFile(at('out/roll.yaml'), () => undefined);
    expect(codes(findings)).toEqual(['error RC505']);
    expect(tree()).toEqual({ 'roll.yaml': 'theirs' });
  });

  test('that cannot be written is an error, and nothing stays', async () => {
    mkdirSync(at('out/roll.yaml'), { recursive: true });
    expect(codes(await writeOneFile(at('out/roll.yaml'), () => 'new'))).toEqual(['error RC507']);
    expect(tree()).toEqual({ 'roll.yaml': '/' });
  });

  test('a defect is no finding', async () => {
    const fail = () => {
      throw new TypeError('a defect');
    };
    await expect(writeOneFile(at('out/roll.yaml'), fail)).rejects.toThrow('a defect');
    expect(existsSync(at('out'))).toBe(false);
  });
});
