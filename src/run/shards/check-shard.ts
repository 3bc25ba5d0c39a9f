import { API_CLUSTER_SET_LABEL } from '../../api/namespace';
import { credentialsMissingUp } from '../../diagnostics/credentials';
import { type Finding, nameObject, withSeverity } from '../../diagnostics/finding';
import * as shards from '../../diagnostics/shards';
import type { FleetRecord } from '../../inventory/record';
import { type NumberedShard, readShard, type ShardSpec, shardInWords } from '../../inventory/shards/shard';
import { groupOf, type Identity } from '../../krm/identity';
import type { Item } from '../../krm/item';
import type { Output } from '../../outputs/output';
import { nearestOf } from '../../schema/nearest';
import type { Reconciled } from '../reconcile';
import { countObjects } from '../render-record';
import type * as Divide from './divide';
import type { Division } from './divide';

const FIELD = { field: 'spec.shard' };

/**
 * How a render is divided; not at all, where nobody asks for a shard.
 * @param asked the shard that the command line names, or `whole` where a configuration need not name one.
 */
export function openDivision(
  spec: ShardSpec | undefined,
  asked: NumberedShard | 'whole' | undefined,
  fleet: FleetRecord,
  outputs: readonly Output[],
): { division?: Division; findings: Finding[] } {
  const keepOthers = spec?.keepOthers ?? true;
  // A number never replaces a name: a place for one consumer would receive the Secrets of all.
  const given: ShardSpec | undefined =
    asked === undefined || asked === 'whole' ? spec : { ...spec, ...asked, keepOthers };
  if (given === undefined || (asked === 'whole' && Object.keys(given).length === 1)) return { findings: [] };
  const shard = readShard(given);
  if ('fault' in shard) return { findings: [shards.shardWrong(FIELD, shard.fault)] };
  const { divide }: typeof Divide = require('./divide');
  const division = divide(shard, fleet);
  return { division, findings: findUnknown(division, fleet, outputs) };
}

/** A name that nobody has: the shard would be empty, and its host would delete what it had. */
function findUnknown(
  { shard, shardOf }: Division,
  { consumers, clusterSets, clusters }: FleetRecord,
  outputs: readonly Output[],
): Finding[] {
  const judge = (what: string, name: string, known: readonly string[]) =>
    known.includes(name) ? [] : [shards.shardUnknown(FIELD, what, name, nearestOf(name, known))];
  switch (shard.by) {
    case 'Consumer':
      return judge(
        'consumer',
        shard.consumer,
        consumers.map(({ name }) => name),
      );
    case 'ClusterSet': {
      const ofHub = outputs.map(({ object }) => object.metadata.labels[API_CLUSTER_SET_LABEL] ?? '');
      const known = [
        ...clusterSets.map(({ name }) => name),
        ...clusters.map((one) => shardOf?.(one).name ?? ''),
        ...ofHub,
      ];
      return judge(
        'ClusterSet',
        shard.clusterSet,
        known.filter((name) => name !== ''),
      );
    }
    default:
      return [];
  }
}

/** Whether a shard may be empty: its number says nothing of how many clusters there are. */
export function isEmptyShard(division: Division | undefined, outputs: readonly Output[]): boolean {
  if (division === undefined || outputs.length === 0) return false;
  return division.shard.by === 'Index' || division.shard.by === 'Rest';
}

/** What is true of a shard where nothing stops it. */
export function tellShard(
  division: Division | undefined,
  { generated, elsewhere: { moved, untouched } }: Reconciled,
  outputs: readonly Output[],
): Finding[] {
  if (division === undefined) return [];
  const words = shardInWords(division.shard);
  const all = countObjects(outputs);
  return [
    ...(generated.length === 0 && all > 0 ? [shards.shardEmpty(FIELD, words, all)] : []),
    ...(untouched.length > 0 ? [shards.otherShards({}, untouched.length, words)] : []),
    ...(moved.length > 0 ? [shards.shardMoved({}, moved.length, words)] : []),
  ];
}

/** Everything that all shards make together. */
export function identitiesOf(outputs: readonly Output[], keep: readonly Item[]): Identity[] {
  const made = outputs.flatMap(({ object: { apiVersion, kind, metadata }, namespaces }) =>
    [...namespaces].map((namespace) => ({ group: groupOf(apiVersion), kind, namespace, name: metadata.name })),
  );
  return made.concat(keep.map(({ identity }) => identity));
}

/**
 * With a place for each shard, only a cluster's own shard sees what an earlier render made for it, and so only that one can tell
 * whether its objects can be kept. It stops where they cannot; the others go on.
 */
export function leaveToOwnShard(findings: readonly Finding[], division: Division | undefined, fleet: FleetRecord) {
  const { shardOf, shard } = division ?? {};
  if (shardOf === undefined || shard?.keepOthers !== false) return findings;
  if (!findings.some(({ code }) => code === credentialsMissingUp.code)) return findings;
  const elsewhere = new Set(
    fleet.clusters
      .filter((entry) => !shardOf(entry).isWritten)
      .flatMap(({ cluster, profile }) => (cluster ?? profile)?.item.at().object ?? [])
      .map(nameObject),
  );
  return findings.map((finding) =>
    finding.code === credentialsMissingUp.code && finding.object && elsewhere.has(nameObject(finding.object))
      ? withSeverity(finding, 'warning')
      : finding,
  );
}
