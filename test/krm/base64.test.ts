import fc from 'fast-check';
import { decodeBase64, decodesAsBase64 } from '../../src/krm/base64';

/** As Go's base64.StdEncoding decodes: what it refuses is refused, and so is what is no text. */
test.each<[rule: string, text: string, want: string | undefined]>([
  ['nothing', '', ''],
  ['no padding', 'YWJj', 'abc'],
  ['one sign of padding', 'YWI=', 'ab'],
  ['two signs of padding', 'YQ==', 'a'],
  ['a plus and a slash', 'w7/Dvj/Dvj4+', 'ÿþ?þ>>'],
  ['characters of several bytes', '5pel5pys8J+YgA==', '日本😀'],
  ['padding that is missing', 'YQ', undefined],
  ['padding that is short', 'YQ=', undefined],
  ['padding in the middle', 'YQ==YQ==', undefined],
  ['padding alone', '====', undefined],
  ['the letters of URLs', 'w7_Dvg==', undefined],
  ['and the other one', 'Dvj-Dvg=', undefined],
  ['a line break', 'YWJj\nYWJj', undefined],
  ['a line break that keeps the length', 'YWJ\n', undefined],
  ['a space', 'YW j', undefined],
  ['another character', 'YW*j', undefined],
  ['a character of two bytes', 'YWéj', undefined],
  ['bytes that are no UTF-8', '//79', undefined],
  ['half of a character', '5pc=', undefined],
])('%s', (_rule, text, want) => {
  expect(decodeBase64(text)).toBe(want);
});

test('whether it is base64 does not depend on what the bytes are', () => {
  expect(['//79', 'YQ==', '', 'YQ', 'w7_D'].map(decodesAsBase64)).toEqual([true, true, true, false, false]);
});

test('whatever was encoded is decoded, of any length', () => {
  const property = fc.property(fc.string({ unit: 'grapheme' }), (text) => {
    expect(decodeBase64(Buffer.from(text).toString('base64'))).toBe(text);
  });
  fc.assert(property);
  const long = 'é'.repeat(100_000);
  expect(decodeBase64(Buffer.from(long).toString('base64'))).toBe(long);
  expect(decodeBase64('YQ==')).toBe('a');
});
