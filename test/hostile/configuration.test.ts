import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Attack, expectAll, type Files } from './attack';
import { clusterOf, configuration, consumerOf, document, documents, FLEET, secretOf } from './fleet';

/** Whoever writes the configuration goes below the policy, and whoever writes files withdraws what others use. */

const POLICY =
  'apiVersion: rollcall.dev/v1alpha1\nkind: Policy\nmetadata:\n  name: floors\nspec:\n  allowEmpty: false\n';
const policy = (text: string | Buffer): Files => ({ 'policy.yaml': text });
const RENDER = ['render', 'fleet', '--output', 'out'];
const under = [...RENDER, '--policy', 'policy.yaml'];
const asked = (what: string, wants: string, files: Files, more: Partial<Attack> = {}): Attack => ({
  what,
  wants,
  args: under,
  files: { ...policy(POLICY), ...files },
  ...more,
});
const config = (what: string, wants: string, spec: string) =>
  asked(what, wants, { 'fleet/rollcall.yaml': configuration(spec) });
const weak = (what: string, wants: string, text: string | Buffer, more: Partial<Attack> = {}) =>
  asked(
    `a policy ${what}`,
    wants,
    { ...policy(text), 'fleet/rollcall.yaml': configuration('  allowEmpty: true\n') },
    more,
  );

test('no configuration goes below a policy, and no policy says less than it seems to', async () => {
  await expectAll(FLEET, [
    asked('nothing', 'harmless', {}),
    config('a weaker value', 'RC423', '  allowEmpty: true\n'),
    config('behind an alias', 'RC423', '  onClusterError: &x Stop\n  allowEmpty: true\n'),
    config('twice, the strong one last', 'RC102', '  allowEmpty: true\n  allowEmpty: false\n'),
    config('behind a merge', 'RC423', '  <<: {allowEmpty: true}\n'),
    config('in other letters', 'RC206', '  AllowEmpty: true\n'),
    config('as text', 'RC207', '  allowEmpty: "true"\n'),
    config('as YAML 1.1 has it', 'RC207', '  allowEmpty: yes\n'),
    asked('in a second document', 'RC102', {
      'fleet/rollcall.yaml': `${configuration('')}---\n${configuration('  allowEmpty: true\n')}`,
    }),
    asked('in a ConfigMap', 'RC423', {
      'fleet/rollcall.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  name: fleet\n  credentials: Copy\n  allowEmpty: "true"\n',
    }),
    asked(
      'by a parameter of Argo CD',
      'RC423',
      {},
      { env: { ARGOCD_APP_PARAMETERS: '[{"name":"allowEmpty","string":"true"}]' } },
    ),
    weak('that is empty', 'RC426', ''),
    weak('of comments', 'RC426', '# apiVersion: x\n'),
    weak('with a field in other letters', 'RC427', POLICY.replace('allowEmpty', 'allowempty')),
    weak('with its spec in other letters', 'RC426', POLICY.replace('spec', 'Spec')),
    weak('with a value in other letters', 'RC428', POLICY.replace('false', 'no')),
    weak('of another kind', 'RC426', POLICY.replace('kind: Policy', 'kind: RenderInventory')),
    weak('of another version', 'RC426', POLICY.replace('v1alpha1', 'v9')),
    weak('that says it twice', 'RC102', `${POLICY}  allowEmpty: true\n`),
    weak('with a second document', 'RC102', `${POLICY}---\n${POLICY.replace('false', 'true')}`),
    weak('behind a merge', 'RC423', `${POLICY.replace('  allowEmpty: false\n', '  <<: {allowEmpty: false}\n')}`),
    weak('in UTF-16', 'RC426', Buffer.from(POLICY, 'utf16le')),
    weak('that is not there', 'RC501', POLICY, { args: [...RENDER, '--policy', 'nowhere.yaml'] }),
    weak('that is a FIFO', 'RC514', POLICY, {
      args: [...RENDER, '--policy', 'fifo'],
      prepare: (folder) => void spawnSync('mkfifo', [join(folder, 'fifo')]),
    }),
    weak('that is a folder', 'RC514', POLICY, {
      args: [...RENDER, '--policy', 'folder'],
      prepare: (folder) => mkdirSync(join(folder, 'folder')),
    }),
    asked('a policy of the environment that is not there', 'RC501', {}, { env: { ROLLCALL_POLICY: 'nowhere.yaml' } }),
  ]);
}, 600_000);

const many = ['c', 'd', 'e', 'f'];
const LARGE: Files = {
  ...FLEET,
  ...Object.fromEntries(many.map((name) => [`fleet/${name}.yaml`, documents(clusterOf(name), secretOf(name))])),
  'fleet/other.yaml': document(consumerOf('other')),
};
const empty = (...names: string[]): Files =>
  Object.fromEntries(
    names.map((name) => [
      `fleet/${name}.yaml`,
      document({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${name}-was-here`, namespace: 'mgmt' } }),
    ]),
  );
const relabelled = (label: string, ...names: string[]): Files =>
  Object.fromEntries(
    names.map((name) => [
      `fleet/${name}.yaml`,
      documents(clusterOf(name, { labels: { [label]: name } }), secretOf(name)),
    ]),
  );

test('many clusters, or all of a consumer’s, leave only by the command line', async () => {
  await expectAll(LARGE, [
    { what: 'four files are emptied', wants: 'RC415', files: empty('a', 'b', 'c', 'd') },
    { what: 'all files are emptied', wants: 'RC415', files: empty('a', 'b', ...many) },
    { what: 'four labels are changed', wants: 'RC415', files: relabelled('clusterprofile-Name', 'a', 'b', 'c', 'd') },
    {
      what: 'a consumer loses its label',
      wants: 'RC416',
      files: { 'fleet/team.yaml': document({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } }) },
    },
    {
      what: 'the label of consumers is another',
      wants: 'RC415',
      files: { 'fleet/rollcall.yaml': configuration('  labelKeys: {consumer: nobody}\n') },
    },
    {
      what: 'a rule denies everything',
      wants: 'RC415',
      files: { 'fleet/rollcall.yaml': configuration('  consumers:\n  - match: team\n    deny: true\n') },
    },
    { what: '.krmignore hides four', wants: 'RC415', files: { 'fleet/.krmignore': '[a-d].yaml\n' } },
    {
      what: 'spec.inputs names two',
      wants: 'RC415',
      args: ['render', '--config', 'fleet/rollcall.yaml', '--output', 'out'],
      files: {
        'fleet/rollcall.yaml': configuration(
          '  inputs: [a.yaml, b.yaml, team.yaml, other.yaml, hub.yaml, namespaces.yaml]\n',
        ),
      },
    },
    {
      what: 'the option stands in a file',
      wants: 'RC206',
      files: { ...empty('a', 'b', 'c', 'd'), 'fleet/rollcall.yaml': configuration('  allowWithdrawals: true\n') },
    },
    {
      what: 'the configuration lifts it below a policy',
      wants: 'RC415',
      args: under,
      files: {
        ...empty('a', 'b', 'c', 'd'),
        ...policy(POLICY.replace('allowEmpty: false', 'maxWithdrawals: 3')),
        'fleet/rollcall.yaml': configuration('  maxWithdrawals: 100%\n'),
      },
    },
  ]);
}, 600_000);
