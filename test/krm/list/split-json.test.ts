import fc from 'fast-check';
import { splitJson } from '../../../src/krm/list/split-json';

/** Where JSON is cut: what stands there is what JSON.parse reads. */
function cut(text: string) {
  const bytes = Buffer.from(text);
  const parts = splitJson(bytes);
  if (parts === undefined) return undefined;
  const read = ({ start, end }: { start: number; end: number }): unknown => {
    const slice = bytes.toString('utf8', start, end);
    expect(slice).toBe(slice.trim());
    return JSON.parse(slice);
  };
  const { items } = parts;
  for (const entry of parts.entries) {
    const whole = bytes.toString('utf8', entry.start, entry.end);
    expect(JSON.parse(`{${whole}}`)).toEqual({ [entry.key]: read(entry.value) });
  }
  return {
    entries: parts.entries.map((entry) => [entry.key, read(entry.value)]),
    items: items.style === 'flow' ? items.ranges.map(read) : items.style,
  };
}

function wanted(object: Record<string, unknown>) {
  const { items } = object;
  const style = items === undefined || items === null ? 'absent' : 'other';
  return { entries: Object.entries(object), items: Array.isArray(items) ? items : style };
}

const tabs = (text: string) => text.replaceAll(/\n */g, '\n\t');
const spread = (text: string) => text.replaceAll(/\n */g, ' \r\n\t ').replaceAll(/,$/gm, ' \t,\r\n');
const LAYOUTS = [
  (value: unknown) => JSON.stringify(value),
  (value: unknown) => JSON.stringify(value, null, 2),
  (value: unknown) => tabs(JSON.stringify(value, null, 2)),
  (value: unknown) => `\t\r\n ${spread(JSON.stringify(value, null, 1))} \n`,
];

test('every entry and every item stands where it is cut', () => {
  const values = fc.jsonValue({ maxDepth: 3 });
  const texts = fc.oneof(fc.string(), fc.constantFrom('\\', '"', '\\"', '{', ']', ',', ':', 'items', '日本'));
  const object = fc.record(
    { items: fc.oneof(fc.array(fc.oneof(values, texts)), values), a: texts, b: values, 'c"\\': fc.array(texts) },
    { requiredKeys: [] },
  );
  const property = fc.property(object, fc.constantFrom(...LAYOUTS), (value, layout) => {
    const same = JSON.parse(JSON.stringify(value));
    expect(cut(layout(same))).toEqual(wanted(same));
  });
  fc.assert(property, { numRuns: 1000 });
});

test.each<[rule: string, value: Record<string, unknown>]>([
  ['nothing', {}],
  ['no items', { kind: 'List' }],
  ['items that are null', { items: null, a: 1 }],
  ['items that are a map', { items: {} }],
  ['items that are a text', { items: 'null' }],
  ['items that are a number', { items: 1 }],
  ['an empty list', { items: [] }],
  ['words', { items: [1, null, true, -1.5e3], a: 1, b: false, c: null }],
  ['quotes and signs in texts', { items: ['a"]', '\\', '\\"', '}', { '"': '],' }], 'a"': '\\' }],
  ['lists and maps in each other', { items: [[[1], [{ a: [] }]], {}, { b: { c: [{}] } }], d: [[]] }],
])('%s', (_rule, value) => {
  for (const layout of LAYOUTS) expect(cut(layout(value))).toEqual(wanted(value));
});

test('a key that stands twice is for the full splitter', () => {
  expect(cut('{"a":1,"b":2,"a":3}')).toBeUndefined();
  expect(cut('{"a":{"a":1},"b":{"a":1}}')).toBeDefined();
});
