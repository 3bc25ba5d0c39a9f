import { stringify } from 'yaml';
import type { Item } from '../../src/krm/item';
import { ARRIVALS, type Change, DEPARTURES, FLEET } from '../guarding/changes';
import { find, tools } from './tools';
import { type Ran, Workspace } from './workspace';

/** Some rows of docs/guarding.md in the real kpt and the real kustomize: what is at stake is what they show and write. */
const ROWS: Readonly<Record<string, string>> = {
  'A consumer label is misspelt': 'RC448',
  'A ClusterSet’s Namespace is gone': 'RC451',
  'A Cluster is gone and its Secret stays': 'RC444',
  'A label on a live SveltosCluster changes': 'RC447',
  'The configuration is renamed': 'RC442',
  'A rogue Namespace joins as a consumer': 'RC449',
  'A rogue labelled Secret overrides a Cluster’s own': 'RC447',
};

const unchanged: Change = { what: '', items: FLEET };
const rows = [...DEPARTURES, ...ARRIVALS].flatMap((change) => {
  const code = ROWS[change.what];
  return code === undefined ? [] : [[change.what, change, code] as const];
});

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace.end());

function writeFleet({ items, spec = {}, name = 'fleet' }: Change, more: object = {}, annotations: object = {}): void {
  workspace.write('fleet.yaml', items.map(({ object }: Item) => stringify(object)).join('---\n'));
  const metadata = { name, annotations: { 'config.kubernetes.io/local-config': 'true', ...annotations } };
  const config = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RenderInventory', metadata, spec: { ...spec, ...more } };
  workspace.write('rollcall.yaml', stringify(config));
}

const EXEC = { 'config.kubernetes.io/function': stringify({ exec: { path: './rollcall-fn' } }) };

interface Host {
  readonly program: string;
  readonly write: (change: Change) => void;
  readonly render: () => Ran;
}

const kustomize = () => workspace.run(find('kustomize') ?? '', ['build', '--enable-alpha-plugins', '--enable-exec']);
const HOSTS: Readonly<Record<string, Host>> = {
  'kpt fn render': {
    program: 'kpt',
    write: (change) => writeFleet(change),
    render: () => workspace.run('kpt', ['fn', 'render', '--allow-exec', '--truncate-output=false']),
  },
  'kustomize transformer': { program: 'kustomize', write: (change) => writeFleet(change, {}, EXEC), render: kustomize },
  'kustomize generator': {
    program: 'kustomize',
    write: (change) => writeFleet(change, { inputs: ['fleet.yaml', 'roll.yaml'] }, EXEC),
    render: kustomize,
  },
};

function prepare(name: string, { write, render }: Host): void {
  workspace.linkFunction('rollcall-fn');
  const field = name.endsWith('generator') ? 'generators' : 'transformers';
  const resources = field === 'transformers' ? ['fleet.yaml', 'roll.yaml'] : [];
  if (name.startsWith('kpt')) {
    const pipeline = { mutators: [{ exec: 'rollcall fn', configPath: 'rollcall.yaml' }] };
    workspace.write(
      'Kptfile',
      stringify({ apiVersion: 'kpt.dev/v1', kind: 'Kptfile', metadata: { name: 'fleet' }, pipeline }),
    );
  } else workspace.write('kustomization.yaml', stringify({ resources, [field]: ['rollcall.yaml'] }));
  writeFleet(unchanged);
  const { code, stderr } = workspace.run('rollcall', ['roll', 'fleet.yaml', '--config', 'rollcall.yaml']);
  if (code !== 0) throw new Error(stderr);
  write(unchanged);
  const first = render();
  if (first.code !== 0) throw new Error(first.stderr);
  workspace.commit();
}

for (const [name, host] of Object.entries(HOSTS)) {
  const some = find(host.program) === undefined ? describe.skip : describe;
  some(`${name} (${host.program} of ${tools} or the machine)`, () => {
    test('stops at each row, says why first, and writes nothing', () => {
      prepare(name, host);
      const seen = rows.map(([what, change]) => {
        host.write(change);
        const { code, stdout, stderr } = host.render();
        const made = workspace.changes().filter((line) => !/ (?:fleet|rollcall)\.yaml$/.test(line));
        const [first] = [...stderr.matchAll(/RC\d{3}/g)].map(([found]) => found);
        return { what, fails: code !== 0, first, made, stdout: name.startsWith('kpt') ? '' : stdout };
      });
      const expected = rows.map(([what, , code]) => ({ what, fails: true, first: code, made: [], stdout: '' }));
      expect(seen).toEqual(expected);
    });
  });
}
