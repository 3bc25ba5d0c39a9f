import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Item } from '../../src/krm/item';
import { writeJson } from '../../src/krm/json';
import { capiSecret, cluster, namespace } from '../support/objects';
import { program } from '../support/program';

/**
 * Passwords that somebody pasted where names belong, in a fleet that renders. No view shows a part of one: not where it is
 * cut to a column, broken between words, or escaped for the form that holds it.
 */
const WORD = 'Hunter2';
const pasted = (at: number) => `${WORD} is_my+password & "${WORD}"\n${WORD}${at}`;
const SET = pasted(1);

function fleet(names: readonly string[]): Item[] {
  return [
    namespace('argo', { 'x-k8s.io/cluster-inventory-consumer': pasted(2), [pasted(3)]: 'yes' }),
    namespace('default', { 'clusterset.multicluster.x-k8s.io': SET }),
    ...names.flatMap((name) => [
      cluster(name, { labels: { 'clusterprofile-name': name, 'clusterset.k8s.io': SET, [pasted(4)]: pasted(5) } }),
      capiSecret(name),
    ]),
  ];
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
  const sides = { old: fleet(['alpha', 'beta']), new: fleet(['alpha', 'gamma']) };
  for (const [side, items] of Object.entries(sides)) {
    mkdirSync(join(folder, side));
    writeFileSync(join(folder, side, 'fleet.json'), items.map(({ object }) => writeJson(object)).join('\n---\n'));
    writeFileSync(
      join(folder, side, 'rollcall.yaml'),
      'apiVersion: rollcall.dev/v1alpha1\nkind: RenderInventory\nmetadata: {name: fleet}\nspec: {credentials: Copy}\n',
    );
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LIST = ['table', 'json', 'yaml', 'csv', 'name'].map((form) => ['list', '-o', form, 'new']);
const EXPLAIN = ['alpha', 'argo', 'Secret/argo/default-alpha-kubeconfig'].flatMap((subject) =>
  ['text', 'json', 'yaml'].map((form) => ['explain', '-o', form, subject, 'new']),
);
const GRAPH = ['mermaid', 'dot', 'json', 'html'].map((form) => ['graph', '-o', form, 'new']);
const DIFF = ['text', 'markdown', 'json', 'html'].map((form) => ['diff', '-o', form, 'old', 'new']);

test.each([...LIST, ...EXPLAIN, ...GRAPH, ...DIFF].map((args) => [args.join(' '), args] as const))('%s', (_, args) => {
  const { status, stdout, stderr } = spawnSync(program.file, [...program.args, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, COLUMNS: '60' },
  });
  expect({ status, stderr: stderr.match(/^error.*/gm) }).toEqual({ status: 0, stderr: null });
  expect(stdout).toContain(args[0] === 'diff' ? 'gamma' : 'alpha');
  expect(stdout + stderr).not.toContain(WORD);
});
