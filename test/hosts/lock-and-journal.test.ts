import { spawn } from 'node:child_process';
import fs, {
  chmodSync,
  chownSync,
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
import timers from 'node:timers/promises';
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
import { during, fault, refuse } from '../support/system-calls';

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

/** Refuses once. */
function once(first: (...args: string[]) => void): (...args: string[]) => void {
  let isOver = false;
  return (...args) => {
    if (isOver) return;
    try {
      first(...args);
    } catch (error) {
      isOver = true;
      throw error;
    }
  };
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
    ['of no process', () => ({ pid: 0, started: '1', ...here }), 0],
    ['of all processes', () => ({ pid: -1, started: '1', ...here }), 0],
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

  (hasProc ? test : test.skip)('names the start of its process as the system does', () => {
    const [, fields = ''] = readFileSync('/proc/self/stat', 'utf8').split(') ');
    expect(started()).toBe(fields.split(' ')[19]);
  });

  (hasProc ? test : test.skip)('one of a process that has ended is taken before anybody has asked how it ended', () => {
    const { pid = 0 } = spawn('true', { stdio: 'ignore' });
    const state = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const pause = new Int32Array(new SharedArrayBuffer(4));
    for (let tries = 0; state()[0] !== 'Z' && tries < 2000; tries++) Atomics.wait(pause, 0, 0, 5);
    write('lock', JSON.stringify({ pid, started: state()[19], ...here }));
    expect(takeLock(folder)).not.toHaveProperty('heldBy');
  });

  test('where the system tells nothing of processes, one that lives is known by its number', async () => {
    const first = refuse('ENOENT', /^\/proc\//);
    await during(fs, 'readFileSync', first, () => during(fs, 'readlinkSync', first, () => takeLock(folder)));
    const nothing = { pid: mine, started: '', boot: '', processes: '' };
    expect(JSON.parse(readFileSync(at('lock'), 'utf8'))).toEqual({ ...nothing, host: here.host });
  });

  test('one whose process must not be asked lives', async () => {
    write('lock', JSON.stringify({ pid: gone, started: '', ...here }));
    expect(await during(process, 'kill', refuse('EPERM'), () => takeLock(folder))).toEqual({ heldBy: gone });
  });

  test('appears whole: it is a link to a file', async () => {
    const lock = await during(fs, 'openSync', refuse('EIO', /\/lock$/), () => takeLock(folder));
    expect(lock).not.toHaveProperty('heldBy');
  });

  test.each(['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'])(
    'is a file of its own where there are no links (%s)',
    async (code) => {
      const take = () => during(fs, 'linkSync', refuse(code), () => takeLock(folder));
      expect(await take()).not.toHaveProperty('heldBy');
      expect(readdirSync(folder)).toEqual(['lock']);
      expect(JSON.parse(readFileSync(at('lock'), 'utf8'))).toMatchObject({ pid: mine });
      expect(await take()).toEqual({ heldBy: mine });
    },
  );

  test.each([
    ['linkSync', 'EIO', /^/],
    ['renameSync', 'EIO', /\/lock$/],
    ['openSync', 'EIO', /\/lock$/],
  ])('%s fails with %s: nobody has it', async (call, code, which) => {
    const text = JSON.stringify({ pid: gone, started: '1', ...here });
    write('lock', text);
    await expect(during(fs, call, refuse(code, which), () => takeLock(folder))).rejects.toThrow(code);
    expect(tree('.')).toEqual({ lock: text });
  });

  test('without links, what else is refused is an error', async () => {
    const work = () => during(fs, 'openSync', once(refuse('ENOSPC', /\/lock$/)), () => takeLock(folder));
    await expect(during(fs, 'linkSync', refuse('EPERM'), work)).rejects.toThrow('ENOSPC');
  });

  test('one that goes in the meantime is taken', async () => {
    const stale = JSON.stringify({ pid: gone, started: '1', ...here });
    write('lock', stale);
    const goes = (path: string) => path === at('lock') && rmSync(path, { force: true });
    expect(await during(fs, 'renameSync', goes, () => takeLock(folder))).not.toHaveProperty('heldBy');
    rmSync(at('lock'));
    let isFirst = true;
    const comesAndGoes = () => {
      if (isFirst) {
        isFirst = false;
        throw fault('EEXIST');
      }
    };
    expect(await during(fs, 'linkSync', comesAndGoes, () => takeLock(folder))).not.toHaveProperty('heldBy');
  });

  test('one that somebody else takes over in the meantime is theirs', async () => {
    const theirs = JSON.stringify({ pid: mine, started: started(), ...here, note: 'theirs' });
    write('lock', JSON.stringify({ pid: gone, started: '1', ...here }));
    const takesOver = (path: string) => path === at('lock') && writeFileSync(path, theirs);
    expect(await during(fs, 'renameSync', takesOver, () => takeLock(folder))).toEqual({ heldBy: mine });
    expect(tree('.')).toEqual({ lock: theirs });
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

  test('nothing that was there before is removed', () => {
    write('out/a', 'a');
    mkdirSync(at('staging'));
    const draft = String(lstatSync(at('out/a'), { bigint: true }).ino);
    undo(at('out'), at('staging'), { folders: [], steps: [{ path: 'a', replaces: true, draft }] });
    expect(tree()).toEqual({ a: 'a' });
  });

  test.each(['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP', 'EMLINK'])('without links, too (%s)', async (code) => {
    const { journal, staging } = prepare();
    const before = tree();
    makeFolders(at('out'), journal);
    await during(fs, 'linkSync', refuse(code), () => {
      for (const [number, step] of journal.steps.entries()) takeStep(at('out'), staging, step, number);
    });
    expect(tree()).toMatchObject({ changed: 'new', 'new/deep/fresh': 'new' });
    undo(at('out'), staging, journal);
    expect(tree()).toEqual(before);
  });

  test('a journal that leads out of the folder touches nothing there', () => {
    write('victim', 'x');
    mkdirSync(at('elsewhere'));
    write('out/a', 'a');
    write('staging/old-0', 'planted');
    write('staging/old-1', 'planted');
    write('staging/old-2', 'planted');
    write('staging/old-4', 'planted');
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
    const findings = await recoverFolder(at('out'));
    expect(codes(findings)).toEqual(['error RC540']);
    expect(findings[0]?.problem).toContain(at('out/.rollcall/journal is damaged'));
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
    [
      'a file',
      () => {
        write('out/.rollcall', 'x');
        chmodSync(at('out/.rollcall'), 0o600);
      },
    ],
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

  test('stays where it cannot be undone, and nobody keeps the lock', async () => {
    leave('out');
    const recover = () => recoverFolder(at('out'));
    expect(codes(await during(fs, 'renameSync', refuse('EIO', /old-0$/), recover))).toEqual(['error RC507']);
    expect(tree()).toMatchObject({ a: 'new', '.rollcall/old-0': 'old', '.rollcall/new-1': 'token' });
    expect(existsSync(at('out/.rollcall/lock'))).toBe(false);
    expect(codes(await recover())).toEqual(['info RC537']);
  });

  test('goes where only the end of it fails', async () => {
    leave('out');
    const recover = () => recoverFolder(at('out'));
    expect(codes(await during(fs, 'openSync', refuse('ENOSPC', /gitignore$/), recover))).toEqual(['error RC507']);
    expect(tree()).toEqual({ a: 'old' });
  });

  (process.getuid?.() === 0 ? test : test.skip)('is no render’s where it is somebody else’s', async () => {
    leave('out');
    chownSync(at('out/.rollcall'), 65534, 65534);
    expect(codes(await recoverFolder(at('out')))).toEqual(['error RC536']);
  });

  test('a folder that nobody may write to is only looked at', async () => {
    write('out/a', 'a');
    expect(await during(fs, 'mkdirSync', refuse('EROFS'), () => recoverFolder(at('out')))).toEqual([]);
  });

  test('drafts of an earlier version in an output folder go, and those below', async () => {
    for (const file of [draft, `team/${draft}`]) write(`out/${file}`, 'token');
    expect(codes(await recoverFolder(at('out')))).toEqual(['warning RC542']);
    expect(Object.keys(tree())).toEqual(['team']);
  });

  test('drafts of an earlier version in the folder of the Roll go, and none below', async () => {
    for (const file of [draft, `team/${draft}`]) write(`out/${file}`, 'token');
    expect(codes(await recoverHome(at('out')))).toEqual(['warning RC542']);
    expect(Object.keys(tree())).toEqual(['team', `team/${draft}`]);
  });

  test('drafts that cannot be looked for are told, and the others go, in order', async () => {
    const folders = ['e', 'a', 'c', 'b', 'd'];
    for (const name of [...folders, 'closed']) write(`out/${name}/${draft}`, 'token');
    const findings = await during(fs, 'readdirSync', refuse('EACCES', /closed$/), () =>
      removeStaleDrafts(at('out'), { isDeep: true }),
    );
    expect(codes(findings)).toEqual(['warning RC541', 'warning RC542']);
    expect(findings[0]?.problem).toContain(at('out/closed'));
    expect(findings[1]?.problem).toContain(
      [...folders]
        .sort()
        .map((name) => at('out', name, draft))
        .join(', '),
    );
    const defect = () => {
      throw new TypeError('a defect');
    };
    const look = () => removeStaleDrafts(at('out'), { isDeep: true });
    await expect(during(fs, 'readdirSync', defect, look)).rejects.toThrow('a defect');
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

describe('a folder that another render has', () => {
  const gone = 2 ** 22 - 1;
  const open = () => openWorkshop(at('out'), 'out', never);

  test('is waited for, five seconds', async () => {
    write('out/.rollcall/lock', JSON.stringify({ pid: gone, host: 'elsewhere' }));
    chmodSync(at('out/.rollcall'), 0o700);
    let waits = 0;
    const wait = timers.setTimeout;
    const count = async () => {
      waits++;
    };
    Object.assign(timers, { setTimeout: count });
    const opened = await open().finally(() => Object.assign(timers, { setTimeout: wait }));
    expect(opened).toMatchObject({
      finding: { code: 'RC535', problem: `out is locked by process ${gone} (out/.rollcall/lock).` },
    });
    expect(waits).toBe(100);
  });

  test('is taken when it is given back', async () => {
    write('out/.rollcall/lock', JSON.stringify({ pid: gone, host: 'elsewhere' }));
    chmodSync(at('out/.rollcall'), 0o700);
    const opened = await during(timers, 'setTimeout', () => rmSync(at('out/.rollcall'), { recursive: true }), open);
    expect(opened).toHaveProperty('workshop');
    expect(readdirSync(at('out/.rollcall')).sort()).toEqual(['.gitignore', 'lock']);
  });

  test.each([
    ['linkSync', 'while the lock is taken'],
    ['lstatSync', 'while it is looked at'],
  ])('may go away in between (%s): %s', async (call) => {
    mkdirSync(at('out/.rollcall'), { recursive: true, mode: 0o700 });
    expect(await during(fs, call, once(refuse('ENOENT', /\.rollcall/)), open)).toHaveProperty('workshop');
  });

  test.each([
    ['linkSync', 'EIO'],
    ['lstatSync', 'EIO'],
  ])('is an error where %s fails', async (call, code) => {
    mkdirSync(at('out/.rollcall'), { recursive: true, mode: 0o700 });
    const opened = await during(fs, call, once(refuse(code, /\.rollcall/)), open);
    expect(opened).toMatchObject({ finding: { code: 'RC507' } });
  });

  test('leaves nothing that was made for nothing', async () => {
    const deep = () => openWorkshop(at('deep/er/out'), 'out', never);
    expect(await during(fs, 'linkSync', refuse('EIO'), deep)).toMatchObject({ finding: { code: 'RC507' } });
    expect(tree('.')).toEqual({});
  });

  test('a defect is no finding', async () => {
    const defect = () => {
      throw new TypeError('a defect');
    };
    await expect(during(fs, 'linkSync', defect, open)).rejects.toThrow('a defect');
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

  test('is an error where its folder for drafts is no render’s', async () => {
    write('out/.rollcall/x', 'x');
    const read = readOutputFolder(at('out'));
    const changes = { write: new Map([['b.yaml', draft]]), remove: [], unchanged: 0 };
    expect(codes(await applyChanges(read, changes))).toEqual(['error RC536']);
    expect(codes(await writeOneFile(at('out/roll.yaml'), () => 'new'))).toEqual(['error RC536']);
    expect(tree()).toEqual({ '.rollcall': '/', '.rollcall/x': 'x' });
  });

  const prepared = () => {
    write('out/a.yaml', SECRET);
    write('out/b.yaml', SECRET);
    const read = readOutputFolder(at('out'));
    const files: [string, typeof draft][] = ['a.yaml', 'new/c.yaml'].map((file) => [file, draft]);
    const before = tree();
    return {
      apply: () => applyChanges(read, { write: new Map(files), remove: ['b.yaml'], unchanged: 0 }),
      before,
      after: { 'a.yaml': 'new', new: '/', 'new/c.yaml': 'new' },
    };
  };

  test.each([
    ['renameSync', /new-0$/, 'a.yaml'],
    ['renameSync', /old-2$/, 'b.yaml'],
    ['openSync', /new-1$/, 'new/c.yaml'],
    ['mkdirSync', /\/new$/, ''],
    ['rmSync', /\/journal$/, ''],
    ['linkSync', /old-0$/, 'a.yaml'],
  ])('is put back where %s fails (%s), and the finding says at which file', async (call, which, file) => {
    const { apply, before } = prepared();
    const findings = await during(fs, call, once(refuse('EIO', which)), apply);
    expect(findings.map(({ code, problem }) => [code, problem])).toEqual([
      ['RC507', `${at('out', file)} cannot be written: the device failed.`],
    ]);
    expect(tree()).toEqual(before);
  });

  test('is not touched where a file may not be replaced or removed', async () => {
    const { apply, before } = prepared();
    const paths: string[] = [];
    const findings = await during(
      fs,
      'renameSync',
      (path) => paths.push(path),
      () => during(fs, 'accessSync', refuse('EACCES', /out$/), apply),
    );
    expect(codes(findings)).toEqual(['error RC507']);
    expect({ paths, tree: tree() }).toEqual({ paths: [], tree: before });
  });

  test('that cannot be put back is an error, and the next render puts it back', async () => {
    const { apply, before } = prepared();
    const findings = await during(fs, 'renameSync', refuse('EIO', /(?:old|new)-0$/), apply);
    expect(findings.map(({ code, problem }) => [code, problem])).toEqual([
      ['RC539', `Some files in ${at('out')} have changed and some have not: the device failed.`],
    ]);
    expect(existsSync(at('out/.rollcall/lock'))).toBe(false);
    expect(codes(await recoverFolder(at('out')))).toEqual(['info RC537']);
    expect(tree()).toEqual(before);
  });

  test('stays as it was changed where only drafts cannot be removed', async () => {
    const { apply, after } = prepared();
    const findings = await during(fs, 'rmSync', refuse('EIO', /old-0$/), apply);
    expect(codes(findings)).toEqual(['warning RC541']);
    expect(await recoverFolder(at('out'))).toEqual([]);
    expect(tree()).toEqual(after);
  });

  test('stays as it was changed where the folder for drafts cannot be listed', async () => {
    const { apply, after } = prepared();
    let looks = 0;
    const second = (path: string) => {
      if (path.endsWith('.rollcall') && ++looks > 1) throw fault('EIO');
    };
    expect(codes(await during(fs, 'readdirSync', second, apply))).toEqual(['warning RC541']);
    expect(await recoverFolder(at('out'))).toEqual([]);
    expect(tree()).toEqual(after);
  });

  test('may only lose files', async () => {
    write('out/a.yaml', SECRET);
    const read = readOutputFolder(at('out'));
    expect(await applyChanges(read, { write: new Map(), remove: ['a.yaml'], unchanged: 0 })).toEqual([]);
    expect(tree()).toEqual({});
  });

  test('a defect at its end is no finding', async () => {
    const { apply } = prepared();
    let looks = 0;
    const second = (path: string) => {
      if (path.endsWith('.rollcall') && ++looks > 1) throw new TypeError('a defect');
    };
    await expect(during(fs, 'readdirSync', second, apply)).rejects.toThrow('a defect');
  });

  test('is put back for a defect too, which is no finding', async () => {
    const { apply, before } = prepared();
    const defect = (path: string) => {
      if (path.endsWith('new-1')) throw new TypeError('a defect');
    };
    await expect(during(fs, 'renameSync', defect, apply)).rejects.toThrow('a defect');
    expect(tree()).toEqual(before);
  });

  test('leaves none of its folders where nothing was written', async () => {
    const read = readOutputFolder(at('deep/er/out'));
    const changes = { write: new Map([['a.yaml', draft]]), remove: [], unchanged: 0 };
    const apply = () => applyChanges(read, changes);
    expect(codes(await during(fs, 'renameSync', refuse('EIO', /new-0$/), apply))).toEqual(['error RC507']);
    expect(existsSync(at('deep'))).toBe(false);
  });

  test('without a change is not touched', async () => {
    const read = readOutputFolder(at('out'));
    const apply = () => applyChanges(read, { write: new Map(), remove: [], unchanged: 1 });
    expect(await during(fs, 'mkdirSync', refuse('EROFS'), apply)).toEqual([]);
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
