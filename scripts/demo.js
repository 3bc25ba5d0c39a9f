/** `npm run demo`: renders the example fleet into demo/ and shows what came out. */
const { spawnSync } = require('node:child_process');
const { readdirSync, readFileSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const { parse } = require('yaml');

const root = join(__dirname, '..');
const output = join('demo', 'rendered');
const command = ['render', join('examples', 'fleet'), '--output', output];

rmSync(join(root, 'demo'), { recursive: true, force: true });
process.stdout.write(`$ rollcall ${command.join(' ')}\n`);
const { status, stderr } = spawnSync(process.execPath, [join(root, 'dist', 'rollcall.js'), ...command], {
  cwd: root,
  encoding: 'utf8',
});
process.stdout.write(stderr);
if (status !== 0) process.exit(status ?? 1);

const objects = readdirSync(join(root, output), { recursive: true })
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => parse(readFileSync(join(root, output, file), 'utf8')));

const label = ({ metadata }, key) => metadata.labels?.[key];
const published = objects.filter(
  (one) => label(one, 'x-k8s.io/cluster-profile') !== undefined && one.kind === 'Secret',
);
const registered = objects.filter(({ kind }) => kind === 'SveltosCluster');
const consumers = [...new Set(published.map(({ metadata }) => metadata.namespace))].sort();
const profileOf = (one) =>
  `${label(one, 'x-k8s.io/cluster-profile-namespace')}/${label(one, 'x-k8s.io/cluster-profile')}`;
const clusters = [
  ...new Set([
    ...published.map(profileOf),
    ...registered.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
  ]),
].sort();

const rows = clusters.map((cluster) => [
  cluster,
  registered.some(({ metadata }) => `${metadata.namespace}/${metadata.name}` === cluster) ? 'SveltosCluster' : '–',
  ...consumers.map((consumer) =>
    published.some((one) => profileOf(one) === cluster && one.metadata.namespace === consumer) ? 'Secret' : '–',
  ),
]);
const table = [['ClusterProfile', 'Sveltos', ...consumers.map((consumer) => `in ${consumer}`)], ...rows];
const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
process.stdout.write(
  `\n${table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] + 2))
        .join('')
        .trimEnd(),
    )
    .join('\n')}\n`,
);
process.stdout.write(`\n${objects.length} objects, each in a file of its own in ${output}, which git ignores.\n`);
