import fs, {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Finding } from '../../src/diagnostics/finding';
import { isFolder, isInside, listFiles, readBytes, resolveReal } from '../../src/hosts/files';
import { stampOf } from '../../src/hosts/stamp';
import { during, instead, refuse } from '../support/system-calls';

/** Which files are read: a table on small trees, and what the system refuses. */
let folder = '';
const start = process.cwd();
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'rollcall-list-')));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true, force: true });
});

function write(...files: string[]): void {
  for (const file of files) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'kind: A\n');
  }
}

const told = (findings: readonly Finding[]) => findings.map(({ code, problem }) => `${code} ${problem}`);
function list(...paths: string[]) {
  const { files, findings } = listFiles(paths);
  return { files: files.map(({ path }) => path), findings: told(findings) };
}
const files = (...paths: string[]) => ({ files: paths, findings: [] });

test('YAML and JSON files of a folder and what is below it, by name, each folder where its name stands', () => {
  write('in/b.yml', 'in/a.yaml', 'in/c.json', 'in/bb/z.yaml', 'in/note.txt', 'in/yaml', 'in/a.yaml.bak', 'in/xyaml');
  expect(list('in')).toEqual(files('in/a.yaml', 'in/b.yml', 'in/bb/z.yaml', 'in/c.json'));
});

test('what is hidden, of Node or of a host is not looked into', () => {
  write('in/.git/a.yaml', 'in/.b.yaml', 'in/node_modules/c.yaml', 'in/deep/node_modules/c.yaml');
  write('in/Kptfile', 'in/kustomization.yaml', 'in/kustomization.yml', 'in/Kustomization', 'in/node_modules.yaml');
  expect(list('in')).toEqual(files('in/node_modules.yaml'));
});

test('a folder that is named is looked into, whatever its name is', () => {
  write('.hidden/a.yaml', 'node_modules/b.yaml');
  expect(list('.hidden', 'node_modules')).toEqual(files('.hidden/a.yaml', 'node_modules/b.yaml'));
});

test('a file that is named is read, whatever its name is, and what is named twice is read once', () => {
  write('a.txt', 'in/b.yaml');
  symlinkSync('in', 'link');
  expect(list('a.txt', 'in/b.yaml', 'in', 'link', './a.txt')).toEqual(files('./a.txt', 'in/b.yaml'));
  const { files: found } = listFiles(['in/b.yaml', 'in', 'link']);
  expect(found).toEqual([{ path: 'in/b.yaml', realPath: join(folder, 'in/b.yaml'), isNamed: true }]);
  expect(listFiles(['link']).files).toEqual([{ path: 'link/b.yaml', realPath: join(folder, 'in/b.yaml') }]);
});

test('the folders that were looked into have their stamps', () => {
  write('in/deep/a.yaml', 'in/.hidden/a.yaml', 'in/ignored/a.yaml', 'b.yaml');
  writeFileSync('in/.krmignore', 'ignored\n');
  const { folders } = listFiles(['in', 'b.yaml']);
  expect([...folders.keys()].map((path) => relative(folder, path))).toEqual(['in', 'in/deep']);
  expect(folders.get(join(folder, 'in'))).toEqual(stampOf(statSync('in', { bigint: true })));
});

test('an extension in other letters is said to be unknown, once for all files', () => {
  write('in/a.YAML', 'in/b.Json', 'in/c.yaml', 'in/deep/d.yMl', 'in/ignored.YML', 'in/e.YAMLS');
  symlinkSync('../in/c.yaml', 'in/link.YAML');
  symlinkSync('../in/c.yaml', 'in/ignored-link.YAML');
  writeFileSync('in/.krmignore', 'ignored*\n');
  const { files: found, findings } = list('in');
  expect(found).toEqual(['in/c.yaml']);
  expect(findings).toEqual([
    expect.stringMatching(/^RC\d+ .*in\/a\.YAML, in\/b\.Json, in\/deep\/d\.yMl, in\/link\.YAML/),
  ]);
  expect(findings.join()).not.toContain('ignored');
});

describe('links', () => {
  test('inside the folder that is read are followed, and what they lead to is read once', () => {
    write('in/deep/a.yaml', 'in/z.yaml');
    symlinkSync('deep', 'in/again');
    symlinkSync('deep/a.yaml', 'in/b.yaml');
    symlinkSync('z.yaml', 'in/y.yaml');
    expect(list('in')).toEqual(files('in/again/a.yaml', 'in/y.yaml'));
  });

  test('to the folder itself are followed once', () => {
    write('in/a.yaml');
    symlinkSync('.', 'in/self');
    expect(list('in')).toEqual(files('in/a.yaml'));
  });

  test('that lead out or to nothing are errors, but for hidden ones and those that would not be read', () => {
    write('out.yaml', 'inner/x.yaml', 'in/a.yaml', 'program');
    symlinkSync('../out.yaml', 'in/b.yaml');
    symlinkSync('../inner', 'in/c');
    symlinkSync('nowhere', 'in/d');
    symlinkSync('../program', 'in/e');
    symlinkSync('nowhere', 'in/ignored');
    writeFileSync('in/.krmignore', 'ignored\n');
    expect(list('in')).toEqual({
      files: ['in/a.yaml'],
      findings: ['in/b.yaml', 'in/c', 'in/d'].map((path) => expect.stringMatching(`^RC502 .*${path}`)),
    });
  });

  test('of a name that is not read lead wherever they like', () => {
    write('out.yaml', 'in/a.yaml');
    symlinkSync('../out.yaml', 'in/b.yaml.bak');
    expect(list('in')).toEqual(files('in/a.yaml'));
  });

  test('in a circle are errors', () => {
    write('in/a.yaml');
    symlinkSync('b.yaml', 'in/b.yaml');
    expect(list('in')).toEqual({
      files: ['in/a.yaml'],
      findings: ['RC501 in/b.yaml cannot be read: its links lead in a circle.'],
    });
  });

  test('are hidden by the rules of any folder above, as files', () => {
    write('in/deep/a.yaml');
    writeFileSync('in/.krmignore', 'b.yaml\nc.YAML\nd.yaml/\ne.YAML/\n');
    writeFileSync('in/deep/.krmignore', 'other\n');
    for (const name of ['b.yaml', 'd.yaml']) symlinkSync('nowhere', `in/deep/${name}`);
    for (const name of ['c.YAML', 'e.YAML']) symlinkSync('a.yaml', `in/deep/${name}`);
    expect(list('in')).toEqual({
      files: ['in/deep/a.yaml'],
      findings: [expect.stringMatching(/^RC502 .*in\/deep\/d\.yaml/), expect.stringMatching(/in\/deep\/e\.YAML/)],
    });
  });

  test('to a folder whose name only begins like that of the one that is read lead out', () => {
    write('in-2/x.yaml', 'in/a.yaml');
    symlinkSync('../in-2', 'in/b');
    expect(list('in').findings).toEqual([expect.stringMatching(/^RC502 .*in\/b/)]);
  });

  test('to a device are errors if their name is one that is read', () => {
    write('in/a.yaml');
    mkdirSync('dev');
    symlinkSync('/dev/null', 'null.yaml');
    expect(list('in', 'null.yaml').files).toEqual(['in/a.yaml', 'null.yaml']);
    expect(told(listFiles(['/dev/fd']).findings).every((line) => !line.startsWith('RC514'))).toBe(true);
  });
});

describe('.krmignore', () => {
  test('hides files and folders by gitignore’s rules, from its own folder on', () => {
    write('in/a.yaml', 'in/hidden.yaml', 'in/deep/hidden.yaml', 'in/deep/seen.yaml', 'in/build/b.yaml');
    write('in/deep/build', 'other/hidden.yaml', 'in/deep/only/c.yaml', 'in/only/d.yaml');
    write('in/deep/folder.yaml');
    writeFileSync('in/.krmignore', 'hidden.yaml\nbuild/\nfolder.yaml/\n');
    writeFileSync('in/deep/.krmignore', '/only\n');
    expect(list('in', 'other')).toEqual(
      files('in/a.yaml', 'in/deep/folder.yaml', 'in/deep/seen.yaml', 'in/only/d.yaml', 'other/hidden.yaml'),
    );
  });

  test('of an upper folder does not count behind a link that leads out of it', () => {
    write('in/deep/a.yaml', 'in/b/.keep');
    writeFileSync('in/b/.krmignore', '*.yaml\n');
    symlinkSync('../deep', 'in/b/link');
    rmSync('in/b/.keep');
    expect(list('in')).toEqual(files('in/b/link/a.yaml'));
  });

  test('that is a folder or may not be read is an error or none', async () => {
    write('in/a.yaml');
    mkdirSync('in/.krmignore');
    expect(list('in')).toEqual(files('in/a.yaml'));
    rmSync('in/.krmignore', { recursive: true });
    writeFileSync('in/.krmignore', 'a.yaml\n');
    expect(await during(fs, 'openSync', refuse('EACCES', /krmignore/), () => list('in'))).toEqual({
      files: ['in/a.yaml'],
      findings: ['RC501 in/.krmignore cannot be read: permission is denied.'],
    });
  });
});

describe('what the system refuses', () => {
  test.each([
    ['a path that is not there', 'in/nowhere.yaml', 'it does not exist'],
    ['one below a file', 'in/a.yaml/b', 'a part of the path is a file'],
    ['one that stands one folder above', 'in/deep/a.yaml', 'it does not exist, but in/a.yaml does'],
  ])('%s is named, and the rest is read', (_what, path, reason) => {
    write('in/a.yaml');
    mkdirSync('in/deep');
    expect(list(path, 'in')).toEqual({
      files: ['in/a.yaml'],
      findings: [`RC501 ${path} cannot be read: ${reason}.`],
    });
  });

  test('a folder that may not be listed is named itself', async () => {
    write('in/a.yaml', 'in/deep/b.yaml', 'in/z.yaml');
    expect(await during(fs, 'readdirSync', refuse('EACCES', /deep$/), () => list('in'))).toEqual({
      files: ['in/a.yaml', 'in/z.yaml'],
      findings: ['RC501 in/deep cannot be read: permission is denied.'],
    });
  });

  test('a file that stands one folder above is named only where nothing is there', async () => {
    write('a.yaml', 'in/a.yaml');
    const { findings } = await during(fs, 'realpathSync', refuse('EACCES', /in\/a/), () => list('in/a.yaml'));
    expect(findings).toEqual(['RC501 in/a.yaml cannot be read: permission is denied.']);
  });

  test('a defect is no finding', async () => {
    write('in/a.yaml');
    const defect = () => {
      throw new TypeError('a defect');
    };
    await expect(during(fs, 'realpathSync', defect, () => list('in'))).rejects.toThrow('a defect');
  });
});

describe('the bytes of a file', () => {
  const found = (path: string) => ({ path, realPath: join(folder, path) });
  const problem = (read: ReturnType<typeof readBytes>) => ('finding' in read ? told([read.finding]).join() : read);

  test('come with its stamp', () => {
    write('a.yaml');
    expect(readBytes(found('a.yaml'))).toEqual({
      bytes: Buffer.from('kind: A\n'),
      stamp: stampOf(statSync('a.yaml', { bigint: true })),
    });
  });

  test('of something that is no file are not read', () => {
    mkdirSync('dir.yaml');
    expect(problem(readBytes(found('dir.yaml')))).toMatch(/^RC514 dir.yaml is a folder/);
    expect(problem(readBytes({ path: 'null', realPath: '/dev/null' }))).toMatch(/^RC514 null is a device/);
    expect(problem(readBytes(found('no.yaml')))).toBe('RC501 no.yaml cannot be read: it does not exist.');
  });

  test.each([
    ['a socket', 'isSocket'],
    ['a FIFO (named pipe)', 'isFIFO'],
    ['a device', 'isBlockDevice'],
    ['a device', 'isCharacterDevice'],
    ['something else', 'none'],
  ])('of %s are not read (%s)', async (words, kind) => {
    write('a.yaml');
    const is = (name: string) => () => name === kind;
    const names = ['isFile', 'isDirectory', 'isFIFO', 'isSocket', 'isBlockDevice', 'isCharacterDevice'];
    const stats = Object.fromEntries(names.map((name) => [name, is(name)]));
    const read = await instead(
      fs,
      'fstatSync',
      () => stats,
      () => readBytes(found('a.yaml')),
    );
    expect(problem(read)).toMatch(new RegExp(`^RC514 a.yaml is ${words.replace(/[()]/g, '\\$&')}`));
  });

  test('of a file that changes while it is read do not count', async () => {
    write('a.yaml');
    const changes = () => utimesSync('a.yaml', 1, 1);
    const read = await during(fs, 'readFileSync', changes, () => readBytes(found('a.yaml')));
    expect(problem(read)).toMatch(/^RC515 /);
    const goes = await during(
      fs,
      'readFileSync',
      () => rmSync('a.yaml'),
      () => readBytes(found('a.yaml')),
    );
    expect(problem(goes)).toMatch(/^RC515 /);
  });

  test('are given back to the system, whatever happens', async () => {
    write('a.yaml');
    const closed: string[] = [];
    const note = (file: string) => closed.push(file);
    await during(fs, 'closeSync', note, () => readBytes(found('a.yaml')));
    await during(fs, 'closeSync', note, () =>
      during(fs, 'readFileSync', refuse('EIO'), () => readBytes(found('a.yaml'))),
    );
    expect(closed).toHaveLength(2);
  });
});

test('what is inside a folder', () => {
  expect(isInside('/a/b', '/a')).toBe(true);
  expect(isInside('/a', '/a')).toBe(true);
  expect(isInside('/a', '/')).toBe(true);
  expect(isInside('/ab', '/a')).toBe(false);
  expect(isInside('/', '/a')).toBe(false);
});

test('the real path of what may not be there yet', () => {
  write('in/a.yaml');
  symlinkSync('in', 'link');
  expect(resolveReal('link/a.yaml')).toBe(join(folder, 'in/a.yaml'));
  expect(resolveReal('link/new/deep')).toBe(join(folder, 'in/new/deep'));
  expect(resolveReal('new')).toBe(join(folder, 'new'));
  expect(existsSync('in/new')).toBe(false);
});

test('what is a folder', () => {
  write('in/a.yaml');
  symlinkSync('in', 'link');
  expect(['in', 'link', 'in/a.yaml', 'nowhere'].filter(isFolder)).toEqual(['in', 'link']);
});
