import fs, { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listFiles } from '../../src/hosts/files';
import { isAt, stampOf } from '../../src/hosts/stamp';
import { confirm, FileWatch } from '../../src/hosts/watch-files';
import type { Outcome } from '../../src/run/run';
import { runFunction } from '../../src/run/run-function';
import { capiSecret, cluster, KEYS, namespace } from '../support/objects';
import { during, instead, refuse } from '../support/system-calls';

/** The second look at the files, before anything goes out. */
let folder = '';
const start = process.cwd();
const old = new Date(Date.now() - 60_000);
const write = (file: string, content = 'kind: A\n', time = old) => {
  writeFileSync(file, content);
  utimesSync(file, time, time);
};
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'rollcall-watch-')));
  process.chdir(folder);
  mkdirSync('in/deep', { recursive: true });
  write('in/a.yaml');
  write('in/deep/b.yaml');
  for (const path of ['in/deep', 'in']) utimesSync(path, old, old);
});
afterEach(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true, force: true });
});

const stamp = (path: string) => stampOf(statSync(path, { bigint: true }));

/** A watch over a folder, every file of which has been read. */
function watchOver(path: string): FileWatch {
  const watch = new FileWatch();
  for (const file of watch.list(() => listFiles([path])).files) watch.note(file, stamp(file.realPath));
  return watch;
}
const told = (watch: FileWatch) => watch.lookAgain().map(({ code, problem }) => `${code} ${problem}`);

test('where nothing has changed there is nothing to say', () => {
  expect(told(watchOver('in'))).toEqual([]);
  expect(told(new FileWatch())).toEqual([]);
});

test('what is listed is what was found', () => {
  const watch = new FileWatch();
  const listing = listFiles(['in']);
  expect(watch.list(() => listing)).toBe(listing);
});

test.each<[string, () => void]>([
  ['another length', () => write('in/a.yaml', 'kind: AB\n')],
  ['another time', () => utimesSync('in/a.yaml', 1, 1)],
  [
    'another file in its place',
    () => {
      write('in/other', 'kind: B\n');
      rmSync('in/a.yaml');
      fs.renameSync('in/other', 'in/a.yaml');
      utimesSync('in', old, old);
    },
  ],
])('a file with %s has changed', (_what, change) => {
  const watch = watchOver('in');
  change();
  expect(told(watch)).toEqual([expect.stringMatching(/^RC515 in\/a\.yaml /)]);
});

test('a file that is gone has changed, and so have the files of the folder', () => {
  const watch = watchOver('in');
  rmSync('in/deep/b.yaml');
  expect(told(watch)).toEqual([
    expect.stringMatching(/^RC515 in\/deep\/b\.yaml /),
    expect.stringMatching(/^RC516 .*in\/deep\/b\.yaml/),
  ]);
});

test('a file that came is named', () => {
  const watch = watchOver('in');
  write('in/deep/c.yaml');
  expect(told(watch)).toEqual([expect.stringMatching(/^RC516 .*in\/deep\/c\.yaml/)]);
});

test('what came and went again is seen by its folder', () => {
  const watch = watchOver('in');
  const here = watchOver('.');
  write('in/deep/c.yaml');
  rmSync('in/deep/c.yaml');
  expect(told(watch)).toEqual([expect.stringMatching(/^RC516 .*in\/deep\b(?!\/)/)]);
  write('c.yaml');
  rmSync('c.yaml');
  expect(told(here)).toEqual([expect.stringMatching(/^RC516 .*the current directory, in\/deep\b/)]);
});

test('what is found by two lists is named once', () => {
  const watch = watchOver('in');
  watch.list(() => listFiles(['in']));
  write('in/c.yaml');
  const [line = ''] = told(watch);
  expect(line.split('in/c.yaml')).toHaveLength(2);
});

test('where no file was read nobody looks again', () => {
  const watch = new FileWatch();
  watch.list(() => listFiles(['in']));
  write('in/c.yaml');
  expect(told(watch)).toEqual([]);
});

describe('before the second look', () => {
  /** How long it waits where the clock says `now`. */
  async function waits(now: number, watch: FileWatch): Promise<number[]> {
    const pauses: number[] = [];
    const wait = (_cell: unknown, _at: number, _value: number, pause: number) => pauses.push(pause);
    await instead(Atomics, 'wait', wait, () =>
      instead(
        Date,
        'now',
        () => now,
        () => watch.lookAgain(),
      ),
    );
    return pauses;
  }
  const written = 1_700_000_000_000;

  test('the youngest file gets as old as a tenth of a second', async () => {
    write('in/deep/b.yaml', 'kind: A\n', new Date(written));
    for (const path of ['in/a.yaml', 'in/deep', 'in']) utimesSync(path, new Date(written - 50), new Date(written - 50));
    expect(await waits(written + 30, watchOver('in'))).toEqual([70]);
    expect(await waits(written, watchOver('in'))).toEqual([100]);
    expect(await waits(written + 99, watchOver('in'))).toEqual([1]);
    expect(await waits(written + 100, watchOver('in'))).toEqual([]);
  });

  test('the youngest folder too', async () => {
    for (const path of ['in/a.yaml', 'in/deep/b.yaml', 'in/deep']) utimesSync(path, old, old);
    utimesSync('in', new Date(written), new Date(written));
    for (const path of ['in/a.yaml', 'in/deep/b.yaml', 'in/deep']) utimesSync(path, 1, 1);
    expect(await waits(written + 40, watchOver('in'))).toEqual([60]);
  });

  test('a file of the future keeps nobody waiting', async () => {
    write('in/a.yaml', 'kind: A\n', new Date(written + 500));
    for (const path of ['in/deep/b.yaml', 'in/deep', 'in']) utimesSync(path, 1, 1);
    expect(await waits(written, watchOver('in'))).toEqual([]);
  });
});

test('a stamp knows its file by device, inode, size and time', () => {
  const now = stamp('in/a.yaml');
  expect(isAt('in/a.yaml', now)).toBe(true);
  expect(isAt('in/deep/b.yaml', now)).toBe(false);
  expect(isAt('nowhere', now)).toBe(false);
  expect(Math.round(now.written / 1000)).toBe(Math.round(old.getTime() / 1000));
});

test('a stamp is a defect’s own where Node refuses the path', async () => {
  const now = stamp('in/a.yaml');
  await expect(during(fs, 'statSync', refuse('ERR_INVALID_ARG'), () => isAt('in/a.yaml', now))).rejects.toThrow();
  expect(await during(fs, 'statSync', refuse('EIO'), () => isAt('in/a.yaml', now))).toBe(false);
});

describe('an outcome', () => {
  const functionConfig = {
    apiVersion: 'rollcall.dev/v1alpha1',
    kind: 'PublishCredentials',
    metadata: { name: 'fleet' },
  };
  const items = [namespace('team', { [KEYS.consumer]: 'team' }), cluster(), capiSecret()];
  const rendered = runFunction({ items, functionConfig, findings: [] });

  test('of this fleet is a render', () => {
    expect(rendered.state).toBe('rendered');
  });

  test('stands where its files are the same', () => {
    expect(confirm(rendered, watchOver('in'))).toBe(rendered);
  });

  test('fails where one has changed, and holds nothing that was made of it', () => {
    const watch = watchOver('in');
    write('in/c.yaml');
    expect(confirm(rendered, watch)).toEqual({
      state: 'failed',
      findings: [expect.objectContaining({ code: 'RC516' })],
    });
  });

  test('that has failed says so, whatever has changed', () => {
    const watch = watchOver('in');
    write('in/c.yaml');
    const failed: Outcome = { state: 'failed', findings: [] };
    expect(confirm(failed, watch)).toBe(failed);
  });
});
