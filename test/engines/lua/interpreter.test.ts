import { runScript } from '../../../src/engines/lua/interpreter';
import type { LuaJob } from '../../../src/engines/lua/job';
import type { JsonObject } from '../../../src/engines/lua/json';

const jobOf = (script: string, objects: LuaJob['objects'] = []): LuaJob => ({
  name: 'script',
  script,
  entry: 'evaluate',
  global: 'resources',
  calls: 'all',
  objects,
});
const run = (script: string, ...objects: JsonObject[]) =>
  runScript(jobOf(`function evaluate() ${script} end`, objects));
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
  ])('%s', (expression, expected) => {
    expect(value(expression)).toEqual(gives(expected));
  });
});

describe('an error’s text is shown only where it holds nothing that was read', () => {
  const hidden = 'it raised an error whose text is not shown, since it may hold what the script has read';
  const secret = 'hunter2';
  const pin = 48151623;

  test.each([
    ['error("missing key " .. resources[1].secret)'],
    ['error("attempt to index a " .. resources[1].secret)'],
    ['error("attempt to index a nil value (local \'" .. resources[1].secret .. "\')")'],
    ['error("attempt to call a nil value\\n" .. resources[1].secret, 0)'],
    ['error("bad argument #" .. resources[1].pin .. " to \'insert\' (value expected)")'],
    ['error("script:" .. resources[1].pin .. ": stack overflow", 0)'],
    ['error("invalid value " .. resources[1].secret, 0)'],
    ['error("script:1: missing " .. resources[1].secret, 0)'],
    ['assert(false, "table index is " .. resources[1].secret)'],
    ['assert(nil, resources[1].secret)'],
    ['error({ resources[1].secret })'],
    ['error(setmetatable({}, { __tostring = function() return resources[1].secret end }))'],
    [
      'local t = setmetatable({}, { __index = function(_, k) error("missing " .. k) end }) return t[resources[1].secret]',
    ],
    ['local _, e = pcall(error, resources[1].secret) error(e)'],
    ['local f, e = loadstring("= " .. resources[1].secret) error(e)'],
    ['loadstring("local t = nil; return t." .. resources[1].secret .. ".x." .. resources[1].secret)()'],
    ['loadstring(resources[1].secret .. "()")()'],
    ['return os[resources[1].secret]'],
    ['local t = setmetatable({}, { __name = resources[1].secret }) return t + 1'],
    ['local t = setmetatable({}, { __name = resources[1].secret }) return string.rep(t)'],
  ])('%s', (script) => {
    const answer = run(script, { secret, pin });
    expect(answer.state).toBe('failed');
    expect(JSON.stringify(answer)).not.toMatch(/hunter|48151623/);
  });

  test('a text that is a part of the script by chance', () => {
    expect(run('error(resources[1].short)', { short: 'our' })).toMatchObject({ state: 'failed', reason: hidden });
  });

  test.each([
    ['error("no key")', 'no key'],
    ["error('no key', 0)", 'no key'],
    ['error([[no key]])', 'no key'],
    ['local ok, e = pcall(function() error("no key") end) error(e)', 'no key'],
    ['assert(nil, "no key")', 'no key'],
    ['error("no " .. "key")', hidden],
    ['error()', hidden],
    ['assert(false)', 'assertion failed!'],
    ['return nil + 1', 'attempt to perform arithmetic on a nil value'],
    ['return resources.a.b', "attempt to index a nil value (field 'a')"],
    ['return resources["a b"].b', "attempt to index a nil value (field 'a b')"],
    ['return nope()', "attempt to call a nil value (global 'nope')"],
    ['return 1 < "x"', 'attempt to compare number with string'],
    ['return {} < {}', 'attempt to compare two table values'],
    ['string.rep()', "bad argument #1 to 'rep' (string expected, got nil)"],
    ['("x"):rep({})', "bad argument #2 to 'rep' (number expected, got table)"],
    ['string.gsub("x", "x", true)', "bad argument #3 to 'gsub' (string/function/table expected)"],
    ['setmetatable(1, {})', "bad argument #1 to 'setmetatable' (table expected, got number)"],
    ['setmetatable({}, 1)', "bad argument #2 to 'setmetatable' (nil or table expected)"],
    ['string.find("x", "[")', "malformed pattern (missing ']')"],
    ['table.concat({ {} })', "invalid value (table) at index 1 in table for 'concat'"],
    ['return #nil', 'attempt to get length of a nil value'],
    ['table.getn(nil)', "attempt to get length of a nil value (local 'list')"],
    ['local t = {} t[nil] = 1', 'table index is nil'],
    ['for i = 1, {} do end', "'for' limit must be a number"],
    ['local function f() return 1 + f() end f()', 'stack overflow'],
    ['return os.time()', 'os.time is not there: a render has no clock and no system for a script'],
    ['math.random()', 'math.random is not there: the same input must give the same output'],
  ])('%s: %s', (script, reason) => {
    expect(run(script, { secret, pin })).toMatchObject({ state: 'failed', reason });
  });

  test.each([
    ['if true then', "'end' expected near <eof>"],
    ['for a b', "'=' or 'in' expected near 'b'"],
    ['local x = 3hunter', 'syntax error near <eof>'],
    ['goto nowhere', "no visible label 'nowhere' for <goto> at line 1"],
    ['break', '<break> at line 1 not inside a loop'],
    ['x = "no end', 'unfinished string near <eof>'],
  ])('%s, which has run nothing: %s', (script, reason) => {
    expect(runScript(jobOf(script))).toEqual({
      state: 'failed',
      reason,
      line: 1,
    });
  });
});

describe('what is too much for the interpreter', () => {
  const reason = 'a value is too large for the interpreter, or calls go too deep';
  const LIST = 'local list = {} for i = 1, 60 do list[i] = "hunter2" end';
  const LONG = 'string.format(string.rep("%10000000s", 60), unpack(list))';

  test('is told as such', () => {
    expect(run(`${LIST} ${LONG}`)).toEqual({ state: 'failed', reason, line: 1 });
  });

  test('a script that catches it is given the same words', () => {
    const script = `${LIST} local ok, e = pcall(function() ${LONG} end) return { v = tostring(ok) .. ": " .. tostring(e) }`;
    expect(run(script)).toEqual(gives(`false: script:1: ${reason}`));
  });

  // As Go's fmt has it.
  test.each([
    ['string.format("%999999999s", "x")', '%!(NOVERB)%!(EXTRA lua.LString=x)'],
    ['string.format("a%.999999999f", 1)', 'a%!(NOVERB)%!(EXTRA lua.LNumber=1)'],
    ['#string.format("%1000000s", "x")', 1_000_000],
    ['#string.format("%.150f", 0.1)', 152],
    ['string.format("%.60f", 0.1)', '0.100000000000000005551115123125782702118158340454101562500000'],
    ['string.format("%.0f %.0f %.0f %.1f", 0.5, 1.5, 2.5, 0.25)', '0 2 2 0.2'],
    ['string.format("%f", 1e22)', '10000000000000000000000.000000'],
    ['string.format("%.3e %.0e %e", 123456, 9.5, 0)', '1.235e+05 1e+01 0.000000e+00'],
    ['string.format("%.3g %.30g", 0.0001, 1e23)', '0.0001 99999999999999991611392'],
    ['#string.format("%.200e", 5e-324)', 207],
  ])('%s', (expression, expected) => {
    expect(value(expression)).toEqual(gives(expected));
  });
});

test.each([
  ["getmetatable('').__add = function() return 1 end", "pcall(function() return 'a' + {} end)"],
  [
    "setmetatable(getmetatable(''), { __newindex = error, __metatable = false })",
    "getmetatable(getmetatable('')) ~= nil",
  ],
  ["getmetatable('').__index = { upper = function() return 'mine' end }", "('a'):upper() ~= 'A'"],
  ["getmetatable('').__metatable = 'mine'", "getmetatable('') == 'mine'"],
  ['string.upper = nil', "('a').upper == nil"],
  ['_G.left = 1', '_G.left == 1'],
])('what one call does to strings does not reach the next: %s', (change, isLeft) => {
  const script = `function evaluate() local before = ${isLeft} ${change} return { before = before and true } end`;
  const job: LuaJob = { name: 'script', script, entry: 'evaluate', global: 'obj', calls: 'each', objects: [{}, {}] };
  expect(runScript(job)).toEqual({ state: 'answered', values: [{ before: false }, { before: false }] });
});
