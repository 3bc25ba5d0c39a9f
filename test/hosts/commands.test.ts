import { findCommand, loadCommands } from '../../src/hosts/commands';
import { parseCommand } from '../../src/hosts/commands/parse';

/** The table of commands: its help answers by example, and the examples are command lines that the program takes. */
const commands = loadCommands();

test.each(commands.map((command) => ({ command, name: command.name })))(
  '$name has examples that parse',
  ({ command }) => {
    expect(command.examples.length).toBeGreaterThan(0);
    const lines = command.examples.flatMap(({ command: line }) => line.split(/ \| | > |\(|\)/));
    const own = lines.map((line) => line.trim().split(' ')).filter(([program]) => program === 'rollcall');
    for (const [, name = '', ...args] of own) {
      const other = findCommand(name);
      expect(other).toBeDefined();
      if (other !== undefined) expect(parseCommand(other, args)).not.toHaveProperty('fault');
    }
  },
);

test('an option with a closed list of words says what a shell completes it with', () => {
  for (const { name, options } of commands) {
    for (const [option, { value, completes }] of Object.entries(options)) {
      if (value === 'FORM' || value === 'FORMAT')
        expect([name, option, completes]).toEqual([name, option, expect.any(Array)]);
    }
  }
});
