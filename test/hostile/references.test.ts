import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Attack, expectAll, type Files } from './attack';
import { clusterOf, configuration, documents, FLEET } from './fleet';

/** Where credentials are named and not copied: whoever writes a file names Secrets of others, or has more allowed. */

const external = (spec: string) => configuration(spec).replace('credentials: Copy', 'credentials: External');
const STORES = '  emitStores: true\n';
const EXTERNAL: Files = { ...FLEET, 'fleet/rollcall.yaml': external(STORES) };

const naming = (extension: object) => ({
  apiVersion: 'multicluster.x-k8s.io/v1alpha1',
  kind: 'ClusterProfile',
  metadata: { name: 'mine', namespace: 'tenant' },
  spec: { clusterManager: { name: 'm' } },
  status: {
    accessProviders: [
      {
        name: 'kubeconfig-secretreader',
        cluster: {
          server: 'https://attacker.example',
          extensions: [{ name: 'client.authentication.k8s.io/exec', extension }],
        },
      },
    ],
  },
});
const attack = (what: string, wants: string, ...objects: object[]): Attack => ({
  what,
  wants,
  files: { 'fleet/evil.yaml': documents(...objects) },
});
const spec = (what: string, wants: string, text: string): Attack => ({
  what,
  wants,
  files: { 'fleet/rollcall.yaml': external(text) },
});

test('no Secret of others is named, and nothing more is allowed', async () => {
  await expectAll(EXTERNAL, [
    attack('a Secret of another namespace', 'RC375', naming({ name: 'a-kubeconfig', namespace: 'mgmt', key: 'value' })),
    attack('a Secret that is no kubeconfig', 'RC375', naming({ name: 'database', namespace: 'mgmt', key: 'password' })),
    attack('a name with a path', 'RC563', naming({ name: '../mgmt/database', key: 'password' })),
    attack('a name that stands for all', 'RC563', naming({ name: '*', key: 'password' })),
    attack('a namespace that stands for all', 'RC375', naming({ name: 'database', namespace: '*', key: 'x' })),
    attack('a name of a prototype', 'RC563', naming({ name: '__proto__', key: 'x' })),
    attack('a key with a path', 'RC563', naming({ name: 'mine', key: '../../x' })),
    attack(
      'a Cluster whose Secret would be elsewhere',
      'RC563',
      clusterOf('../default/x', { labels: { 'clusterprofile-name': 'x' } }),
    ),
    attack('a Cluster that stands for all', 'RC302', clusterOf('*')),
    spec('a store of theirs beside ours', 'RC664', `${STORES}  externalSecrets: {storeName: theirs}\n`),
    spec('a key of theirs beside our stores', 'RC664', `${STORES}  externalSecrets: {remoteKey: "{namespace}/*"}\n`),
  ]);
}, 300_000);

test('what only looks changes nothing', async () => {
  const journal = (folder: string) => {
    mkdirSync(join(folder, 'out/.rollcall'), { mode: 0o700 });
    writeFileSync(join(folder, 'out/.rollcall/old-0'), 'planted');
    const steps = [{ path: 'team/secret_default-a-kubeconfig.yaml', replaces: true, draft: '1' }];
    writeFileSync(join(folder, 'out/.rollcall/journal'), JSON.stringify({ folders: [], steps }));
  };
  await expectAll(FLEET, [
    {
      what: 'check, beside the journal of a render',
      wants: 'warning RC474',
      args: ['check', 'fleet', '--output', 'out'],
      prepare: journal,
    },
    {
      what: 'diff, beside the journal of a render',
      wants: 'harmless',
      args: ['diff', '--against', 'out', 'fleet'],
      prepare: journal,
    },
    { what: 'graph', wants: 'harmless', args: ['graph', 'fleet', '-o', 'html'] },
    { what: 'list', wants: 'harmless', args: ['list', 'fleet'] },
    { what: 'explain', wants: 'harmless', args: ['explain', 'default/a', 'fleet'] },
  ]);
}, 300_000);
