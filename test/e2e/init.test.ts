import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Terminal } from './terminal';
import { find } from './tools';
import { has, Workspace } from './workspace';

/** What `rollcall init` writes runs at once in the real hosts, and its questions are answered in a real terminal. */

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
  cpSync(join(__dirname, '..', '..', 'examples', 'fleet'), workspace.package, { recursive: true });
});
afterEach(() => workspace.end());

const withKpt = has('kpt');
(withKpt ? test : test.skip)(`kpt renders it${withKpt ? '' : ': skipped, since there is no kpt here'}`, () => {
  expect(workspace.run('rollcall', ['init', '--host', 'kpt']).code).toBe(0);
  workspace.commit();
  const { code, stderr } = workspace.run('kpt', ['fn', 'render', '--allow-exec', '--truncate-output=false']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('[error]') });
  expect(workspace.changes().filter((line) => line.includes('sveltoscluster')).length).toBeGreaterThan(0);
  workspace.commit();
  expect(workspace.run('kpt', ['fn', 'render', '--allow-exec']).code).toBe(0);
  expect(workspace.changes()).toEqual([]);
});

const kustomize = find('kustomize');
(kustomize ? test : test.skip)(
  `kustomize builds it${kustomize ? '' : ': skipped, since there is no kustomize here'}`,
  () => {
    expect(workspace.run('rollcall', ['init', '--host', 'kustomize']).code).toBe(0);
    const options = ['build', '--enable-alpha-plugins', '--enable-exec', '.'];
    const { code, stdout } = workspace.run(kustomize ?? '', options);
    expect(code).toBe(0);
    expect(stdout.match(/^kind: SveltosCluster$/gm)).toHaveLength(3);
  },
);

const withTmux = has('tmux');
const inTerminal = withTmux ? test : test.skip;
const why = withTmux ? '' : ': skipped, since there is no tmux here';
const open = () => {
  const shell = ['bash', '--norc', '--noprofile'];
  return new Terminal({ columns: 100, rows: 40 }, workspace.package, workspace.environment, shell);
};

inTerminal(`asks, and takes Enter for the guess${why}`, async () => {
  const terminal = open();
  try {
    const answer = async (question: string, text: string) => {
      await terminal.until((screen) => (screen.at(-1) ?? '').startsWith(question), question);
      terminal.type(text);
      terminal.press('Enter');
    };
    await answer('$', 'rollcall init');
    await answer('[RenderInventory]', 'publishcredentials');
    await answer('[fleet]', '');
    await answer('[Copy]', 'nonsense');
    await answer('[Copy]', '');
    await answer('[none]', 'kpt');
    const screen = await terminal.until((lines) => lines.includes('Next:'), 'the end');
    expect(screen).toContain('rollcall.yaml: PublishCredentials fleet, credentials: Copy');
    expect(screen).toContain('Kptfile: new');
    expect(parse(workspace.read('rollcall.yaml')).kind).toBe('PublishCredentials');
  } finally {
    terminal.end();
  }
});

inTerminal.each([['C-c'], ['C-d']])(`%s writes nothing${why}`, async (key) => {
  rmSync(join(workspace.package, 'rollcall.yaml'), { force: true });
  workspace.commit();
  const terminal = open();
  try {
    await terminal.until((screen) => (screen.at(-1) ?? '').startsWith('$'), 'the prompt');
    terminal.type('rollcall init; echo "exit $?"');
    terminal.press('Enter');
    await terminal.until((screen) => (screen.at(-1) ?? '').startsWith('[RenderInventory]'), 'the first question');
    terminal.press(key);
    const screen = await terminal.until((lines) => lines.some((line) => /^exit \d/.test(line)), 'the end');
    expect(screen).toContain('Nothing was written.');
    expect(screen).toContain('exit 1');
    expect(workspace.changes()).toEqual([]);
  } finally {
    terminal.end();
  }
});
