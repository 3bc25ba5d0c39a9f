import { parse } from 'yaml';
import { Item } from '../../src/krm/item';
import { textAsDocument } from '../../src/krm/item-text';

/** An item of the input as a document of its own. */
const documentOf = (text: string) => {
  const [object] = [parse(text)].flat();
  return textAsDocument(new Item(Buffer.from(text), object));
};

const HOST = 'config.kubernetes.io/path: a.yaml';
const OTHER = "internal.config.kubernetes.io/index: '0'";

test.each<[rule: string, text: string, want: string]>([
  ['a document as it is', 'kind: A # here\nn: 1.0\n', 'kind: A # here\nn: 1.0\n'],
  ['a document without a final newline gets one', 'kind: A\nn: 010', 'kind: A\nn: 010\n'],
  ['an entry of a list at the left edge', '- kind: A\n  n: 1.0\n', 'kind: A\nn: 1.0\n'],
  ['an entry of an indented list', '  -   kind: A\n      n:\n      - x\n', 'kind: A\nn:\n- x\n'],
  ['an entry with empty lines', '- kind: A\n\n \n  n: |\n    a\n\n    b\n', 'kind: A\n\n\nn: |\n  a\n\n  b\n'],
  ['an entry without a final newline', '- kind: A\n  n: 1', 'kind: A\nn: 1\n'],
  ['a dash within a document is none', 'kind: A\nn:\n- x\n', 'kind: A\nn:\n- x\n'],
  [
    'other annotations stay where a host’s goes',
    `kind: A\nmetadata:\n  annotations:\n    one: x # mine\n    ${HOST}\n    two: y\n    ${OTHER}\n  name: a\n`,
    'kind: A\nmetadata:\n  annotations:\n    one: x # mine\n    two: y\n  name: a\n',
  ],
  [
    'annotations go where all are a host’s',
    `kind: A\nmetadata:\n  annotations:\n    ${HOST}\n    ${OTHER}\n  name: a\n`,
    'kind: A\nmetadata:\n  name: a\n',
  ],
  [
    'a host’s annotation in the last line',
    `kind: A\nmetadata:\n  name: a\n  annotations:\n    one: x\n    ${HOST}`,
    'kind: A\nmetadata:\n  name: a\n  annotations:\n    one: x\n',
  ],
  [
    'a host’s annotation of an entry of a list',
    `- kind: A\n  metadata:\n    annotations:\n      ${HOST}\n      one: x\n`,
    'kind: A\nmetadata:\n  annotations:\n    one: x\n',
  ],
])('%s', (_rule, text, want) => {
  const document = documentOf(text);
  expect(document).toBe(want);
});

test.each([
  ['less indented lines of an entry', '-   kind: A\n  # less indented\n    n: 1\n'],
  ['annotations in braces', `kind: A\nmetadata:\n  annotations: {${HOST}}\n`],
  ['metadata in braces', `kind: A\nmetadata: {annotations: {${HOST}, one: x}}\n`],
])('%s cannot stand alone', (_rule, text) => {
  expect(documentOf(text)).toBeUndefined();
});
