/**
 * Draws docs/images/scale-time.svg and scale-memory.svg from docs/measured/sizes.json, which `large-fleet.js --sizes` writes:
 *
 *   node test/bench/plot-scale.js
 */
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const docs = join(__dirname, '..', '..', 'docs');
const { rows, shards } = JSON.parse(readFileSync(join(docs, 'measured', 'sizes.json'), 'utf8'));

const SIZE = { width: 640, height: 360, left: 64, right: 150, top: 40, bottom: 48 };
const COLOURS = ['#2563eb', '#9ca3af'];

const seriesOf = (key) => [
  { name: `a shard of ${shards}`, points: rows.map(({ clusters, ours }) => [clusters, ours[key]]) },
  { name: 'the plain copy', points: rows.map(({ clusters, copy }) => [clusters, copy[key]]) },
];

/** Round values for an axis, about five of them. */
function ticksUpTo(most) {
  const rough = most / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
}

function draw(title, unit, series) {
  const { width, height, left, right, top, bottom } = SIZE;
  const [mostX, mostY] = [0, 1].map((at) => Math.max(...series.flatMap(({ points }) => points.map((one) => one[at]))));
  const x = (value) => (left + (value / mostX) * (width - left - right)).toFixed(1);
  const y = (value) => (height - bottom - (value / mostY) * (height - top - bottom)).toFixed(1);
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${left}" y="22" font-size="14" fill="#111827">${title}</text>`,
  ];
  for (const tick of ticksUpTo(mostY)) {
    lines.push(
      `<line x1="${left}" y1="${y(tick)}" x2="${width - right}" y2="${y(tick)}" stroke="#e5e7eb"/>`,
      `<text x="${left - 8}" y="${Number(y(tick)) + 4}" text-anchor="end" fill="#374151">${tick.toLocaleString('en')}</text>`,
    );
  }
  for (const tick of ticksUpTo(mostX)) {
    lines.push(
      `<text x="${x(tick)}" y="${height - bottom + 18}" text-anchor="middle" fill="#374151">${tick.toLocaleString('en')}</text>`,
    );
  }
  lines.push(
    `<text x="${(left + width - right) / 2}" y="${height - 8}" text-anchor="middle" fill="#374151">clusters in the fleet</text>`,
    `<text x="${left}" y="${top - 6}" text-anchor="end" fill="#374151">${unit}</text>`,
  );
  for (const [at, { name, points }] of series.entries()) {
    const colour = COLOURS[at];
    const path = points.map(([cx, cy]) => `${x(cx)},${y(cy)}`).join(' ');
    lines.push(`<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`);
    for (const [cx, cy] of points) lines.push(`<circle cx="${x(cx)}" cy="${y(cy)}" r="3" fill="${colour}"/>`);
    const [lastX, lastY] = points.at(-1);
    lines.push(`<text x="${Number(x(lastX)) + 8}" y="${Number(y(lastY)) + 4}" fill="#111827">${name}</text>`);
  }
  return `${lines.join('\n')}\n</svg>\n`;
}

const images = join(docs, 'images');
mkdirSync(images, { recursive: true });
writeFileSync(join(images, 'scale-time.svg'), draw('Processor time of one shard', 'seconds', seriesOf('cpu')));
writeFileSync(join(images, 'scale-memory.svg'), draw('Peak memory of one shard', 'MB', seriesOf('peak')));
