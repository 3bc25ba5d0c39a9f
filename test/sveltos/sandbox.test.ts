import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runLuaWith } from '../../src/hosts/lua/run-lua';
import type { LuaAnswer, LuaJob } from '../../src/sveltos/lua/job';

/** The process that Lua runs in, as it is built: `npm test` builds it first. */
const program = join(__dirname, '..', '..', 'dist', 'lua.js');
/** Either limit alone, so that a slow machine does not decide which one is met. */
const TIME = { seconds: 1, megabytes: 4000 };
const MEMORY = { seconds: 60, megabytes: 200 };

const job = (body: string, objects: LuaJob['objects'] = []): LuaJob => ({
  kind: 'aggregate',
  script: `function evaluate()\n${body}\nend`,
  objects,
});
const run = (...jobs: LuaJob[]): LuaAnswer[] => runLuaWith(program, jobs, TIME);
const limitsOf = (limit: string) => (limit === 'time' ? TIME : MEMORY);

test('it is built', () => {
  expect(existsSync(program)).toBe(true);
});

describe('is stopped, and tells where it was seen last', () => {
  test.each([
    ['a plain loop', 'while true do end', 'time', 2],
    ['a loop that catches what would stop it', 'while true do pcall(function() while true do end end) end', 'time', 2],
    ['a string that doubles', 'local text = "x"\nwhile true do text = text .. text end', 'memory', 3],
    ['a table that grows', 'local list = {}\nwhile true do list[#list + 1] = { list } end', 'memory', 3],
  ])('%s', (_name, body, limit, line) => {
    expect(runLuaWith(program, [job(body)], limitsOf(limit))).toEqual([{ state: 'stopped', limit, line }]);
  });

  test.each([
    [
      'a pattern that goes back without end',
      'return { v = string.find(string.rep("a", 200000), ".-.-.-.-.-b") }',
      'time',
    ],
    ['a string made at one go', 'return { v = string.rep("x", 400000000) }', 'memory'],
  ])('%s, which runs no line of Lua', (_name, body, limit) => {
    const [answer] = runLuaWith(program, [job(body)], limitsOf(limit));
    expect(answer).toMatchObject({ state: 'stopped', limit });
  });
});

test('the scripts behind one that is stopped are run all the same', () => {
  const answers = run(job('return { v = 1 }'), job('while true do end'), job('return { v = 2 }'));
  expect(answers.map(({ state }) => state)).toEqual(['answered', 'stopped', 'answered']);
  expect(answers.at(-1)).toEqual({ state: 'answered', values: [{ v: 2 }] });
});

test('long strings come back as they went, and what looks like a name of one too', () => {
  const long = 'x'.repeat(100);
  const objects = [{ kind: 'A', long, tricky: '#0', own: '=', list: [long, `${long}y`] }];
  const body = 'return { first = resources[1], joined = resources[1].long .. "!", size = #resources[1].long }';
  expect(run(job(body, objects))).toEqual([
    { state: 'answered', values: [{ first: objects[0], joined: `${long}!`, size: 100 }] },
  ]);
});

test('nothing of this process’s environment is there', () => {
  expect(run(job('return { v = os.getenv("PATH") }'))).toEqual([
    {
      state: 'failed',
      reason: 'os.getenv is not there: a render has no clock and no system for a script',
      line: 2,
    },
  ]);
});
