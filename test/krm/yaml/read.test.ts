import { readYaml } from '../../../src/krm/yaml/read';

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

const once = [
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
