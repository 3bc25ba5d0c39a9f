import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../../src/diagnostics/finding';
import { NOTHING_ALLOWED } from '../../src/hosts/capabilities';
import { Deadline } from '../../src/hosts/deadline';
import { renderToFolder } from '../../src/hosts/render-to-folder';
import { writeFleet } from '../faults/fleet';

const told: Finding[] = [];
jest.mock('../../src/hosts/tell', () => ({
  tell: (findings: readonly Finding[]) => {
    told.push(...findings);
    return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
  },
  remark: () => {},
}));

/** A clock that runs out when a phase of the work begins. */
class EndingAt extends Deadline {
  private isOver = false;

  constructor(phase: string) {
    super(60_000, {
      begins: (begun) => {
        this.isOver ||= begun === phase;
      },
      goesOn: () => {},
    });
  }

  override get left(): number {
    return this.isOver ? 0 : super.left;
  }
}

let folder = '';
beforeEach(() => {
  told.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'rollcall-clock-'));
  writeFleet(join(folder, 'fleet'), ['a', 'b']);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const render = (phase: string) =>
  renderToFolder(join(folder, 'out'), {
    paths: [join(folder, 'fleet')],
    access: { ...NOTHING_ALLOWED, deadline: new EndingAt(phase) },
  });

test('a render whose time is up before its changes are planned writes nothing', async () => {
  expect(await render('planning the changes to the output directory')).toBe(1);
  expect(told.map(({ code, problem }) => [code, problem])).toEqual([
    ['RC570', 'The render was stopped after 1 minute; it was planning the changes to the output directory.'],
  ]);
  expect(existsSync(join(folder, 'out'))).toBe(false);
});

test('a phase that never begins stops nothing', async () => {
  expect(await render('doing something else')).toBe(0);
  expect(readdirSync(join(folder, 'out'))).toEqual(['team']);
});
