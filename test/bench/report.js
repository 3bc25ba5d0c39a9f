/** Prints what was measured, and compares two runs. */

const figure = (value, unit) => (value === undefined ? '' : `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`);
const ratioOf = ({ ratio }) => `× ${ratio.median.toFixed(2)}`;
const spread = ({ low, high }) => `${low.toFixed(2)}–${high.toFixed(2)}`;

function inWords({ processors, used, most, load }) {
  const who = most.length === 0 ? '' : ` (${most.join(', ')})`;
  return `others used ${used.toFixed(1)} of ${processors} processors${who}, load ${load.toFixed(1)}`;
}

function wantedInWords({ node, executable, peak } = {}) {
  const parts = [
    node && `at most × ${node}`,
    executable && `the executable × ${executable}`,
    peak && `peak memory below ${peak} MB`,
  ].filter(Boolean);
  return parts.length === 0 ? '' : `wanted: ${parts.join('; ')}\n`;
}

/** One row of the table, with everything that was measured for it. */
function showRow({ title, wanted, skipped, programs, others }) {
  const head = `\n${title}\n${wantedInWords(wanted)}`;
  if (skipped) return `${head}  skipped: ${skipped}\n`;
  const lines = programs.map((one) => {
    const cells = [
      figure(one.wall.median, 'ms').padStart(10),
      ratioOf(one).padStart(9),
      spread(one.ratio).padStart(12),
      figure(one.cpu, 'ms CPU').padStart(13),
      `× ${one.cpuRatio.toFixed(2)}`.padStart(9),
      figure(one.peak, 'MB').padStart(8),
    ];
    return `  ${one.name.slice(0, 60).padEnd(61)}${cells.join(' ')}\n`;
  });
  return `${head}${lines.join('')}  ${inWords(others)}\n`;
}

/** How time grows with the number of clusters, without the start: the slope of a line through the logarithms. */
function exponentOf(rows, key) {
  const points = rows
    .filter(({ clusters }) => clusters !== undefined)
    .map(({ clusters, programs: [start, ours] }) => [
      Math.log(clusters),
      Math.log(Math.max(1, key(ours) - key(start))),
    ]);
  const mean = (at) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const up = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return up / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

function growthOf(rows) {
  const measured = rows.filter(({ clusters }) => clusters !== undefined);
  if (measured.length < 2) return undefined;
  return { wall: exponentOf(measured, ({ wall }) => wall.median), cpu: exponentOf(measured, ({ cpu }) => cpu) };
}

function showGrowth({ wall, cpu }) {
  return `\nGrowth without the start: time grows with clusters to the power of ${wall.toFixed(2)}, processor time ${cpu.toFixed(2)}
wanted: at most 1.02\n`;
}

/** Two runs side by side: their ratios, which do not depend on how fast the machine was. */
function compare(before, after) {
  const lines = [`${'median ratio to the floor'.padEnd(70)}${'before'.padStart(9)}${'after'.padStart(9)}\n`];
  for (const row of after.rows) {
    const old = before.rows.find(({ id }) => id === row.id);
    if (old?.programs === undefined || row.programs === undefined) continue;
    lines.push(`\n${row.title}\n`);
    for (const one of row.programs.slice(1)) {
      const was = old.programs.find(({ name }) => name === one.name);
      if (was === undefined) continue;
      const change = one.ratio.median / was.ratio.median - 1;
      // Within the quarters of both runs it may be chance.
      const isSure = one.ratio.low > was.ratio.high || one.ratio.high < was.ratio.low;
      const note = isSure ? `${change < 0 ? '−' : '+'}${Math.abs(change * 100).toFixed(0)} %` : '';
      lines.push(
        `  ${one.name.slice(0, 66).padEnd(68)}${was.ratio.median.toFixed(2).padStart(9)}${one.ratio.median.toFixed(2).padStart(9)}${note.padStart(9)}\n`,
      );
    }
  }
  return lines.join('');
}

module.exports = { compare, growthOf, showGrowth, showRow };
