import { join } from 'node:path';
import { Terminal } from './terminal';
import { has, Workspace } from './workspace';

/** Completion as a person has it: the real shells, in a real terminal, with the Tab key. */

const SHELLS = [
  { shell: 'bash', start: ['bash', '--norc', '--noprofile'], load: 'source <(rollcall completion bash)' },
  {
    shell: 'zsh',
    start: ['zsh', '-f'],
    load: 'PS1="$ "; autoload -U compinit; compinit -u -D; source <(rollcall completion zsh)',
  },
  { shell: 'fish', start: ['fish', '--no-config'], load: 'rollcall completion fish | source' },
];

const TYPED = [
  ['rollcall expl', 'rollcall explain '],
  ['rollcall explain al', 'rollcall explain alpha '],
  ['rollcall list --consumer=ku', 'rollcall list --consumer=kueue '],
  ['rollcall list -n fleet-p', 'rollcall list -n fleet-prod '],
  ['rollcall list --set pr', 'rollcall list --set prod '],
  ['rollcall list -o na', 'rollcall list -o name '],
  ['rollcall explain Secret/ku', 'rollcall explain Secret/kueue-system/'],
  ['rollcall explain Secret/kueue-system/def', 'rollcall explain Secret/kueue-system/default-gamma-kubeconfig '],
  ['rollcall schema Pol', 'rollcall schema Policy '],
  ['rollcall render clus', 'rollcall render clusters/'],
  ['rollcall render --output prof', 'rollcall render --output profiles/'],
  ['rollcall render --output=prof', 'rollcall render --output=profiles/'],
] as const;

describe.each(SHELLS)('$shell', ({ shell, start, load }) => {
  const isHere = has('tmux') && has(shell);
  (isHere ? test : test.skip)(
    `completes what is typed${isHere ? '' : `: skipped, since there is no tmux or no ${shell} here`}`,
    async () => {
      const workspace = Workspace.withExample();
      const folder = join(workspace.package, 'fleet');
      const terminal = new Terminal({ columns: 160, rows: 50 }, folder, workspace.environment, start);
      try {
        terminal.type(`${load}; echo lo''aded`);
        terminal.press('Enter');
        await terminal.until((screen) => screen.some((line) => line.startsWith('loaded')), 'the end of loading');
        for (const [typed, completed] of TYPED) {
          terminal.type(typed);
          terminal.press('Tab');
          // What follows shows whether there is a space behind it.
          await terminal.until((screen) => screen.some((line) => line.includes(completed.trimEnd())), completed);
          terminal.type('X');
          await terminal.until((screen) => screen.some((line) => line.trimEnd().endsWith(`${completed}X`)), completed);
          terminal.press('C-c');
          terminal.press('C-l');
        }
      } finally {
        terminal.end();
        workspace.end();
      }
    },
  );
});
