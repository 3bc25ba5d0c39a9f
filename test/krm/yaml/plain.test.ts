import { readOldWord, readPlain, readPlainAsGo, readPlainKey } from '../../../src/krm/yaml/plain';

/** What Go's reader takes a plain scalar for. */
test.each<[string, ReturnType<typeof readPlain>]>([
  ['~', null],
  ['~x', '~x'],
  ['null', null],
  ['Null', null],
  ['NULL', null],
  ['nULL', 'nULL'],
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['tRUE', 'tRUE'],
  ['false', false],
  ['False', false],
  ['FALSE', false],
  ['fALSE', 'fALSE'],
  ['yes', 'yes'],
  ['', ''],
  ['0', 0],
  ['-0', 0],
  ['7', 7],
  ['-7', -7],
  ['+7', 7],
  ['007', 7],
  ['010', 8],
  ['08', 8],
  ['0789', 789],
  ['0o10', 8],
  ['0O10', 8],
  ['0b11', 3],
  ['0x1F', 31],
  ['-0x1f', -31],
  ['1_000', 1000],
  ['_1', '_1'],
  ['999999999999999', 999_999_999_999_999],
  ['9007199254740991', 9_007_199_254_740_991],
  ['9007199254740992', 9_007_199_254_740_992n],
  ['-9007199254740992', -9_007_199_254_740_992n],
  ['18446744073709551615', 18_446_744_073_709_551_615n],
  ['0xffffffffffffffff', 18_446_744_073_709_551_615n],
  ['0x10000000000000000', '0x10000000000000000'],
  ['-0x8000000000000000', -9_223_372_036_854_775_808n],
  ['+0x8000000000000000', '+0x8000000000000000'],
  ['1.5', 1.5],
  ['1.', 1],
  ['.5', 0.5],
  ['-.5', -0.5],
  ['1e3', 1000],
  ['1E+3', 1000],
  ['1.5e-3', 0.0015],
  ['1e400', '1e400'],
  ['1_0.5', 10.5],
  ['.5_0', 0.5],
  ['.5_', '.5_'],
  ['._5', '._5'],
  ['1.2.3', '1.2.3'],
  ['1s', '1s'],
  ['1:2', '1:2'],
  ['-', '-'],
  ['.', '.'],
  ['2026-01-01', '2026-01-01'],
  ['.inf', undefined],
  ['.Inf', undefined],
  ['+.INF', undefined],
  ['-.inf', undefined],
  ['.nan', undefined],
  ['.NaN', undefined],
  ['.NAN', undefined],
  ['.iNF', '.iNF'],
  ['+.nan', '+.nan'],
])('%j', (text, value) => {
  expect(readPlain(text)).toBe(value);
});

test.each(['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'])('%s is a word for true in YAML 1.1', (word) => {
  expect([readOldWord(word), readPlainAsGo(word)]).toEqual([true, true]);
});

test.each(['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF'])('%s is a word for false in YAML 1.1', (word) => {
  expect([readOldWord(word), readPlainAsGo(word)]).toEqual([false, false]);
});

test.each(['yEs', 'yesterday', 'noon', 'oN', 'offset', 'o', ''])('%j is none', (word) => {
  expect([readOldWord(word), readPlainAsGo(word)]).toEqual([undefined, word]);
});

/** strconv.FormatFloat(value, 'g', -1, 32), which sigs.k8s.io/yaml makes keys by. */
test.each([
  ['a', 'a'],
  ['true', 'true'],
  ['FALSE', 'false'],
  ['null', undefined],
  ['7', '7'],
  ['0x10', '16'],
  ['18446744073709551615', '18446744073709551615'],
  ['1.5', '1.5'],
  ['0.1', '0.1'],
  ['-0.25', '-0.25'],
  ['0.0', '0'],
  ['-0.0', '-0'],
  ['1e3', '1000'],
  ['999999.0', '999999'],
  ['1e6', '1e+06'],
  ['1234567.0', '1.234567e+06'],
  ['1e20', '1e+20'],
  ['0.0001', '0.0001'],
  ['0.00001', '1e-05'],
  ['1.5e-7', '1.5e-07'],
  ['1e40', '.inf'],
  ['-1e40', '-.inf'],
  ['.inf', '.inf'],
  ['+.Inf', '.inf'],
  ['-.INF', '-.inf'],
  ['.nan', '.nan'],
  ['.NAN', '.nan'],
])('the key %s', (text, key) => {
  expect(readPlainKey(text)).toBe(key);
});
