import type { Finding } from '../../diagnostics/finding';
import { FORMATS } from '../../diagnostics/formats';
import { withoutTokens } from '../../diagnostics/without-tokens';
import { compareManifests } from '../../run/shards/compare-manifests';
import { nameShard, type ShardFolder } from '../../run/shards/manifest';
import { findShardFolders, readShardFolder } from '../shards/read-manifest';
import { writeStandardOutput } from '../standard-streams';
import { tell } from '../tell';
import { loadViews } from '../view';
import { defineCommand } from './command';

export const shardsCommand = defineCommand({
  name: 'shards',
  takes: 'DIR...',
  summary: 'check that directories hold all shards of one render',
  about: `Reads the manifest (.rollcall-shard) that \`render --output DIR\` writes for a shard with spec.shard.keepOthers: false, and
lists the shards. It is an error if a shard is missing or there twice, if the shards come from different input, configurations
or versions, if an object is in two of them, or if files were added or removed since.

DIR is the directory of a shard, or a directory with one directory for each shard. Contents of files are not read.`,
  options: {
    format: {
      type: 'string',
      value: 'FORMAT',
      completes: FORMATS,
      about: 'How findings are printed on stderr: text (default), json, sarif (2.1.0) or github (workflow commands).',
    },
  },
  examples: [{ command: 'rollcall shards rendered', does: 'check rendered/0, rendered/1 and so on' }],
  completes: 'folder',
  run({ positionals, text }) {
    if (positionals.length === 0) return { fault: 'rollcall shards takes at least one DIR.' };
    const format = FORMATS.find((one) => one === (text('format') ?? 'text'));
    if (format === undefined) return { fault: `--format is ${FORMATS.join(', ')}.` };
    const folders: ShardFolder[] = [];
    const findings: Finding[] = [];
    for (const path of findShardFolders(positionals)) {
      const read = readShardFolder(path);
      if ('finding' in read) findings.push(read.finding);
      else folders.push(read);
    }
    findings.push(...compareManifests(folders));
    writeStandardOutput(Buffer.from(tableOf(folders)));
    return tell(findings, format);
  },
});

function tableOf(folders: readonly ShardFolder[]): string {
  const rows = folders.map(({ path, manifest: { shard, objects } }) => [
    { text: withoutTokens(nameShard(shard)) },
    { text: String(objects.here) },
    { text: path },
  ]);
  const sum = folders.reduce((total, { manifest }) => total + manifest.objects.here, 0);
  const heads = ['SHARD', 'OBJECTS', 'DIRECTORY'].map((text) => ({ text }));
  const total = [{ text: `${folders.length} in all` }, { text: String(sum) }, { text: '' }];
  return loadViews().writeColumns([heads, ...rows, total], (text) => text);
}
