/** `npm run demo`: renders the example fleet into demo/ and shows the table of its clusters. */
const { spawnSync } = require('node:child_process');
const { readdirSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const fleet = join('examples', 'fleet');
const output = join('demo', 'rendered');

/** Runs the program as a user types it; the demo ends with the first command that fails. */
function rollcall(...args) {
  process.stdout.write(`$ rollcall ${args.join(' ')}\n`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist', 'rollcall.js'), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) {
    process.stdout.write(stderr);
    process.exit(status ?? 1);
  }
  return { stdout, stderr };
}

rmSync(join(root, 'demo'), { recursive: true, force: true });
process.stdout.write(rollcall('render', fleet, '--output', output).stderr);
process.stdout.write(`\n${rollcall('list', fleet).stdout}`);
const count = readdirSync(join(root, output), { recursive: true }).filter((file) => file.endsWith('.yaml')).length;
process.stdout.write(`\n${count} objects, one file each, are in ${output}, which Git ignores.\n`);
