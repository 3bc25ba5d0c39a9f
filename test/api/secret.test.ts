import fc from 'fast-check';
import { keysOf, readValue, type SecretValue } from '../../src/api/secret';
import { base64, fleetOf, type Overrides, only, secret } from '../support/objects';

const INVALID: SecretValue = { state: 'invalid' };
const ABSENT: SecretValue = { state: 'absent' };
const present = (text: string, encoded = base64(text)): SecretValue => ({ state: 'present', base64: encoded, text });

interface Row {
  readonly rule: string;
  readonly given: Overrides;
  readonly want: SecretValue;
}

const data = (value: string | null): Overrides => ({ data: { key: value } });

const rows: Row[] = [
  { rule: 'data is base64', given: data('aGVsbG8='), want: present('hello') },
  { rule: 'stringData is the text', given: { stringData: { key: 'hello' } }, want: present('hello') },
  {
    rule: 'stringData counts over data, as the API server has it',
    given: { data: { key: 'aGVsbG8=' }, stringData: { key: 'there' } },
    want: present('there'),
  },
  {
    rule: 'stringData counts over data that is no base64',
    given: { data: { key: '!' }, stringData: { key: 'there' } },
    want: present('there'),
  },
  {
    rule: 'an empty stringData counts over data too: the API server writes nothing over it',
    given: { data: { key: 'aGVsbG8=' }, stringData: { key: '' } },
    want: ABSENT,
  },
  {
    rule: 'stringData: null is an empty string to the API server',
    given: { data: { key: 'aGVsbG8=' }, stringData: { key: null } },
    want: ABSENT,
  },
  {
    rule: 'another key of stringData changes nothing',
    given: { data: { key: 'aGVsbG8=' }, stringData: { other: 'x' } },
    want: present('hello'),
  },
  {
    rule: 'stringData is encoded as UTF-8',
    given: { stringData: { key: 'ü€😀' } },
    want: present('ü€😀', 'w7zigqzwn5iA'),
  },
  { rule: 'data is decoded as UTF-8', given: data('w7zigqzwn5iA'), want: present('ü€😀', 'w7zigqzwn5iA') },

  { rule: 'no data at all', given: {}, want: ABSENT },
  { rule: 'data: null', given: { data: null, stringData: null }, want: ABSENT },
  { rule: 'another key', given: { data: { other: 'aGVsbG8=' } }, want: ABSENT },
  { rule: 'an empty value counts as absent', given: data(''), want: ABSENT },
  { rule: 'null counts as absent', given: data(null), want: ABSENT },
  { rule: 'nothing but line breaks counts as absent', given: data('\n\r\n'), want: ABSENT },

  { rule: 'a line break at the end is ignored', given: data('aGVsbG8=\n'), want: present('hello') },
  { rule: 'line breaks inside are ignored', given: data('aG\nVs\r\nbG\r8='), want: present('hello') },
  { rule: 'a line break inside the padding is ignored', given: data('aA=\n='), want: present('h') },
  { rule: 'a space is not a line break', given: data('aGVs bG8='), want: INVALID },
  { rule: 'a space at the end is not a line break', given: data('aGVsbG8= '), want: INVALID },
  { rule: 'four spaces keep the length and are nothing all the same', given: data('aGVs    '), want: INVALID },
  { rule: 'a tab is not a line break', given: data('aGVs\tbG8='), want: INVALID },

  { rule: 'the letters + and / are the standard alphabet’s', given: data('Pj4+Pz8/'), want: present('>>>???') },
  { rule: 'the letter - is the URL-safe alphabet’s', given: data('Pj4-Pz8/'), want: INVALID },
  { rule: 'the letter _ is the URL-safe alphabet’s', given: data('Pj4+Pz8_'), want: INVALID },
  { rule: 'plain text that happens to have the right length', given: data('clusters: []'), want: INVALID },
  { rule: 'a letter outside ASCII', given: data('aGVéaGVs'), want: INVALID },
  {
    rule: 'a letter outside ASCII whose lowest byte is a letter of base64 (Node takes Ł for A)',
    given: data('ŁGVs'),
    want: INVALID,
  },

  { rule: 'two letters and ==', given: data('aA=='), want: present('h') },
  { rule: 'three letters and =', given: data('aGk='), want: present('hi') },
  { rule: 'missing padding', given: data('aA'), want: INVALID },
  { rule: 'half of the padding', given: data('aA='), want: INVALID },
  { rule: 'padding that is not needed', given: data('aGVs='), want: INVALID },
  { rule: 'a whole group of padding', given: data('aGVs===='), want: INVALID },
  { rule: 'three signs of padding', given: data('a==='), want: INVALID },
  { rule: 'nothing but padding', given: data('===='), want: INVALID },
  { rule: 'one letter', given: data('a'), want: INVALID },
  { rule: 'five letters', given: data('aGVsb'), want: INVALID },
  { rule: 'two values one after the other: = in the middle', given: data('aA==aA=='), want: INVALID },
  { rule: '= in the middle of a group', given: data('aG=s'), want: INVALID },
  { rule: '= in front', given: data('=aGV'), want: INVALID },
];

test.each(rows)('$rule', ({ given, want }) => {
  expect(readValue(only(fleetOf(secret('s', given)).secrets).object, 'key')).toEqual(want);
});

test('what every object inherits is no key', () => {
  const { object } = only(fleetOf(secret('s', { data: {}, stringData: {} })).secrets);
  for (const key of ['constructor', 'toString', '__proto__']) expect(readValue(object, key)).toEqual(ABSENT);
});

test('whatever was encoded is read back, however long it is and however its lines are folded', () => {
  const property = fc.property(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
    fc.integer({ min: 1, max: 80 }),
    (text, width) => {
      const encoded = base64(text);
      const folded = encoded.replace(new RegExp(`.{${width}}`, 'g'), '$&\n');
      const { object } = only(fleetOf(secret('s', data(folded))).secrets);
      const value = readValue(object, 'key');
      expect(value).toEqual({ state: 'present', base64: encoded, text });
    },
  );
  fc.assert(property, { numRuns: 300 });
});

test('a value larger than all before it, and a small one after it', () => {
  const large = 'x'.repeat(300_000);
  const { object } = only(fleetOf(secret('s', { data: { large: base64(large), key: 'aGk=' } })).secrets);
  expect(readValue(object, 'large')).toEqual(present(large));
  expect(readValue(object, 'key')).toEqual(present('hi'));
});

test('one letter taken out of, or put into, base64 makes it something else', () => {
  const property = fc.property(fc.string({ minLength: 1, maxLength: 60 }), fc.nat(), (text, at) => {
    const encoded = base64(text);
    const cut = at % encoded.length;
    const shorter = encoded.slice(0, cut) + encoded.slice(cut + 1);
    const longer = `${encoded.slice(0, cut)}A${encoded.slice(cut)}`;
    for (const broken of [shorter, longer].filter((one) => one !== '')) {
      const { object } = only(fleetOf(secret('s', data(broken))).secrets);
      expect(readValue(object, 'key')).toEqual(INVALID);
    }
  });
  fc.assert(property, { numRuns: 300 });
});

test.each([
  { rule: 'no data', given: {}, want: [] },
  { rule: 'null', given: { data: null, stringData: null }, want: [] },
  {
    rule: 'data, then stringData, each key once',
    given: { data: { b: '', a: '' }, stringData: { c: '', b: '' } },
    want: ['b', 'a', 'c'],
  },
])('the keys of a Secret: $rule', ({ given, want }) => {
  expect(keysOf(only(fleetOf(secret('s', given)).secrets).object)).toEqual(want);
});
