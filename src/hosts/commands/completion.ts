import { answerShell, type CommandTable } from '../completion/candidates';
import { readScript, SHELLS } from '../completion/shells';
import { EXIT } from '../exit';
import { writeStandardOutput } from '../standard-streams';
import { defineCommand } from './command';

export const completionCommand = (commands: CommandTable) =>
  defineCommand({
    name: 'completion',
    takes: 'SHELL',
    summary: 'print the completion script for your shell',
    about: `Writes a script to stdout that lets SHELL (bash, zsh, fish or powershell) complete commands, options and their values, and
the names of the current directory's fleet: clusters, consumers, ClusterSets, namespaces, objects.

The script asks \`rollcall completion SHELL -- WORD...\` for what fits. That reads the fleet as rollcall list does, runs no
credential plugin, and gives up after four seconds.`,
    options: {},
    examples: [
      { command: 'source <(rollcall completion bash)', does: 'in ~/.bashrc (bash 4 or later)' },
      { command: 'source <(rollcall completion zsh)', does: 'in ~/.zshrc, after compinit' },
      { command: 'rollcall completion fish | source', does: 'in ~/.config/fish/config.fish' },
      { command: 'rollcall completion powershell | Out-String | Invoke-Expression', does: 'in $PROFILE' },
    ],
    completes: SHELLS,
    async run({ positionals: [asked, ...words] }) {
      const shell = SHELLS.find((one) => one === asked);
      if (shell === undefined) {
        return {
          fault: `rollcall completion takes ${SHELLS.join(', ')}${asked === undefined ? '.' : `, and got ${asked}.`}`,
        };
      }
      const lines = words.length === 0 ? [] : await answerShell(shell, words, commands);
      writeStandardOutput(
        words.length === 0 ? readScript(shell) : Buffer.from(lines.map((line) => `${line}\n`).join('')),
      );
      return EXIT.rendered;
    },
  });
