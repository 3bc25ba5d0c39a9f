/** What the record of decisions costs where nobody asks for a view: its share of a run's samples. */
const { spawnSync } = require('node:child_process');
const { mkdtempSync, openSync, readdirSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join } = require('node:path');

/** The functions that write down what a render needs no more. What the decisions themselves take is the render's. */
const FUNCTIONS = ['writeRecord', 'recordClusterSets', 'readExpiries', 'recordRender'];

/** @returns the share of each run, in percent, sorted. */
function measureRecord(node, program, input, runs) {
  const source = readFileSync(join(dirname(program), 'program.js'), 'utf8');
  for (const name of FUNCTIONS) if (!source.includes(`function ${name}(`)) throw new Error(`there is no ${name}`);
  const shares = [];
  for (let run = 0; run < runs; run++) {
    const folder = mkdtempSync(join(tmpdir(), 'rollcall-record-'));
    const options = ['--cpu-prof', '--cpu-prof-interval', '200', '--cpu-prof-dir', folder];
    const { status } = spawnSync(node, [...options, program, 'fn'], {
      stdio: [openSync(input, 'r'), openSync('/dev/null', 'w'), 'inherit'],
    });
    const [file] = readdirSync(folder);
    if (status !== 0 || file === undefined) throw new Error(`rollcall fn exited with ${status}`);
    shares.push(shareOf(JSON.parse(readFileSync(join(folder, file), 'utf8'))));
    rmSync(folder, { recursive: true });
  }
  return shares.sort((a, b) => a - b);
}

function shareOf({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const inRecord = new Set();
  const mark = (node, isInside) => {
    const inside = isInside || FUNCTIONS.includes(node.callFrame.functionName);
    if (inside) inRecord.add(node.id);
    for (const child of node.children ?? []) mark(byId.get(child), inside);
  };
  mark(nodes[0], false);
  const sum = (isCounted) => samples.reduce((total, id, at) => total + (isCounted(id) ? timeDeltas[at] : 0), 0);
  const isIdle = (id) => byId.get(id).callFrame.functionName === '(idle)';
  return (100 * sum((id) => inRecord.has(id))) / sum((id) => !isIdle(id));
}

module.exports = { measureRecord };
