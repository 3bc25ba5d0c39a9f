import { readYaml } from '../../../src/krm/yaml/read';

/** What is said of a text that cannot be read: line, column, cause, and the lines that are shown. */
function explain(text: string) {
  const reading = readYaml(text);
  if (!('fault' in reading)) throw new Error('it can be read');
  const { line, column, reason, excerpt = [] } = reading.fault;
  return [`${line}:${column}`, /Likely cause: (.*)$/.exec(reason)?.[1] ?? reason, ...excerpt];
}

const TEMPLATE = 'a Helm or Jinja template that is not rendered';
const QUOTE = 'a quote that opens here and is never closed';

test.each([
  [
    'the markers of a merge conflict',
    'kind: A\nmetadata:\n<<<<<<< HEAD\n  name: a\n=======\n  name: b\n>>>>>>> c\n',
    ['3:1', 'a merge conflict that is not resolved', '| <<<<<<< …', '| ^'],
  ],
  ['a Helm template', 'kind: A\n{{- if .Values.s3cret }}\nspec: {}\n{{- end }}\n', ['2:1', TEMPLATE, '| {{- …', '| ^']],
  [
    'a value of a template',
    'kind: A\nmetadata:\n  name: {{ name }}\n',
    ['3:9', TEMPLATE, '|   name: …', '|         ^'],
  ],
  [
    'a Jinja template',
    '{% if a %}\nkind: A\n{% endif %}\n',
    ['1:1', 'a Jinja template that is not rendered', '| {% …', '| ^'],
  ],
  ['a tab', 'kind: A\nmetadata:\n\tname: a\n', ['3:1', 'a tab is used for indentation', '| …', '| ^']],
  ['a quote without an end', 'kind: A\nname: "a\nspec: b\n', ['2:7', QUOTE, '| name: …', '|       ^']],
  ['a quote that the next one ends', 'kind: A\nname: "a\nspec: "b"\n', ['2:7', QUOTE, '| name: …', '|       ^']],
  ['a quote on a later line', 'kind: A\nx: 1\nlonger: "a\nspec: b\n', ['3:9', QUOTE, '| longer: …', '|         ^']],
  ['a quote that ends where the fault is', 'a: "b\n  c" d\n', ['1:4', QUOTE, '| a: …', '|    ^']],
  [
    'a conflict on the first line',
    '<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> b\n',
    ['1:1', 'a merge conflict that is not resolved', '| <<<<<<< …', '| ^'],
  ],
  ['an indentation', 'a:\n    b: 1\n  c: 2\n', ['3:1', 'the indentation is wrong', '|   c: …', '| ^']],
  ['a key without a value', 'a:\n    b: 1\n  c:\n', ['3:1', 'the indentation is wrong', '|   c:', '| ^']],
  ['a key with blanks behind it', 'a:\n    b: 1\n  c:  \n', ['3:1', 'the indentation is wrong', '|   c:', '| ^']],
  [
    'a fault behind what is shown',
    'long: "x" y\n',
    ['1:11', 'something stands where YAML allows nothing', '| long: …', '|       ^'],
  ],
  ['an entry of a Secret', 'kind: Secret\n- hunter2: "x" y\n', ['2:1', 'a key spans several lines', '| - …', '| ^']],
  ['an alias', 'a: 1\nb: *c\n', ['2:4', 'an alias has no anchor', '| b: …', '|    ^']],
  ['a key that is empty', 'a:\n  b: 1\n  ~: c\n', ['3:3', 'a key is empty or null', '|   …', '|   ^']],
  ['an alias of null as a key', 'a: &b ~\nc:\n  *b : 1\n', ['3:3', 'a key is empty or null', '|   …', '|   ^']],
  [
    'an alias of a map as a key',
    'a: &b {}\nc:\n  *b : 1\n',
    ['3:3', 'a map or a list stands where a key belongs', '|   …', '|   ^'],
  ],
  ['a map as a key', 'a:\n  {b: c}: d\n', ['2:3', 'a map or a list stands where a key belongs', '|   …', '|   ^']],
  [
    'a number that is none',
    'a:\n  - .inf\n',
    ['2:5', 'an object can hold neither .nan nor .inf', '|   - …', '|     ^'],
  ],
  ['a key twice', 'a:\n  b: 1\n  "b": 2\n', ['3:3', 'a key stands twice in one map', '|   …', '|   ^']],
])('%s', (_what, text, said) => {
  const got = explain(text);
  expect(got.slice(2)).toEqual(said.slice(2));
  expect(got).toEqual(said);
});

test.each([
  ['a key that stands twice', 'a: 1\na: 2\n', 'a key stands twice in one map'],
  ['a number that is none', 'a: .nan\n', 'an object can hold neither .nan nor .inf'],
  ['a map as a key', '? {a: b}\n: c\n', 'a map or a list stands where a key belongs'],
  ['an empty key', ': a\n', 'a key is empty or null'],
  ['a key that is null', '~: a\n', 'a key is empty or null'],
  ['a tab', 'a:\n\tb: c\n', 'a tab is used for indentation'],
  ['a word without a colon', 'a: 1\nb\n', 'a character is missing (a closing quote, bracket or colon)'],
  ['text behind a quoted text', 'a: "b" c\n', 'something stands where YAML allows nothing'],
  ['an alias without a name', 'a: *\n', 'an alias has no name, or a name that ends with a colon'],
  ['a key in front of a block', 'a: b: |\n  c\n', 'a block stands where a key belongs'],
  ['several documents', 'a: b\n---\nc: d\n', 'there is more than one document'],
  ['an escape that YAML does not have', 'a: "\\q"\n', 'it is not well-formed (bad dq escape)'],
  ['a key over two lines', 'a\nb: c\n', 'a key spans several lines'],
  ['a long key', `"${'a'.repeat(1100)}": b\n`, 'a key is longer than 1,024 characters'],
  [
    'too many aliases',
    `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdef'[at]}`).join(',')}]\n`).join('')}`,
    'its aliases stand for too much',
  ],
])('says what is wrong: %s', (_what, text, reason) => {
  expect(explain(text)[1]).toBe(reason);
});

test.each([
  ['an entry of a list', 'a:\n-  {% x %}\n', 'a Jinja template that is not rendered'],
  ['a value in quotes', 'a: "{{ b }}\n', TEMPLATE],
  ['an entry in quotes', "a:\n-   '{{ b }}\n", TEMPLATE],
  ['a tab behind dashes', 'a: "x"\n-  - \tb: c\n', 'a tab; YAML indents with spaces alone'],
])('finds the cause in %s', (_what, text, cause) => {
  expect(explain(text)[1]).toBe(cause);
});

test.each([
  ['the marks of a conflict inside a line', 'x: a <<<<<<< b\na:\n    b: 1\n  c: 2\n'],
  ['a text that quotes somebody', 'x: "y\n> z"\na:\n    b: 1\n  c: 2\n'],
  ['a tab inside a line', 'a:\n    b: 1\n  c:\t2\n'],
  ['a template behind the fault', 'a:\n    b: 1\n  c: 2\nd: "{{ e }}"\n'],
  ['braces inside a text', 'x{{: y\na:\n    b: 1\n  c: 2\n'],
  ['a quoted text that ends before the fault', 'x: "a\n  b"\na:\n    b: 1\n  c: 2\n'],
  ['a quoted text behind the fault', 'a:\n    b: 1\n  c: 2\nx: "a\n  b"\n'],
])('is not misled by %s', (_what, text) => {
  expect(explain(text)[1]).toBe('the indentation is wrong');
});

test('shows keys that every object has, of a Secret too', () => {
  const shown = (line: string) => explain(`${line} "hunter2" x\n`)[2];
  const keys = 'apiVersion kind metadata name namespace labels annotations type data stringData items'.split(' ');
  expect(keys.map((key) => shown(`kind: Secret\n${key}:`))).toEqual(keys.map((key) => `| ${key}: …`));
  expect(shown('kind: Secret\nother:')).toBe('| …');
  expect(shown('other:')).toBe('| other: …');
  expect(shown('- - other:')).toBe('| - - other: …');
});

test.each([
  ['a value', 'kind: ConfigMap\ntoken: hunter2: x\n'],
  ['a line of a text over several lines', 'kind: A\nv: "x\n  hunter2\n'],
  ['a key of a Secret', 'kind: Secret\nstringData:\n  hunter2: [\n'],
  ['what stands alone', 'kind: Secret\nhunter2\nx: y\n'],
  ['an alias', 'kind: Secret\ndata: *hunter2\n'],
  ['a comment', 'kind: A\nv: "x" y # hunter2\n'],
])('never shows %s', (_what, text) => {
  expect(explain(text).join('\n')).not.toContain('hunter2');
});
