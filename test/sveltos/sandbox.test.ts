import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { serialize } from 'node:v8';
import type { LuaAnswer, LuaJob, LuaLimits } from '../../src/engines/lua/job';
import { Deadline } from '../../src/hosts/deadline';
import { scriptsUntil } from '../../src/hosts/scripts/run-scripts';
import { aggregateJob, evaluateJob } from '../../src/sveltos/lua/jobs';
import { program } from '../support/program';

/** The process that Lua runs in, as it is built: `npm test` builds it first. */
const scripts = join(__dirname, '..', '..', 'dist', 'scripts.js');
/** Either limit alone, so that a slow machine does not decide which one is met. */
const TIME = { seconds: 1, megabytes: 4000 };
const MEMORY = { seconds: 60, megabytes: 200 };

const job = (body: string, objects: LuaJob['objects'] = []): LuaJob =>
  aggregateJob('script', `function evaluate()\n${body}\nend`, objects);
const runLuaWith = (file: string, jobs: readonly LuaJob[], limits: LuaLimits) =>
  scriptsUntil(new Deadline(0), file).runLua(jobs, limits);
const run = (...jobs: LuaJob[]): LuaAnswer[] => runLuaWith(scripts, jobs, TIME);
const limitsOf = (limit: string) => (limit === 'time' ? TIME : MEMORY);

test('it is built', () => {
  expect(existsSync(scripts)).toBe(true);
});

describe('is stopped, and tells where it was seen last', () => {
  test.each([
    ['a plain loop', 'while true do end', 'time', 2],
    ['a loop that catches what would stop it', 'while true do pcall(function() while true do end end) end', 'time', 2],
    ['a string that doubles', 'local text = "x"\nwhile true do text = text .. text end', 'memory', 3],
    ['a table that grows', 'local list = {}\nwhile true do list[#list + 1] = { list } end', 'memory', 3],
  ])('%s', (_name, body, limit, line) => {
    expect(runLuaWith(scripts, [job(body)], limitsOf(limit))).toEqual([{ state: 'stopped', limit, line }]);
  });

  test.each([
    [
      'a pattern that goes back without end',
      'return { v = string.find(string.rep("a", 200000), ".-.-.-.-.-b") }',
      'time',
    ],
    ['a string made at one go', 'return { v = string.rep("x", 400000000) }', 'memory'],
  ])('%s, which runs no line of Lua', (_name, body, limit) => {
    const [answer] = runLuaWith(scripts, [job(body)], limitsOf(limit));
    expect(answer).toMatchObject({ state: 'stopped', limit });
  });
});

test('the scripts behind one that is stopped are run all the same', () => {
  const answers = run(job('return { v = 1 }'), job('while true do end'), job('return { v = 2 }'));
  expect(answers.map(({ state }) => state)).toEqual(['answered', 'stopped', 'answered']);
  expect(answers.at(-1)).toEqual({ state: 'answered', values: [{ v: 2 }] });
});

describe('CEL rules', () => {
  const list = `[${Array(20).fill('1').join(', ')}]`;
  const nest = (macro: string, inner: string) =>
    Array.from({ length: 8 }, (_one, at) => `${list}.${macro}(x${at}, `).join('') + inner + ')'.repeat(8);
  const { runRules } = scriptsUntil(new Deadline(0), scripts);
  const objects = [{ name: 'a', big: 2n ** 60n }];
  const judge = (limits: LuaLimits, ...rules: string[]) => runRules([{ name: 'rules', rules, objects }], limits);

  test.each([
    ['time', nest('all', 'true')],
    ['memory', `${nest('map', '1')}.size() > 0`],
  ])('are stopped at their limit of %s, with the rule that ran', (limit, rule) => {
    expect(judge(limitsOf(limit), 'resource.name == "b"', rule)).toEqual([{ state: 'stopped', limit, line: 2 }]);
  });

  test('judge with every digit of whole numbers', () => {
    const judgement = { matches: [true], by: [1], failures: [], extensions: [[], []] };
    expect(judge(TIME, 'resource.big == 1152921504606846977', 'resource.big == 1152921504606846976')).toEqual([
      { state: 'answered', judgement },
    ]);
  });
});

test('all objects that a script is run for share its time', () => {
  const script = 'function evaluate()\nfor i = 1, 3e6 do local x = i end\nreturn { matching = true }\nend';
  const one = evaluateJob('script', script, [{}]);
  expect(runLuaWith(scripts, [one], { seconds: 60, megabytes: 4000 })[0]?.state).toBe('answered');
  const many = { ...one, objects: Array.from({ length: 1000 }, () => ({})) };
  expect(runLuaWith(scripts, [many], TIME)).toMatchObject([{ state: 'stopped', limit: 'time' }]);
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

describe('a process that ends without an answer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
  const standIn = join(folder, 'scripts.js');
  afterAll(() => rmSync(folder, { recursive: true }));
  const ended = { state: 'failed', reason: 'the process that it ran in ended by itself', line: undefined };
  const memory = { state: 'stopped', limit: 'memory', line: undefined };
  const answered = { state: 'answered', values: [] };
  writeFileSync(
    standIn,
    `const [jobs] = require('node:v8').deserialize(require('node:fs').readFileSync(0));
    const write = (text) => require('node:fs').writeSync(1, text + '\\n');
    if (jobs[0].script !== 'start') write('started');
    for (const { script } of jobs) {
      if (script.startsWith('SIG')) process.kill(process.pid, script);
      if (script === 'start' || script === 'exit') process.exit(1);
      write('{"state":"answered","values":[]}');
    }`,
  );
  const runStandIn = (...scripts: string[]) =>
    runLuaWith(
      standIn,
      scripts.map((script) => aggregateJob('script', script, [])),
      TIME,
    );

  test.each([
    ['SIGKILL', memory],
    ['SIGABRT', memory],
    ['SIGTRAP', memory],
    ['SIGSEGV', ended],
    ['exit', ended],
  ])('%s is the fault of the script that was being run', (how, fault) => {
    expect(runStandIn('x', how, 'x')).toEqual([answered, fault, answered]);
  });

  test('one that never started is no script’s fault', () => {
    expect(() => runStandIn('start')).toThrow('the process of the scripts did not start');
    expect(() => runLuaWith(join(folder, 'nothing.js'), [job('return {}')], TIME)).toThrow(
      'the process of the scripts did not start',
    );
  });
});

test('an answer that is longer than a string can be takes too much memory', () => {
  const body = `local r = {} local s = ("\\1"):rep(1e6)
    for i = 1, 95 do r[i] = { kind = "X", metadata = { name = "n" .. i }, spec = { s = s .. i } } end
    return { resources = r }`;
  const answers = runLuaWith(scripts, [job(body), job('return { v = 2 }')], { seconds: 60, megabytes: 4000 });
  expect(answers).toEqual([
    { state: 'stopped', limit: 'memory' },
    { state: 'answered', values: [{ v: 2 }] },
  ]);
}, 60_000);

describe('it does not outlive who started it', () => {
  const isThere = (pid: number) => {
    try {
      process.kill(pid, 0);
      // What has ended and waits to be collected is there by name alone.
      return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      return false;
    }
  };
  const parentOf = (pid: string) => {
    try {
      return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
    } catch {
      return 0;
    }
  };
  const childOf = (pid: number) => Number(readdirSync('/proc').find((one) => /^\d/.test(one) && parentOf(one) === pid));
  const until = async (met: () => boolean) => {
    for (const end = Date.now() + 20_000; Date.now() < end && !met(); ) await wait(50);
    return met();
  };
  const inLinux = existsSync('/proc/self/status') ? test : test.skip;

  inLinux(
    '(needs /proc) a render that is ended by SIGTERM while a script runs',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
      const script = 'function evaluate() while true do end end';
      const resourceSelectors = [{ group: '', version: 'v1', kind: 'ConfigMap' }];
      const policyRefs = [{ kind: 'ConfigMap', namespace: 'team', name: 'made' }];
      const objects = [
        ['lib.projectsveltos.io/v1beta1', 'EventSource', { resourceSelectors, aggregatedSelection: script }],
        [
          'lib.projectsveltos.io/v1beta1',
          'EventTrigger',
          { eventSourceName: 'one', sourceClusterSelector: { matchLabels: { env: 'management' } }, policyRefs },
        ],
        ['v1', 'ConfigMap', undefined],
      ].map(([apiVersion, kind, spec]) => JSON.stringify({ apiVersion, kind, metadata: { name: 'one' }, spec }));
      writeFileSync(join(folder, 'all.yaml'), objects.join('\n---\n'));
      const config = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RunEventTrigger', metadata: { name: 'one' } };
      writeFileSync(join(folder, 'rollcall.yaml'), JSON.stringify({ ...config, spec: { luaTimeLimit: 60 } }));
      const render = spawn(program.file, [...program.args, 'render', folder], {
        stdio: 'ignore',
      });
      const [pid = 0] = [render.pid];
      let child = 0;
      try {
        expect(await until(() => childOf(pid) > 0)).toBe(true);
        child = childOf(pid);
        // Past its start, where the end of its input alone would end it.
        await wait(1500);
        expect(isThere(child)).toBe(true);
        const ended = once(render, 'exit');
        render.kill('SIGTERM');
        await ended;
        expect(await until(() => !isThere(child))).toBe(true);
      } finally {
        if (child > 0 && isThere(child)) process.kill(child, 'SIGKILL');
        rmSync(folder, { recursive: true });
      }
    },
    60_000,
  );

  test('a script over its limit, when nobody takes its answer any more', async () => {
    const child = spawn(process.execPath, [scripts], { stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdin.end(serialize([[job('while true do end')], TIME, process.pid]));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [, signal] = await Promise.race([once(child, 'exit'), wait(20_000, [null, 'still there'], { ref: false })]);
    child.kill('SIGKILL');
    expect(signal).toBe('SIGKILL');
  }, 30_000);
});
