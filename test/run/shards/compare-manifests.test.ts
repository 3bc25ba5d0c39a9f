import { compareManifests } from '../../../src/run/shards/compare-manifests';
import type { ShardFolder, ShardManifest } from '../../../src/run/shards/manifest';

function folder(index: number, manifest: Partial<ShardManifest> = {}, more: Partial<ShardFolder> = {}): ShardFolder {
  return {
    path: `out/${index}`,
    files: [`${index}.yaml`],
    names: `names of ${index}`,
    ...more,
    manifest: {
      owner: 'render-inventory/fleet',
      shard: { by: 'Index', index, count: 3 },
      version: '1',
      input: 'i',
      configuration: 'c',
      objects: { here: 1, inAll: 3 },
      files: { count: 1, names: `names of ${index}` },
      ...manifest,
    },
  };
}

test.each<[string, readonly ShardFolder[], readonly string[]]>([
  ['all shards', [folder(0), folder(1), folder(2)], []],
  ['no folder', [], []],
  ['one is missing', [folder(0), folder(2)], ['RC468 The shard 1/3 is missing.']],
  ['two are missing', [folder(0)], ['RC468 The shards 1/3, 2/3 are missing.']],
  [
    'one is there twice',
    [folder(0), folder(1), folder(2), folder(2, {}, { path: 'old/2', files: [] })],
    ['RC469 out/2, old/2 all hold 2/3.'],
  ],
  [
    'another input',
    [folder(0), folder(1, { input: 'old' }), folder(2)],
    ['RC467 The shards differ in the input: see out/1.'],
  ],
  [
    'another configuration and version',
    [folder(0), folder(1, { configuration: 'old', version: '0' }), folder(2)],
    [
      'RC467 The shards differ in the configuration: see out/1.',
      'RC467 The shards differ in the version of Rollcall: see out/1.',
    ],
  ],
  [
    'another number of shards',
    [folder(0), folder(1), folder(2, { shard: { by: 'Index', index: 2, count: 4 } })],
    ['RC467 The shards differ in the number of shards: see out/2.'],
  ],
  [
    'a file came',
    [folder(0), folder(1, {}, { names: 'others', files: ['1.yaml', 'x.yaml'] }), folder(2)],
    ['RC549 The shard in out/1 wrote one file, and 2 are there.'],
  ],
  [
    'a file was renamed',
    [folder(0), folder(1, {}, { names: 'others' }), folder(2)],
    ['RC549 out/1 holds files of other names than its shard wrote.'],
  ],
  [
    'an object in two shards',
    [folder(0), folder(1, {}, { files: ['0.yaml'] }), folder(2)],
    ['RC527 Several directories have these files: 0.yaml.'],
  ],
  [
    'consumers without the rest',
    [folder(0, { shard: { by: 'Consumer', consumer: 'argo' } })],
    ['RC468 The shards have 1 of 3 objects.'],
  ],
  [
    'consumers with the rest',
    [
      folder(0, { shard: { by: 'Consumer', consumer: 'argo' } }),
      folder(1, { shard: { by: 'Rest', of: 'Consumers' }, objects: { here: 2, inAll: 3 } }),
    ],
    [],
  ],
])('%s', (_name, folders, expected) => {
  expect(compareManifests(folders).map(({ code, problem }) => `${code} ${problem}`)).toEqual(expected);
});
