/** Writes docs/scale-figures.md and its pictures from a run. */
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { draw } = require('./plot');

const docs = join(__dirname, '..', '..', 'docs');
const ratio = (one) => (one === undefined ? '–' : `${one.ratio.median.toFixed(2)} (${one.cpuRatio.toFixed(2)})`);
const time = (milliseconds) =>
  milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
const memory = (one) => (one?.peak === undefined ? '–' : `${one.peak.toFixed(0)} MB`);
const isOurs = ({ name }) => name.startsWith('rollcall');
const isExecutable = ({ name }) => name.startsWith('executable');

function writeTable(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

const wantedOf = ({ node, executable, peak } = {}) =>
  [node, executable && `executable ${executable}`, peak && `${peak} MB`].filter(Boolean).join(', ') || '–';

/** Works whose programs after the floor are Rollcall's own. */
const WORKS = ['start', 'fleet', 'pipe', 'again', 'untouched', 'folder', 'events', 'hub'];

function writeWorks(rows) {
  const cells = rows.map(({ title, wanted, programs }) => {
    const [floor] = programs;
    const node = programs.slice(1).find(isOurs);
    const executable = programs.find(isExecutable);
    return [title, floor.name, ratio(node), memory(node), ratio(executable), memory(executable), wantedOf(wanted)];
  });
  return writeTable(['work', 'floor', 'on Node', 'memory', 'executable', 'memory', 'wanted'], cells);
}

function writePeers({ programs }) {
  const cells = programs.map((one) => [one.name, time(one.wall.median), time(one.cpu), memory(one)]);
  return writeTable(['program', 'time', 'processor time', 'memory'], cells);
}

function writeRatios(head, { programs }) {
  return writeTable(
    [head, 'ratio'],
    programs.slice(1).map((one) => [one.name.replace('rollcall fn, ', ''), ratio(one)]),
  );
}

function writeGrowth(rows) {
  const cells = rows.map(({ clusters, programs }) => {
    const node = programs[1];
    const executable = programs.find(isExecutable);
    const other = (name) => programs.find((one) => one.name.includes(name));
    const figures = [node, executable, other('plain copy'), other('kpt-functions'), other('kyaml')];
    return [
      clusters.toLocaleString('en'),
      ...figures.map((one) => (one === undefined ? '–' : `${time(one.wall.median)}, ${memory(one)}`)),
    ];
  });
  return writeTable(['clusters', 'on Node', 'executable', 'plain copy', 'kpt-functions', 'Go on kyaml'], cells);
}

function writePage(run) {
  const byId = Object.fromEntries(run.rows.map((row) => [row.id, row]));
  const measured = (id) => byId[id]?.programs !== undefined;
  const growth = run.rows.filter(({ clusters }) => clusters !== undefined);
  const others = run.rows.filter((row) => row.others !== undefined).map((row) => row.others);
  const busiest = others.reduce((most, one) => (one.used > most.used ? one : most), others[0]);
  const { machine } = run;
  const parts = [
    `# Speed in figures

\`npm run bench -- --page\` wrote this page on ${run.date.slice(0, 10)}: Node ${run.node}, ${machine.processors} processors
(${machine.model}), ${machine.memory.toFixed(0)} GB. [Speed and scale](scale.md) explains what the figures mean.

Every work is measured beside a floor, in turn and in the same run. A figure is the median ratio of the times, and in brackets
the ratio of the processor times, which depends less on what else runs. Compare ratios only: at the busiest, other programs
used ${busiest.used.toFixed(1)} of the ${busiest.processors} processors.

${writeWorks(WORKS.filter(measured).map((id) => byId[id]))}`,
  ];
  if (measured('fleet'))
    parts.push(`## The same function in other ways

1,000 Clusters to 20 consumers, 20,000 Secrets of 7 KB. All of them write the same objects.

${writePeers(byId.fleet)}`);
  if (measured('kubeconfigs'))
    parts.push(`## Kubeconfigs by their style

Ratio to the same fleet with kubeconfigs in block style. A text that the quick reader does not support goes to the YAML
library, which takes about twice as long for the whole render.

${writeRatios('style', byId.kubeconfigs)}`);
  if (measured('views'))
    parts.push(`## Views

Ratio to \`rollcall render\` of the same ${byId.views.title.replace('Views of ', '')}, which writes all of their Secrets. \`diff\` renders twice.

${writeRatios('command', byId.views)}`);
  if (growth.length > 1) {
    const { wall, cpu } = run.growth;
    parts.push(`## Growth

To 20 consumers. Without the start, time grows with the number of clusters to the power of ${wall.toFixed(2)}, and processor time to the
power of ${cpu.toFixed(2)} (wanted: at most 1.02).

${writeGrowth(growth)}
![Time against clusters, both on logarithmic scales](images/figures-time.svg)

![Memory against clusters, both on logarithmic scales](images/figures-memory.svg)
`);
    const of = (pick) => linesOf(growth, byId.fleet, pick);
    writeFileSync(
      join(docs, 'images', 'figures-time.svg'),
      draw(
        'seconds',
        of(({ wall }) => wall.median / 1000),
      ),
    );
    writeFileSync(
      join(docs, 'images', 'figures-memory.svg'),
      draw(
        'MB',
        of(({ peak }) => peak),
      ),
    );
  }
  writeFileSync(join(docs, 'scale-figures.md'), `${parts.join('\n').trimEnd()}\n`);
}

/** For each program its points, by the number of clusters; the peers' largest is that of the row that compares them. */
function linesOf(growth, fleet, pick) {
  const names = { 'Rollcall on Node': 'rollcall fn', executable: 'executable', 'plain copy': 'plain copy' };
  const peers = { 'kpt-functions': 'kpt-functions', 'Go on kyaml': 'kyaml' };
  return Object.entries({ ...names, ...peers }).flatMap(([name, part]) => {
    const points = growth.flatMap(({ clusters, programs }) => {
      const one = programs.slice(1).find((program) => program.name.includes(part));
      return one === undefined ? [] : [[clusters, pick(one)]];
    });
    const one = name in peers && fleet?.programs?.find((program) => program.name.includes(part));
    if (one) points.push([1000, pick(one)]);
    return points.length < 2 ? [] : [{ name, points }];
  });
}

module.exports = { writePage };
