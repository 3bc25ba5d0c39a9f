import type { Finding, Place } from '../diagnostics/finding';
import * as rolls from '../diagnostics/roll';
import type { ClusterRecord } from '../inventory/record';
import { profilePath } from '../inventory/roster';
import type { Item } from '../krm/item';
import { groupBy } from '../lists/group';
import { Causes, type Scene } from './causes';
import { changesOf } from './changes-of-member';
import type { ChangedMember, Difference, Entries } from './compare';
import { type Move, pairMoves } from './pair-moves';
import type { Member, Roll } from './roll';
import { tellConsumers } from './tell-consumers';

/** One finding a cause: who joined, who left, who goes elsewhere, and why. */
export function tellDifference(difference: Difference, rollItem: Item, was: Roll, is: Roll, scene: Scene): Finding[] {
  const causes = new Causes(scene);
  const clusters = new Map(scene.fleet.clusters.map((cluster) => [profilePath(cluster), cluster]));
  const { moved, joined, left, changed } = pairMoves(difference.clusters, was, is);
  const atRoll = (section: string) => rollItem.at(`spec.${section}`);
  return [
    ...tellConsumers(difference.consumers, was, is, causes, atRoll('consumers')),
    ...tellSets(difference.clusterSets, causes, atRoll('clusterSets')),
    ...tellMoved(moved, was, clusters, causes, atRoll('clusters')),
    ...tellLeft(left, causes, atRoll('clusters')),
    ...tellJoined(joined, clusters, scene.fleet.consumers.length > 0),
    ...tellChanged(changed, clusters, causes),
    ...tellCommonLabels(difference.registeredLabels, atRoll('registeredLabels')),
    ...tellObjects(difference.objects, atRoll('objects')),
  ];
}

/** The clusters of the render by the path of their ClusterProfile. */
type Clusters = ReadonlyMap<string, ClusterRecord>;

function tellMoved(moved: readonly Move[], was: Roll, clusters: Clusters, causes: Causes, place: Place): Finding[] {
  const told = moved.map(({ from, to }) => {
    const cluster = clusters.get(to);
    return {
      words: `${from} → ${to}`,
      cause: placementInWords(cluster, was, causes),
      item: (cluster?.cluster ?? cluster?.managedCluster ?? cluster?.profile)?.item,
    };
  });
  return [...groupBy(told, ({ cause }) => cause)].map(([cause, group]) =>
    rolls.clustersMoved(
      group[0]?.item?.at('metadata.labels') ?? place,
      group.map(({ words }) => words),
      cause,
    ),
  );
}

function placementInWords(cluster: ClusterRecord | undefined, was: Roll, causes: Causes): string {
  const { rule, clusterSet } = cluster?.placement ?? {};
  if (rule === 'ClusterSet') return `ClusterSet ${clusterSet} has another Namespace`;
  if (rule === 'Label') return 'the labels of its Cluster name another ClusterProfile';
  if (clusterSet !== undefined) {
    const namespace = was.clusterSets.get(clusterSet);
    const because =
      namespace === undefined ? '' : `: in Namespace ${namespace}, ${causes.clusterSetLeft(namespace).words}`;
    return `no Namespace holds ClusterSet ${clusterSet}${because}`;
  }
  const misspelt = cluster?.cluster && causes.setLabelMisspelt(cluster.cluster.item);
  return misspelt || 'the labels of its source have changed';
}

function tellLeft(left: ReadonlyMap<string, Member>, causes: Causes, place: Place): Finding[] {
  const told = [...left].map(([path, member]) => ({ path, cause: causes.clusterLeft(path, member) }));
  return [...groupBy(told, ({ cause }) => cause.words)].map(([words, group]) =>
    rolls.clustersLeft(
      group[0]?.cause.item?.at('metadata') ?? place,
      group.map(({ path }) => path),
      words,
    ),
  );
}

function tellJoined(joined: ReadonlyMap<string, Member>, clusters: Clusters, hasConsumers: boolean): Finding[] {
  const told = [...joined].map(([path, member]) => ({
    path,
    how: goingWhere(member, hasConsumers),
    cluster: clusters.get(path),
  }));
  return [...groupBy(told, ({ how }) => how)].map(([how, group]) => {
    const cluster = group[0]?.cluster;
    const item = (cluster?.cluster ?? cluster?.profile ?? cluster?.managedCluster)?.item;
    return rolls.clustersJoined(
      item?.at() ?? {},
      group.map(({ path }) => path),
      how,
    );
  });
}

function goingWhere({ registered, consumers, credentials, unsure }: Member, hasConsumers: boolean): string {
  if (unsure !== undefined || credentials === 'none') return 'without credentials';
  const goes = [
    ...(registered === undefined ? [] : ['registered']),
    ...(hasConsumers && (consumers === undefined || consumers.length > 0) ? ['with credentials for consumers'] : []),
  ];
  return goes.length === 0 ? 'and nothing is made for it' : goes.join(' and ');
}

/** One finding for each way in which clusters changed, with everyone who did. */
function tellChanged(changed: readonly ChangedMember[], clusters: Clusters, causes: Causes): Finding[] {
  const told = changed.flatMap((member) => {
    const cluster = clusters.get(member.path);
    return changesOf(member, causes, cluster).map((way) => ({ path: member.path, cluster, ...way }));
  });
  return [...groupBy(told, ({ changes }) => changes.map(({ what }) => what).join('; '))].map(([, group]) => {
    const [first] = group;
    const item = first?.item ?? (first?.cluster?.profile ?? first?.cluster?.cluster)?.item;
    const ways = (first?.changes ?? []).map(({ what, how }, at) =>
      how !== undefined && group.every(({ changes }) => changes[at]?.how === how) ? `${what}, ${how}` : what,
    );
    const paths = group.map(({ path }) => path);
    return rolls.clustersChanged(item?.at() ?? {}, paths, ways.join('; '));
  });
}

function tellSets({ joined, left, changed }: Entries, causes: Causes, place: Place): Finding[] {
  const at = (namespace: string | undefined) => causes.namespace(namespace ?? '')?.at('metadata.labels') ?? place;
  const told = [
    ...[...left].map(([set, namespace]) => ({
      name: `${set} (was in Namespace ${namespace})`,
      namespace,
      change: `lost (${causes.clusterSetLeft(namespace).words})`,
    })),
    ...[...joined].map(([set, namespace]) => ({
      name: `${set} in Namespace ${namespace}`,
      namespace,
      change: 'joined',
    })),
    ...changed.map(({ key, was, is }) => ({
      name: `${key} from Namespace ${was} to ${is}`,
      namespace: is,
      change: 'moved',
    })),
  ];
  return [...groupBy(told, ({ change }) => change)].map(([change, group]) =>
    rolls.clusterSetsChanged(
      at(group[0]?.namespace),
      group.map(({ name }) => name),
      change,
    ),
  );
}

function tellCommonLabels({ joined, left, changed }: Entries, place: Place): Finding[] {
  const changes = [
    ...[...left.keys()].map((key) => `loses the label ${key}`),
    ...[...joined].map(([key, value]) => `gains the label ${key}=${value}`),
    ...changed.map(({ key, was, is }) => `the label ${key} was ${was || 'empty'} and is ${is || 'empty'}`),
  ];
  return changes.map((change) => rolls.commonLabelsChanged(place, change));
}

function tellObjects({ joined, left, changed }: Entries, place: Place): Finding[] {
  const tell = (objects: readonly string[], change: string) =>
    objects.length === 0 ? [] : [rolls.objectsChanged(place, objects, change)];
  return [
    ...tell([...left.keys()], 'left'),
    ...tell([...joined.keys()], 'joined'),
    ...tell(
      changed.map(({ key }) => key),
      'made from another source',
    ),
  ];
}
