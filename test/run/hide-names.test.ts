import type { Finding } from '../../src/diagnostics/finding';
import type { Item } from '../../src/krm/item';
import type { Json, JsonObject } from '../../src/krm/json';
import { hideNames, nameHider } from '../../src/run/hide-names';
import { itemOf, namespace } from '../support/objects';

/** Texts that are no names are described wherever a finding tells them, and all others are shown. */
const about = (item: Item | undefined, problem: string, more: Partial<Finding> = {}): Finding => ({
  ...item?.at(),
  code: 'RC999',
  severity: 'error',
  problem,
  remedy: '',
  ...more,
});
const thing = (name: string, fields: JsonObject = {}, metadata: JsonObject = {}) =>
  itemOf({
    apiVersion: 'example.com/v1',
    kind: 'Thing',
    metadata: { name, namespace: 'team', ...metadata },
    ...fields,
  });
const hide = (findings: readonly Finding[], items: readonly Item[] = [], config?: Json) =>
  hideNames({ findings }, items, config).findings;
/** What is left of a problem that tells a text, about nothing. */
const tell = (text: string, items: readonly Item[], config?: Json) =>
  hide([about(undefined, `It is ${text}.`)], items, config)[0]?.problem;
const hidden = (text: string) =>
  expect.stringMatching(new RegExp(`^It is \\(${text.length} characters, digest [0-9a-f]{8}\\)\\.$`));
const shown = (text: string) => `It is ${text}.`;

const profileHead = { apiVersion: 'multicluster.x-k8s.io/v1alpha1', kind: 'ClusterProfile', metadata: { name: 'a' } };

describe('of every object and of the configuration', () => {
  test.each<[rule: string, text: string, item: (text: string) => Item]>([
    ['a name', 'Pass Word', (text) => thing(text)],
    ['a namespace', 'Pass/Word', (text) => thing('a', {}, { namespace: text })],
    ['a label’s value that is a word and no value', 'pass/word', (text) => thing('a', {}, { labels: { k: text } })],
    ['an annotation', 'pass word', (text) => thing('a', {}, { annotations: { k: text } })],
    ['a key', 'pass word', (text) => thing('a', {}, { annotations: { [text]: 'k' } })],
    ['an entry of a list', 'pass word', (text) => thing('a', {}, { finalizers: ['k', text] })],
    ['a kind', 'Pass Word', (text) => itemOf({ apiVersion: 'v1', kind: text, metadata: { name: 'a' } })],
    ['a group', 'pass word', (text) => itemOf({ apiVersion: `${text}/v1`, kind: 'A', metadata: { name: 'a' } })],
    [
      'the name of an access provider',
      'pass word',
      (text) => itemOf({ ...profileHead, status: { accessProviders: [{ name: 'k' }, { name: text }] } }),
    ],
    ['an apiVersion', 'v 1 2 3', (text) => itemOf({ apiVersion: text, kind: 'A', metadata: { name: 'a' } })],
  ])('%s is hidden everywhere', (_rule, text, item) => {
    expect(tell(text, [item(text)])).toEqual(hidden(text));
    expect(nameHider([item(text)])(shown(text))).toEqual(hidden(text));
    expect(tell(text, [namespace('a')])).toBe(shown(text));
  });

  test.each([
    ['a name', thing('alpha.example')],
    ['a label’s value', thing('a', {}, { labels: { k: 'Alpha_1.0' } })],
    ['a label of another type', thing('a', {}, { labels: { k: 123456 } })],
    ['a word', thing('a', {}, { annotations: { k: 'https://a.example:6443/x?y=z' } })],
  ])('%s is shown', (_rule, item) => {
    for (const text of ['alpha.example', 'Alpha_1.0', '123456', 'https://a.example:6443/x?y=z']) {
      expect(tell(text, [item])).toBe(shown(text));
    }
  });

  test.each<[rule: string, text: string, want: (text: string) => unknown]>([
    ['a space at the end of a word', 'password ', hidden],
    ['a space at its beginning', ' password', hidden],
    ['six characters', '12 456', hidden],
    ['five characters are part of other words', '12 45', shown],
    ['4096 characters', ' .'.repeat(2048), hidden],
    ['more are no name', `${' .'.repeat(2048)} `, shown],
  ])('a text of the configuration: %s', (_rule, text, want) => {
    expect(tell(text, [], { spec: { field: text } })).toEqual(want(text));
    expect(tell(text, [], { spec: [{ [text]: 1 }] })).toEqual(want(text));
    expect(nameHider([], undefined, { spec: { field: text } })(shown(text))).toEqual(want(text));
  });

  test('it is hidden where it is quoted, and where it is in one line', () => {
    const text = 'first "line"\nsecond';
    for (const form of ['first \\"line\\"\\nsecond', 'first "line" second']) {
      expect(tell(form, [thing(text)])).toEqual(hidden(text));
    }
  });

  test('of two that begin alike the longer one is hidden whole, in whatever order they come', () => {
    const [short, long] = ['pass word', 'pass word, and more'];
    for (const items of [
      [thing(short), thing(long)],
      [thing(long), thing(short)],
    ]) {
      expect(tell(long, items)).toEqual(hidden(long));
      expect(tell(short, items)).toEqual(hidden(short));
    }
  });

  test('the order of the objects changes nothing where texts overlap', () => {
    const items = [thing('one two'), thing('two six')];
    expect(tell('one two six', items)).toBe(tell('one two six', [...items].reverse()));
  });
});

describe('of the object that a finding is about', () => {
  const secret = 'pass word';
  const item = thing('a', { spec: { deep: [secret] } });
  const other = thing('b', { spec: {} });

  test('every field is hidden, in its own findings alone', () => {
    const problem = shown(secret);
    const findings = hide(
      [about(item, problem), about(item, problem), about(other, problem), about(undefined, problem)],
      [item, other],
    );
    expect(findings.map((finding) => finding.problem)).toEqual([hidden(secret), hidden(secret), problem, problem]);
  });

  test('with what is hidden everywhere', () => {
    const [finding] = hide([about(item, `${secret}; Odd Name`)], [item, thing('Odd Name')]);
    expect(finding?.problem).toMatch(/^\(9 characters, digest \w+\); \(8 characters, digest \w+\)$/);
  });

  test('what is in another version, kind, namespace or name is another object', () => {
    const [finding] = hide([about(thing('a', {}, { namespace: 'else' }), shown(secret))], [item]);
    expect(finding?.problem).toBe(shown(secret));
  });
});

test('all that a finding tells is hidden: its object, its field and its excerpt', () => {
  const text = 'Pass Word';
  const odd = itemOf({ apiVersion: `${text}/v1`, kind: text, metadata: { name: text, namespace: text } });
  const [finding] = hide(
    [about(odd, 'x', { field: `metadata.labels["${text}"]`, excerpt: ['1 | a:', `2 | ${text}:`] })],
    [odd],
  );
  const words = expect.stringContaining(' characters, digest ');
  expect(finding).toMatchObject({
    object: { apiVersion: words, kind: words, namespace: words, name: words },
    field: expect.stringMatching(/^metadata\.labels\["\(9 characters, digest \w+\)"\]$/),
    excerpt: ['1 | a:', words],
  });
  expect(JSON.stringify(finding)).not.toContain(text);
});

test('a text that only a field or an excerpt tells is hidden too', () => {
  for (const more of [{ field: 'spec.Pass Word' }, { excerpt: ['Pass Word'] }]) {
    expect(JSON.stringify(hide([about(undefined, 'x', more)], [thing('Pass Word')]))).not.toContain('Pass Word');
  }
});

test('the rest of an outcome stays as it is', () => {
  expect(hideNames({ findings: [], state: 'rendered' }, [thing('Pass Word')])).toEqual({
    findings: [],
    state: 'rendered',
  });
  const finding = about(namespace('a'), 'It is wrong.', { file: { path: 'a.yaml', index: 1 } });
  expect(hideNames({ findings: [finding], state: 'failed' }, [])).toEqual({ findings: [finding], state: 'failed' });
});
