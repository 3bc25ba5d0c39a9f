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
  ['an indentation', 'a:\n    b: 1\n  c: 2\n', ['3:1', 'the indentation is wrong', '|   c: …', '| ^']],
])('%s', (_what, text, said) => {
  const got = explain(text);
  expect(got.slice(2)).toEqual(said.slice(2));
  expect(got).toEqual(said);
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
