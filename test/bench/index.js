/**
 * `npm run bench`: how long whole renders take, as ratios to a floor measured in the same run. It only prints: on a shared
 * machine a time limit in a test would fail for reasons of its own.
 */
const { spawnSync } = require('node:child_process');
const { mkdirSync, openSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { prepareFramework } = require('./event-framework');
const { makeFleet } = require('./fleet');
const { measure } = require('./measure');
const { measureRecord } = require('./record');

const root = join(__dirname, '..', '..');
const folder = join(root, '.cache', 'bench');
const rollcall = join(root, 'dist', 'rollcall.js');
const node = process.execPath;

function prepare(name, clusters, consumers) {
  const input = join(folder, `${name}.yaml`);
  const output = join(folder, `${name}.out.yaml`);
  writeFileSync(input, makeFleet(clusters, consumers));
  const { status, stderr } = spawnSync(node, [rollcall, 'fn'], {
    stdio: [openSync(input, 'r'), openSync(output, 'w'), 'pipe'],
  });
  if (status !== 0) throw new Error(String(stderr));
  return { input, output };
}

function show(title, wanted, rows) {
  process.stdout.write(`\n${title}\n${wanted}\n`);
  for (const { name, ms, least, ratio } of rows) {
    const figures = [
      `${ms.toFixed(0)} ms`.padStart(10),
      `${least.toFixed(0)} ms`.padStart(10),
      `× ${ratio.toFixed(2)}`.padStart(9),
    ];
    process.stdout.write(`  ${name.padEnd(50)}${figures.join('')}\n`);
  }
}

mkdirSync(folder, { recursive: true });
process.stdout.write(`Node ${process.version}; median, minimum, and the median ratio to the first row\n`);

const small = prepare('small', 4, 2);
show(
  'A start: 4 Clusters, 4 Secrets, 3 Namespaces',
  'wanted: at most × 1.5',
  measure(
    { 'node -e 0': { argv: [node, '-e', '0'] }, 'rollcall fn': { argv: [node, rollcall, 'fn'], input: small.input } },
    15,
  ),
);

const medium = prepare('medium', 1000, 20);
const known = (program) => ({ argv: [node, join(__dirname, program), medium.output], input: medium.input });
show(
  'A fleet: 1,000 Clusters, 1,000 Secrets of 6 KB, 20 consumers; 20,000 Secrets out',
  'wanted: at most × 3 of a program that only reads the input and writes the result, which it knows already',
  measure(
    {
      'that program, plainly: readFileSync, writeSync': known('plain.js'),
      'that program, as lean as can be: one 4 MB buffer': known('floor.js'),
      'rollcall fn': { argv: [node, rollcall, 'fn'], input: medium.input },
      'rollcall fn, rendering its own output again': { argv: [node, rollcall, 'fn'], input: medium.output },
    },
    7,
  ),
);
const shares = measureRecord(node, rollcall, medium.input, 7);
process.stdout.write(`
The record of decisions, where nobody asks for a view: its share of the samples of V8's profiler, on the same fleet
wanted: at most 3 %
  median ${shares[3].toFixed(2)} %, from ${shares[0].toFixed(2)} to ${shares[6].toFixed(2)} %
`);
show(
  'The same function on kpt-functions',
  'for comparison',
  measure(
    {
      'rollcall fn': { argv: [node, rollcall, 'fn'], input: medium.input },
      'kpt-functions': { argv: [node, join(__dirname, 'on-the-sdk.js')], input: medium.input },
    },
    3,
  ),
);
const framework = prepareFramework(folder, medium.input, [node, rollcall]);
if (framework.skipped) process.stdout.write(`\nThe event framework: skipped, ${framework.skipped}\n`);
else {
  show(
    'The document’s own EventSource and template on the same fleet',
    'beside the function that is made for it, and beside the Go engines (without their reading and writing)',
    measure(framework.programs, 3),
  );
}
