import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Deadline } from '../../src/hosts/deadline';
import { program } from '../support/program';

const stopped = 'stopped';

describe('work without end is stopped', () => {
  test.each([
    [
      'a loop',
      () => {
        for (;;);
      },
    ],
    [
      'a loop that catches everything',
      () => {
        for (;;) {
          try {
            for (;;);
          } finally {
          }
        }
      },
    ],
    ['a regular expression that goes back without end', () => /^(a+)+$/.test(`${'a'.repeat(50)}b`)],
  ])('%s', (_name, work) => {
    const deadline = new Deadline(100);
    deadline.note('doing this');
    const outcome = deadline.within<unknown>(work, ({ code, problem }) => [code, problem]);
    expect(outcome).toEqual(['RC570', expect.stringMatching(/^The render was stopped after .*; it was doing this\.$/)]);
  });

  test('what follows is not begun', () => {
    const deadline = new Deadline(1);
    deadline.within(
      () => {
        for (;;);
      },
      () => stopped,
    );
    expect(
      deadline.within(
        () => 'done',
        () => stopped,
      ),
    ).toBe(stopped);
  });
});

test('what comes to an end gives its result, and its error is its own', () => {
  const deadline = new Deadline(60_000);
  expect(
    deadline.within<undefined | string>(
      () => undefined,
      () => stopped,
    ),
  ).toBeUndefined();
  expect(() =>
    deadline.within(
      () => {
        throw new RangeError('mine');
      },
      () => stopped,
    ),
  ).toThrow(new RangeError('mine'));
});

test('waiting between two parts of the work does not count', () => {
  const deadline = new Deadline(60_000);
  deadline.within(
    () => 'one',
    () => stopped,
  );
  const { left } = deadline;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  expect(deadline.left).toBe(left);
});

/** What a repository may write that runs for very long, and how the finding names it. */
const script = 'function evaluate() while true do end end';
const NUMBERS = `[${Array(20).fill('1').join(', ')}]`;
const ENDLESS_RULE = `${Array.from({ length: 8 }, (_one, at) => `${NUMBERS}.all(x${at}, `).join('')}true${')'.repeat(8)}`;
const endless: readonly (readonly [string, string, { spec?: object; text?: string }])[] = [
  [
    'the Lua of a selector',
    'running evaluate of selector 1 of EventSource services',
    { spec: { resourceSelectors: [{ group: '', version: 'v1', kind: 'Service', evaluate: script }] } },
  ],
  [
    'the Lua of an aggregatedSelection',
    'running aggregatedSelection of EventSource services',
    { spec: { aggregatedSelection: script } },
  ],
  [
    'a CEL rule',
    'running the CEL rules of selector 1 of EventSource services',
    {
      spec: {
        resourceSelectors: [
          { group: '', version: 'v1', kind: 'Service', evaluateCEL: [{ name: 'all', rule: ENDLESS_RULE }] },
        ],
      },
    },
  ],
  [
    'a template',
    'filling the template ConfigMap default/template, a.yaml for EventTrigger report',
    { text: `{{ range until 1000 }}{{ range until 10000 }}{{ $x := 1 }}{{ end }}{{ end }}` },
  ],
];

describe.each(endless)('%s that takes too long', (_name, running, { spec = {}, text = '' }) => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-deadline-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const metadata = { name: 'services' };
  const selector = { group: '', version: 'v1', kind: 'Service' };
  const policyRefs = [{ kind: 'ConfigMap', namespace: 'default', name: 'template' }];
  const framework = 'lib.projectsveltos.io/v1beta1';
  const functionConfig = {
    apiVersion: 'rollcall.dev/v1alpha1',
    kind: 'RunEventTrigger',
    metadata,
    spec: { luaTimeLimit: 600 },
  };
  const items = [
    {
      apiVersion: framework,
      kind: 'EventSource',
      metadata,
      spec: { collectResources: true, resourceSelectors: [selector], ...spec },
    },
    {
      apiVersion: framework,
      kind: 'EventTrigger',
      metadata: { name: 'report' },
      spec: {
        eventSourceName: 'services',
        sourceClusterSelector: { matchLabels: { env: 'management' } },
        oneForEvent: true,
        policyRefs,
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'template', namespace: 'default', annotations: { 'projectsveltos.io/instantiate': '' } },
      data: { 'a.yaml': text },
    },
    ...Array.from({ length: 100 }, (_one, at) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `one-${at}`, namespace: 'default' },
    })),
  ];
  const options = { encoding: 'utf8', env: { ...process.env, ROLLCALL_TIMEOUT: '1s' }, cwd: folder } as const;
  const finding = `error RC570 The render was stopped after 1 second; it was ${running}.`;

  test('rollcall render', () => {
    writeFileSync(join(folder, 'rollcall.yaml'), JSON.stringify(functionConfig));
    writeFileSync(join(folder, 'fleet.yaml'), items.map((item) => JSON.stringify(item)).join('\n---\n'));
    const { status, stdout, stderr } = spawnSync(program.file, [...program.args, 'render'], options);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(finding);
  });

  test('rollcall fn', () => {
    const list = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', functionConfig, items };
    const input = JSON.stringify(list);
    const { status, stdout, stderr } = spawnSync(program.file, [...program.args, 'fn'], { ...options, input });
    expect(status).toBe(1);
    expect(stderr).toContain(finding);
    expect(JSON.parse(stdout)).toMatchObject({ items: [], results: [{ tags: { code: 'RC570' } }] });
  });

  test('a legacy plugin of kustomize', () => {
    writeFileSync(join(folder, 'config.yaml'), JSON.stringify(functionConfig));
    const input = items.map((item) => JSON.stringify(item)).join('\n---\n');
    const args = [...program.args, 'kustomize-plugin', 'config.yaml'];
    const { status, stdout, stderr } = spawnSync(program.file, args, { ...options, input });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(finding);
  });
});

test.each(['soon', '5', '-1s', '60S', '1.5s'])('--timeout %s', (timeout) => {
  const args = [...program.args, 'render', `--timeout=${timeout}`, '/nowhere'];
  const { status, stderr } = spawnSync(program.file, args, { encoding: 'utf8' });
  expect(status).toBe(timeout === '5' ? 1 : 2);
  expect(stderr.includes('--timeout is a duration such as 60s or 2m, or 0 for no limit.')).toBe(timeout !== '5');
});
