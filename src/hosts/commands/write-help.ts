import type { Command, Options } from './command';

const WIDTH = 100;
const INDENT = 2;

/** The help of one command. */
export function writeCommandHelp({ name, takes, about, options, examples }: Command): string {
  const usage = ['rollcall', name, takes, Object.keys(options).length > 0 ? '[OPTION...]' : ''];
  const shown = examples.map(({ command, does }) => `  ${command}\n      ${does}`);
  return [
    usage.filter((part) => part !== '').join(' '),
    about.trim(),
    writeOptions(options),
    shown.length > 0 ? `Examples:\n${shown.join('\n')}` : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

/** The help of the program: a line a command. */
export function writeProgramHelp(commands: readonly Command[]): string {
  const lines = commands.map(({ name, takes, summary }) => [`rollcall ${name} ${takes}`.trim(), summary] as const);
  return `rollcall turns a fleet's cluster inventory into SveltosClusters, kubeconfig Secrets and consumer credentials.

${writeColumns([...lines, ['rollcall help COMMAND', 'show the options and examples of a command']])}

Exit codes: 0 success; 1 the input or the configuration is wrong, and every finding is listed; 2 wrong usage;
70 a Rollcall bug.
`;
}

function writeOptions(options: Options): string {
  const rows = Object.entries(options).map(([name, { short, value, about }]) => {
    const long = `--${name}${value === undefined ? '' : ` ${value}`}`;
    return [short === undefined ? long : `-${short}, ${long}`, about] as const;
  });
  return writeColumns(rows);
}

/** Two columns; the second one is wrapped. */
function writeColumns(rows: readonly (readonly [string, string])[]): string {
  const left = Math.min(30, Math.max(0, ...rows.map(([first]) => first.length))) + INDENT;
  const gap = ' '.repeat(INDENT + left);
  return rows
    .map(([first, second]) => {
      const lines = wrap(second, WIDTH - gap.length).join(`\n${gap}`);
      const head = `${' '.repeat(INDENT)}${first}`;
      return first.length + INDENT > left ? `${head}\n${gap}${lines}` : `${head.padEnd(gap.length)}${lines}`;
    })
    .join('\n');
}

function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
