import { readUnambiguously, readYaml } from '../../../src/krm/yaml/read';

/** JSON is read by its own reader, which is quick, and keeps the last of two keys without saying so. */
const twice = [
  '{"a": 1, "a": 2}',
  '{"labels": {"x": "one"}, "labels": {}}',
  '[{"a": {"b": 1, "c": [], "b": 2}}]',
  '{"a": "{\\"b\\": 1}", "a": ""}',
  '{"a" : 1, "a"\n: 1}',
  '{"__proto__": 1, "__proto__": 2}',
];

test.each(twice)('a key twice is a fault: %s', (text) => {
  expect(readYaml(text)).toEqual({ fault: expect.objectContaining({ reason: 'a key stands twice in one map' }) });
});

/** YAML has no such key before a colon on one line. */
const long = 'k'.repeat(1100);

const once = [
  `{"${long}": "\\": \\":"}`,
  `[{"${long}": [1, {"a" : 2}]}, {"b": {"c": "d"}}]`,
  `{"a": "\\\\ \\" \\n", "${long}": 1, "b" : ["\\":", ""]}`,
  '{"a": 1, "b": {"a": 2}}',
  '{"a": "{\\"a\\": 1}", "b:": "\\\\", "c": "\\":"}',
  '{"last-applied": "{\\"metadata\\":{\\"name\\":\\"a\\",\\"name\\":\\"b\\"}}"}',
  '[{"a": 1}, {"a": 1}]',
  '{"": {"": ":"}}',
  '{"hasOwnProperty": {"length": 1}}',
];

test.each(once)('a key once is read as JSON: %s', (text) => {
  expect(readYaml(text)).toEqual({ value: JSON.parse(text) });
});

test('a long text in JSON is no reason to run out of stack', () => {
  const text = JSON.stringify({ a: '":'.repeat(1_000_000), b: 1 });
  expect(readYaml(text)).toEqual({ value: JSON.parse(text) });
});

/** Texts of so many maps and lists in each other, each in a way that another reader takes. */
const nested: [string, (levels: number) => string][] = [
  ['lists in JSON', (levels) => '['.repeat(levels) + ']'.repeat(levels)],
  ['maps in JSON', (levels) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`],
  ['lists in flow style', (levels) => `a: ${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}`],
  ['lists in block style', (levels) => `${'- '.repeat(levels)}a`],
  ['maps in block style', (levels) => Array.from({ length: levels }, (_, at) => `${' '.repeat(at)}a:\n`).join('')],
  ['behind a line break of YAML 1.1', (levels) => `a: [b\u2028,${'['.repeat(levels - 2)}${']'.repeat(levels - 1)}`],
];

describe.each(nested)('%s', (_, write) => {
  test('may be nested 200 levels deep', () => {
    expect(readYaml(write(200))).toHaveProperty('value');
  });

  // V8 has stack for some hundred levels, and other engines for thousands: all of them say the same.
  test.each([201, 5_000])('may not be nested %d levels deep', (levels) => {
    const fault = { fault: expect.objectContaining({ reason: expect.stringContaining('more than 200 levels deep') }) };
    expect(readYaml(write(levels))).toEqual(fault);
    expect(readUnambiguously(write(levels))).toHaveProperty('fault');
  });
});

test('what aliases nest counts too', () => {
  const text = Array.from({ length: 4 }, (_, at) => {
    const inner = at === 0 ? '1' : `*a${at - 1}`;
    return `a${at}: &a${at} ${'['.repeat(60)}${inner}${']'.repeat(60)}\n`;
  }).join('');
  expect(readYaml(text)).toEqual({ fault: expect.objectContaining({ reason: expect.stringContaining('200 levels') }) });
});

const odd = {
  fault: expect.objectContaining({ reason: 'a character stands there that YAML readers take differently' }),
};
const differently = (line: number, column: number, what: string) => ({
  fault: { line, column, reason: `${what}, which YAML readers take differently` },
});

describe('a text that every reader must take for the same', () => {
  test.each([
    ['a: b\rc: d\n', 1, 5],
    ['a: b\n\ncd: "e\u2028"\n', 3, 7],
    ['a: b\n# \x07\n', 2, 3],
    ['\x85', 1, 1],
    ['a: \ufeffb\n', 1, 4],
  ])('holds no odd characters: %j', (text, line, column) => {
    expect(readUnambiguously(text)).toEqual(odd);
    expect(readUnambiguously(text)).toMatchObject({ fault: { line, column } });
  });

  test.each([
    ['\ufeffa: é\r\nb:\tc\r\n', { a: 'é', b: 'c' }],
    ["a: &x 'yes'\nb: &y yes\nc: *x\nd: &z off\ne: &w |\n  on\n", { a: 'yes', b: true, c: 'yes', d: false, e: 'on\n' }],
    ['a: &x 1\n"0x10": b\n"1e6": c\n', { a: 1, '0x10': 'b', '1e6': 'c' }],
    ['a: yes\nb: "no"\n', { a: true, b: 'no' }],
    ['a: &x <<\n', { a: '<<' }],
    [`{"${long}": "\\":"}`, { [long]: '":' }],
    ['# %a\nb: &x "%"\n', { b: '%' }],
    ['b: &x c\n# d\n', { b: 'c' }],
  ])('is read: %j', (text, value) => {
    expect(readUnambiguously(text)).toEqual({ value });
  });

  test.each([
    ['a: &x {b: 1}\nc:\n  <<: *x\n', differently(3, 3, 'maps are merged (<<)')],
    ['a: &x <<\nc:\n  *x : {d: 1}\n', differently(3, 3, 'maps are merged (<<)')],
    ['{"<<": {"a": 1}}', differently(1, 2, 'maps are merged (<<)')],
    ['a:\n- !b c\n', differently(2, 6, 'a tag (!) stands there')],
    ['%YAML 1.1\n---\na: b\n', differently(1, 1, 'it begins with a directive')],
    ['\ufeff# a\r\n\n \t# b\n%YAML 1.1\n---\na: b\n', differently(1, 1, 'it begins with a directive')],
    [
      'a: 1\nb\n',
      {
        fault: expect.objectContaining({
          line: 2,
          reason: 'a character is missing (a closing quote, bracket or colon)',
        }),
      },
    ],
    ['a: &x ~\n*x : b\n', { fault: expect.objectContaining({ reason: 'a key is empty or null' }) }],
  ])('is refused: %j', (text, fault) => {
    expect(readUnambiguously(text)).toEqual(fault);
  });
});
