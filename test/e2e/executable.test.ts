import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { builtProgram } from '../support/program';
import { prepareExecutable } from './executable';

/** The standalone executable says and writes what the program on Node says and writes. */
const executable = prepareExecutable();
const path = typeof executable === 'string' ? '' : executable.path;
const suite = typeof executable === 'string' ? describe.skip : describe;
const title = typeof executable === 'string' ? `the executable: skipped, ${executable}` : 'the executable';
const root = join(__dirname, '..', '..');
const golden = join(root, 'test', 'golden');

suite(title, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollcall-executable-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (file: string, args: readonly string[], options: { input?: Buffer; cwd?: string } = {}) => {
    const { status, stdout, stderr } = spawnSync(file, args, { cwd: folder, maxBuffer: 1 << 28, ...options });
    return { status, stdout: stdout.toString('latin1'), stderr: stderr.toString() };
  };
  const onNode = (args: readonly string[], options = {}) => run(process.execPath, [builtProgram, ...args], options);

  const cases = readdirSync(golden, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /[\\/]input\.yaml$/.test(file),
  );
  test.each(cases)('%s', (file) => {
    const options = { input: readFileSync(join(golden, file)), cwd: dirname(join(golden, file)) };
    expect(run(path, ['fn'], options)).toEqual(onNode(['fn'], options));
  });

  test.each([
    'render examples/fleet',
    'list examples/fleet',
    'explain alpha examples/fleet',
    'check examples/fleet',
    'graph -o html examples/fleet',
    'schema',
    'completion zsh',
    'help render',
    'lsit',
  ])('rollcall %s', (words) => {
    expect(run(path, words.split(' '), { cwd: root })).toEqual(onNode(words.split(' '), { cwd: root }));
  });

  test('takes nothing from the directory that it is started in', () => {
    writeFileSync(join(folder, '.env'), 'ROLLCALL_TIMEOUT=nothing\n');
    writeFileSync(join(folder, 'bunfig.toml'), 'preload = ["./ran.js"]\n');
    writeFileSync(join(folder, 'ran.js'), "require('node:fs').writeFileSync('ran', '')");
    expect(run(path, ['render', join(root, 'examples', 'fleet')]).status).toBe(0);
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });
});
