import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { SEEN_AT, writeExampleFleet } from '../../scripts/example-fleet';
import { Terminal } from './terminal';
import { has, Workspace } from './workspace';

/** The views in a real terminal: what a person sees fits its columns, with wide and combining characters and many clusters. */

const WIDE = 'クラスター管理 e\u0301';
let workspace: Workspace;
beforeAll(() => {
  workspace = new Workspace();
  writeExampleFleet(join(workspace.package, 'small'), { clusters: 3, consumers: 2 });
  writeExampleFleet(join(workspace.package, 'large'), { clusters: 2_000, consumers: 20 });
  workspace.write('small/集群-e\u0301.yaml', profile('wide', WIDE));
  workspace.write('small/again.yaml', profile('narrow', 'fleet-manager'));
  writeExampleFleet(join(workspace.package, 'changed'), { clusters: 3, consumers: 2 });
  workspace.commit();
  workspace.remove('changed/staging.yaml');
});
afterAll(() => workspace.end());

const profile = (name: string, manager: string) => `apiVersion: multicluster.x-k8s.io/v1alpha1
kind: ClusterProfile
metadata:
  name: ${name}
  namespace: fleet-prod
  labels:
    env: prod
spec:
  clusterManager:
    name: ${manager}
  displayName: ${name}
`;

const withTmux = has('tmux');
const sizes = describe.each([{ columns: 80 }, { columns: 160 }]);
(withTmux ? sizes : describe.skip.each([{ columns: 0 }]))(
  `$columns columns${withTmux ? '' : ': skipped, since there is no tmux here'}`,
  ({ columns }) => {
    let terminal: Terminal;
    beforeEach(() => {
      const shell = ['bash', '--norc', '--noprofile'];
      terminal = new Terminal({ columns, rows: 50 }, workspace.package, workspace.environment, shell);
    });
    afterEach(() => terminal.end());

    /** What a command shows, line by line as the terminal has them; a line that the terminal broke is two. */
    async function show(command: string, ...options: string[]): Promise<string[]> {
      terminal.wipe();
      terminal.type(`clear; ${command}; echo "exit"" $?"`);
      terminal.press('Enter');
      await terminal.until((screen) => screen.some((line) => /^exit \d+$/.test(line)), command);
      const lines = terminal.read('-S', '-', ...options);
      const plain = lines.map((line) => stripVTControlCharacters(line));
      const end = plain.findLastIndex((line) => /^exit \d+$/.test(line));
      return lines.slice(plain.findLastIndex((line) => line.includes('echo "exit"')) + 1, end + 1);
    }

    /** Where the columns of a row begin, in cells of the terminal. */
    const startsOf = (line: string) =>
      [...line.matchAll(/(?<=^| {2})\S/gu)].map(({ index }) => stringWidth(line.slice(0, index)));

    test.each(['small', 'large'])('the table of the %s fleet has one line for each cluster', async (fleet) => {
      const lines = await show(`rollcall list --quiet ${fleet}`);
      expect(lines.at(-1)).toBe('exit 0');
      const rows = lines.slice(
        lines.findIndex((line) => line.startsWith('CLUSTERP')),
        -1,
      );
      expect(rows).toHaveLength(fleet === 'small' ? 6 : 2_001);
      const heads = startsOf(rows[0] ?? '');
      for (const row of rows) expect(startsOf(row)).toEqual(heads);
    });

    test('wide and combining characters keep the columns straight', async () => {
      const lines = await show(`rollcall list --quiet --wide -l env=prod small | cut -c 1-400`);
      expect(lines.join('')).toContain('クラスター管理');
      const explained = await show('rollcall explain wide small 2>/dev/null');
      expect(explained.join('\n').normalize('NFC')).toContain('集群-é.yaml:1');
    });

    test.each([
      ['a cluster', 'rollcall explain mgmt/ams-prod-000 small 2>/dev/null'],
      ['a consumer of many', 'rollcall explain kueue large 2>/dev/null'],
      ['missing credentials', 'rollcall list --quiet --missing large'],
    ])('%s: no line is broken by the terminal', async (_what, command) => {
      const broken = await show(command);
      const whole = await show(command, '-J');
      expect(broken.at(-1)).toBe('exit 0');
      expect(broken.length).toBe(whole.length);
      expect(broken.length).toBeGreaterThan(10);
    });

    test('a difference and a check end with what they found', async () => {
      const difference = await show('rollcall diff --quiet --git HEAD changed');
      expect(difference.join(' ')).toContain('- fleet-staging/ams-staging-001 leaves');
      const check = await show(`rollcall check --now ${SEEN_AT} large`);
      expect(check.some((line) => /^warning RC\d{3} /.test(line))).toBe(true);
      expect(check.at(-1)).toBe('exit 0');
    });

    test('colours are there, and are not where NO_COLOR is set', async () => {
      expect((await show('rollcall list --quiet small', '-e')).join('')).toContain('\u001b[');
      const plain = await show('NO_COLOR=1 rollcall list --quiet small', '-e');
      expect(plain.slice(0, -1).join('')).not.toContain('\u001b[');
    });
  },
);
