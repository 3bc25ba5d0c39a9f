import { type Paint, writeColumns } from '../../src/views/columns';

const plain: Paint = (text) => text;
const table = (rows: string[][], width?: number) =>
  writeColumns(
    rows.map((row) => row.map((text) => ({ text }))),
    plain,
    width,
  );

test('prose in the last column goes on below, and no word of it is cut', () => {
  const rows = [
    [{ text: 'NAME' }, { text: 'WHY' }],
    [{ text: 'alpha' }, { text: 'there is no Secret mgmt/a-very-long-name-of-a-secret', wraps: true }],
  ];
  expect(writeColumns(rows, plain, 32)).toBe(
    `NAME   WHY
alpha  there is no Secret
       mgmt/a-very-long-name-of-
       a-secret
`,
  );
  expect(writeColumns(rows, plain)).toContain('mgmt/a-very-long-name-of-a-secret\n');
});

test.each([
  {
    rule: 'columns are as wide as their widest cell',
    rows: [
      ['a', 'b'],
      ['long', 'c'],
    ],
    want: 'a     b\nlong  c\n',
  },
  {
    rule: 'wide characters take two cells',
    rows: [
      ['集群', 'b'],
      ['abcd', 'c'],
    ],
    want: '集群  b\nabcd  c\n',
  },
  {
    rule: 'combining characters take none',
    rows: [
      ['e\u0301', 'b'],
      ['x', 'c'],
    ],
    want: 'e\u0301  b\nx  c\n',
  },
  { rule: 'control characters do not reach the terminal', rows: [['a\u001b[31mb', 'c\nd']], want: 'a [31mb  c d\n' },
  { rule: 'nothing is nothing', rows: [], want: '' },
])('$rule', ({ rows, want }) => {
  expect(table(rows)).toBe(want);
});

test('what is dispensable is left out before anything is cut', () => {
  const rows = [
    [{ text: 'NAME' }, { text: 'SOURCE', isDispensable: true }, { text: 'STATE' }],
    [{ text: 'fleet/alpha' }, { text: 'Cluster mgmt/alpha' }, { text: 'registered' }],
  ];
  expect(writeColumns(rows, plain, 43)).toContain('fleet/alpha  Cluster mgmt/alpha  registered\n');
  expect(writeColumns(rows, plain, 42)).toBe('NAME         STATE\nfleet/alpha  registered\n');
});

test('names are cut last', () => {
  expect(table([['fleet-edge/delta', 'access provider', 'registered with Sveltos']], 40)).toBe(
    'fleet-edge/delta  access pr…  registere…\n',
  );
});

test.each([40, 30, 24])('no line is wider than a terminal of %i columns', (width) => {
  const rows = [['namespace/a-very-long-name-of-a-cluster', 'Cluster mgmt/a-very-long-name', 'ok']];
  const [line = ''] = table(rows, width).split('\n');
  expect(line.length).toBeLessThanOrEqual(width);
  expect(line).toContain('…');
});

test('a grapheme is not cut in two', () => {
  expect(table([['👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 'b']], 11)).toMatch(/^(?:👩‍👩‍👧‍👦)+… +b\n$/u);
});
