import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../../src/diagnostics/finding';
import { NOTHING_ALLOWED } from '../../src/hosts/capabilities';
import { Deadline } from '../../src/hosts/deadline';
import { renderToFolder } from '../../src/hosts/render-to-folder';
import { openManifest } from '../../src/hosts/shards/open-manifest';
import { readShardFolder } from '../../src/hosts/shards/read-manifest';
import { compareManifests } from '../../src/run/shards/compare-manifests';
import { writeFleet } from '../faults/fleet';

const told: Finding[] = [];
jest.mock('../../src/hosts/tell', () => ({
  tell: (findings: readonly Finding[]) => {
    told.push(...findings);
    return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
  },
  remark: () => {},
}));

let folder = '';
beforeEach(() => {
  told.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'rollcall-shards-'));
  writeFleet(join(folder, 'fleet'), ['a', 'b', 'c', 'd']);
  configure('{keepOthers: false}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function configure(shard: string, roll = 'Off'): void {
  const lines = ['apiVersion: rollcall.dev/v1alpha1', 'kind: RenderInventory', 'metadata: {name: fleet}', 'spec:'];
  writeFileSync(
    join(folder, 'fleet', 'rollcall.yaml'),
    [...lines, '  credentials: Copy', `  roll: "${roll}"`, `  shard: ${shard}`, ''].join('\n'),
  );
}

const render = (index: number, count: number, output: string) =>
  renderToFolder(join(folder, output), {
    paths: [join(folder, 'fleet')],
    access: { ...NOTHING_ALLOWED, deadline: new Deadline(60_000), shard: { index, count } },
  });
const errors = () => told.filter(({ severity }) => severity === 'error').map(({ code }) => code);
const list = (output: string) => readdirSync(join(folder, output), { recursive: true }).sort();

test('a shard does not remove what another one has in the same directory', async () => {
  expect(await render(0, 2, 'out')).toBe(0);
  const before = list('out');
  expect(await render(1, 2, 'out')).toBe(1);
  expect(errors()).toEqual(['RC553']);
  expect(list('out')).toEqual(before);
});

test('a shard keeps its directory when the number of shards changes', async () => {
  expect(await render(0, 2, 'out')).toBe(0);
  expect(await render(0, 3, 'out')).toBe(0);
  expect(errors()).toEqual([]);
});

test('a number does not replace the name of a shard', async () => {
  configure('{rest: Consumers, keepOthers: false}');
  expect(await render(0, 2, 'out')).toBe(1);
  expect(errors()).toEqual(['RC544']);
});

test('a manifest that is a link is not followed, and nothing is written', async () => {
  expect(await render(0, 2, 'out')).toBe(0);
  rmSync(join(folder, 'out', '.rollcall-shard'));
  writeFileSync(join(folder, 'target'), 'mine');
  symlinkSync('../target', join(folder, 'out', '.rollcall-shard'));
  expect(await render(0, 2, 'out')).toBe(1);
  expect(errors()).toEqual(['RC505']);
  expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('mine');
});

test('a Roll that the first shard changes makes no other input', async () => {
  writeFileSync(
    join(folder, 'fleet', 'roll.yaml'),
    'apiVersion: rollcall.dev/v1alpha1\nkind: Roll\nmetadata: {name: fleet}\nspec: {function: render-inventory}\n',
  );
  configure('{keepOthers: false}', 'Update');
  const inputs: string[] = [];
  for (const index of [0, 1]) {
    expect(await render(index, 2, String(index))).toBe(0);
    const read = readShardFolder(join(folder, String(index)));
    inputs.push('manifest' in read ? read.manifest.input : '');
  }
  expect(inputs[0]).not.toBe('');
  expect(inputs[1]).toBe(inputs[0]);
});

test.each(['1e10', '1.5', '-1'])('a manifest with the count %s is none', async (count) => {
  expect(await render(0, 2, 'out')).toBe(0);
  const file = join(folder, 'out', '.rollcall-shard');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"count": 2', `"count": ${count}`));
  expect(readShardFolder(join(folder, 'out'))).toMatchObject({ finding: { code: 'RC466' } });
});

test('a render that is interrupted leaves no directory that looks whole', async () => {
  expect(await render(0, 1, 'out')).toBe(0);
  expect(compare('out')).toEqual([]);
  expect(await openManifest(join(folder, 'out'))).toEqual([]);
  expect(compare('out')).toEqual(['RC549']);
  // It still keeps other shards out.
  expect(await render(1, 2, 'out')).toBe(1);
  expect(errors()).toEqual(['RC553']);
  expect(await render(0, 1, 'out')).toBe(0);
  expect(compare('out')).toEqual([]);
});

function compare(output: string): string[] {
  const read = readShardFolder(join(folder, output));
  return 'finding' in read ? [read.finding.code] : compareManifests([read]).map(({ code }) => code);
}
