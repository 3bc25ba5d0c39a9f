/** Draws lines against the number of clusters, both axes logarithmic, as SVG that is readable on light and dark pages. */
const WIDTH = 720;
const HEIGHT = 400;
const LEFT = 70;
const RIGHT = 560;
const TOP = 20;
const BOTTOM = 350;
const COLOURS = ['#2f6fdf', '#0b9a6d', '#8a8a8a', '#c2571a', '#a03ab8'];

/** @param lines each with its name and its points, which are pairs of clusters and a value. */
function draw(unit, lines) {
  const all = lines.flatMap(({ points }) => points);
  const x = scale(
    all.map(([clusters]) => clusters),
    LEFT,
    RIGHT,
  );
  const y = scale(
    all.map(([, value]) => value),
    BOTTOM,
    TOP,
  );
  const grid = [
    ...x.ticks.map((at) => `<path d="M${x.to(at)} ${TOP}V${BOTTOM}"/>`),
    ...y.ticks.map((at) => `<path d="M${LEFT} ${y.to(at)}H${RIGHT}"/>`),
  ];
  const labels = [
    ...x.ticks.map(
      (at) => `<text x="${x.to(at)}" y="${BOTTOM + 20}" text-anchor="middle">${at.toLocaleString('en')}</text>`,
    ),
    ...y.ticks.map(
      (at) => `<text x="${LEFT - 8}" y="${y.to(at) + 4}" text-anchor="end">${at.toLocaleString('en')}</text>`,
    ),
    `<text x="${(LEFT + RIGHT) / 2}" y="${BOTTOM + 42}" text-anchor="middle">clusters</text>`,
    `<text x="${LEFT - 8}" y="${TOP - 6}" text-anchor="end">${unit}</text>`,
  ];
  const drawn = lines.map(({ points }, at) => {
    const path = points.map(([clusters, value]) => `${x.to(clusters)} ${y.to(value)}`).join('L');
    const dots = points
      .map(([clusters, value]) => `<circle cx="${x.to(clusters)}" cy="${y.to(value)}" r="3"/>`)
      .join('');
    const colour = COLOURS[at];
    return `<g fill="${colour}" stroke="${colour}"><path d="M${path}" fill="none" stroke-width="2"/>${dots}</g>`;
  });
  const legend = lines.map(
    ({ name }, at) => `<text x="${RIGHT + 16}" y="${TOP + 20 + at * 22}" fill="${COLOURS[at]}">${name}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<g stroke="#ddd">${grid.join('')}</g>
<g fill="#444">${labels.join('')}</g>
${drawn.join('\n')}
${legend.join('\n')}
</svg>
`;
}

/** A logarithmic scale over some values, from one power of ten to another. */
function scale(values, from, to) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.ceil(Math.log10(Math.max(...values)));
  const ticks = Array.from({ length: high - low + 1 }, (_, at) => Number((10 ** (low + at)).toPrecision(1)));
  const at = (value) => from + ((Math.log10(value) - low) / Math.max(1, high - low)) * (to - from);
  return { ticks, to: (value) => Number(at(value).toFixed(1)) };
}

module.exports = { draw };
