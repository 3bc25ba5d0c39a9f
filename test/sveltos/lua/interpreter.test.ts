import type { JsonObject } from '../../../src/krm/json';
import { runScript } from '../../../src/sveltos/lua/interpreter';

const run = (script: string, ...objects: JsonObject[]) =>
  runScript({ kind: 'aggregate', script: `function evaluate() ${script} end`, objects }, () => {});
const value = (expression: string, ...objects: JsonObject[]) => run(`return { v = ${expression} }`, ...objects);
const gives = (v: unknown) => ({ state: 'answered', values: [{ v }] });

describe('numbers are those of Lua 5.1', () => {
  test.each([
    ['tostring(10 / 2)', '5'],
    ['(10 / 2) .. ""', '5'],
    ['tostring(0.1 + 0.2)', '0.30000000000000004'],
    ['tostring(2 ^ 53)', '9007199254740992'],
    ['tostring(1e21)', '1e+21'],
    ['tostring(0.00001)', '1e-05'],
    ['tostring(3000000000 * 3)', '9000000000'],
    ['2147483647 + 1', 2147483648],
    ['100000 * 100000', 10_000_000_000],
    ['5 % 3', 2],
    ['-5 % 3', 1],
    ['010 + 0', 10],
    ['0x10', 16],
    ['"10" + 1', 11],
    ['#"abc" * 1000000000', 3_000_000_000],
    ['string.format("%d/%s/%5.2f|%-4s|%04d", 3.0, 1, 2.5, "a", 7)', '3/1/ 2.50|a   |0007'],
    ['unpack({1, 2})', 1],
    ['table.getn({1, 2, 3})', 3],
    ['(function() local t = {} t[1] = 1 t[3] = 3 return #t end)()', 3],
    ['(function() local s = "" for k in pairs({z = 1, 5, a = 2, 6}) do s = s .. k end return s end)()', '12za'],
    ['loadstring("return 1 + 1")()', 2],
    ['base64Decode(base64Encode("hé"))', 'hé'],
  ])('%s', (expression, expected) => {
    expect(value(expression)).toEqual(gives(expected));
  });
});
