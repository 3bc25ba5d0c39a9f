import type { Finding, Place } from '../diagnostics/finding';
import * as rolls from '../diagnostics/roll';
import type { ClusterRecord } from '../inventory/record';
import { profilePath } from '../inventory/roster';
import type { Item } from '../krm/item';
import { groupBy } from '../lists/group';
import { type Cause, Causes, type Scene } from './causes';
import type { ChangedMember, Difference, Entries } from './compare';
import { type Move, pairMoves } from './pair-moves';
import type { Member, Roll } from './roll';

/** One finding a cause: who joined, who left, who goes elsewhere, and why. */
export function tellDifference(difference: Difference, rollItem: Item, was: Roll, is: Roll, scene: Scene): Finding[] {
  if (difference.isEmpty) return [];
  const causes = new Causes(scene);
  const { moved, joined, left, changed } = pairMoves(difference.clusters, was, is);
  const atRoll = (section: string) => rollItem.at(`spec.${section}`);
  return [
    ...tellConsumers(difference.consumers, was, is, causes, atRoll('consumers')),
    ...tellSets(difference.clusterSets, causes, atRoll('clusterSets')),
    ...tellMoved(moved, was, scene, causes, atRoll('clusters')),
    ...tellLeft(left, causes, atRoll('clusters')),
    ...tellJoined(joined, scene),
    ...tellChanged(changed, scene, causes),
    ...tellCommonLabels(difference.registeredLabels, atRoll('registeredLabels')),
    ...tellObjects(difference.objects, atRoll('objects')),
  ];
}

function tellMoved(moved: readonly Move[], was: Roll, { fleet }: Scene, causes: Causes, place: Place): Finding[] {
  if (moved.length === 0) return [];
  const clusters = new Map(fleet.clusters.map((cluster) => [profilePath(cluster), cluster]));
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
  if (rule === 'Default' && clusterSet !== undefined) {
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
  return [...groupBy(told, ({ cause }) => cause.words).values()].map((group) => {
    const { words, item }: Cause = group[0]?.cause ?? { words: '' };
    const paths = group.map(({ path }) => path);
    return rolls.clustersLeft(item?.at('metadata') ?? place, paths, words);
  });
}

function tellJoined(joined: ReadonlyMap<string, Member>, { fleet }: Scene): Finding[] {
  if (joined.size === 0) return [];
  const clusters = new Map(fleet.clusters.map((cluster) => [profilePath(cluster), cluster]));
  const told = [...joined].map(([path, member]) => ({ path, how: goingWhere(member, fleet.consumers.length > 0) }));
  return [...groupBy(told, ({ how }) => how)].map(([how, group]) => {
    const cluster = clusters.get(group[0]?.path ?? '');
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
function tellChanged(changed: readonly ChangedMember[], { fleet }: Scene, causes: Causes): Finding[] {
  if (changed.length === 0) return [];
  const clusters = new Map(fleet.clusters.map((cluster) => [profilePath(cluster), cluster]));
  const told = changed.flatMap((member) =>
    changesOf(member, causes, clusters.get(member.path)).map((way) => ({ path: member.path, ...way })),
  );
  return [...groupBy(told, ({ changes }) => changes.map(({ what }) => what).join('; '))].map(([, group]) => {
    const [first] = group;
    const cluster = clusters.get(first?.path ?? '');
    const item = first?.item ?? (cluster?.profile ?? cluster?.cluster)?.item;
    const ways = (first?.changes ?? []).map(({ what, how }, at) =>
      how !== undefined && group.every(({ changes }) => changes[at]?.how === how) ? `${what}, ${how}` : what,
    );
    const paths = group.map(({ path }) => path);
    return rolls.clustersChanged(item?.at() ?? {}, paths, ways.join('; '));
  });
}

/** What has changed, in words that are the same for many clusters; and how, where that is the same too. */
interface Change {
  readonly what: string;
  readonly how?: string;
}

/** Changes that belong together, and the object to look at. */
interface Way {
  readonly changes: readonly Change[];
  readonly item?: Item | undefined;
}

function changesOf({ path, was, is }: ChangedMember, causes: Causes, cluster: ClusterRecord | undefined): Way[] {
  const gained = is.sources.filter((source) => !was.sources.includes(source));
  const lost = was.sources.filter((source) => !is.sources.includes(source));
  const changes = [
    ...credentialChanges(was, is),
    ...registrationChanges(was, is),
    ...consumerChanges(was, is, cluster),
  ];
  if (gained.length + lost.length === 0 && was.credentials === is.credentials) {
    return changes.map((change) => ({ changes: [change] }));
  }
  // The rest follows from another object behind the cluster, or from its credentials: it is one cause.
  const cause = lost.length === 0 ? undefined : causes.clusterLeft(path, { sources: lost });
  const sources = [
    ...(cause === undefined ? [] : [{ what: `it no longer has its ${kindsOf(lost)} (${cause.words})` }]),
    ...(gained.length === 0 ? [] : [{ what: `it now has a ${kindsOf(gained)}` }]),
  ];
  return [{ changes: [...sources, ...changes], item: cause?.item }];
}

function credentialChanges(was: Member, is: Member): Change[] {
  if (was.credentials === is.credentials) return [];
  if (is.credentials === 'none') return [{ what: 'it no longer has credentials', how: `was ${was.credentials}` }];
  if (was.credentials === 'none') return [{ what: 'it now has credentials', how: `from ${is.credentials}` }];
  return [{ what: 'its credentials come from another source', how: `was ${was.credentials}, is ${is.credentials}` }];
}

function registrationChanges(was: Member, is: Member): Change[] {
  if (was.registered !== undefined && is.registered !== undefined) return labelChanges(was.registered, is.registered);
  if (is.registered !== undefined) return [{ what: 'it is now registered' }];
  return was.registered === undefined ? [] : [{ what: 'it is no longer registered' }];
}

function consumerChanges(was: Member, is: Member, cluster: ClusterRecord | undefined): Change[] {
  // Nobody receives credentials that are not there.
  if (is.credentials === 'none' && is.credentials !== was.credentials) return [];
  const [went, go] = [was, is].map(({ consumers }) =>
    consumers === undefined ? 'every consumer' : consumers.join(', ') || 'no consumer',
  );
  if (went === go) return [];
  return [
    { what: 'its credentials go to other consumers', how: `was ${went}, is ${go}${rulesBehind(was, is, cluster)}` },
  ];
}

/** The rules that decided about consumers who come or go. */
function rulesBehind(was: Member, is: Member, cluster: ClusterRecord | undefined): string {
  const { delivery } = cluster ?? {};
  const verdicts = delivery === undefined || delivery.state === 'kept' ? [] : (delivery.verdicts ?? []);
  const has = ({ consumers }: Member, namespace: string) => consumers === undefined || consumers.includes(namespace);
  const changed = verdicts.filter(({ consumer: { namespace } }) => has(was, namespace) !== has(is, namespace));
  const rules = [...new Set(changed.flatMap(({ rule }) => rule ?? []))];
  return rules.length === 0 ? '' : ` by the ${rules.length === 1 ? 'rule' : 'rules'} ${rules.join(', ')}`;
}

function kindsOf(sources: readonly string[]): string {
  return sources.map((source) => source.split(' ')[0] ?? source).join(' and ');
}

function labelChanges(was: ReadonlyMap<string, string>, is: ReadonlyMap<string, string>): Change[] {
  const keys = [...new Set([...was.keys(), ...is.keys()])].filter((key) => was.get(key) !== is.get(key));
  return keys.map((key) => {
    const before = was.get(key);
    const now = is.get(key);
    if (now === undefined) return { what: `its registration loses the label ${key}` };
    if (before === undefined) return { what: `its registration gains the label ${key}`, how: `now ${now || 'empty'}` };
    return { what: `the label ${key} of its registration`, how: `was ${before || 'empty'}, is ${now || 'empty'}` };
  });
}

function tellConsumers(
  { joined, left, changed }: Entries,
  was: Roll,
  is: Roll,
  causes: Causes,
  place: Place,
): Finding[] {
  const gone = [...left].map(([namespace, name]) => ({ namespace, name, cause: causes.consumerLeft(namespace) }));
  const at = (namespace: string | undefined) => causes.namespace(namespace ?? '')?.at('metadata.labels') ?? place;
  const most = (roll: Roll, namespaces: readonly string[]) =>
    Math.max(0, ...namespaces.map((namespace) => countReceived(roll, namespace)));
  const findings = [...groupBy(gone, ({ cause }) => cause.words)].map(([words, group]) => {
    const namespaces = group.map(({ namespace }) => namespace);
    const names = group.map(({ namespace, name }) => nameConsumer(namespace, name));
    return rolls.consumersLeft(at(namespaces[0]), names, most(was, namespaces), words);
  });
  if (joined.size > 0) {
    const namespaces = [...joined.keys()];
    const names = [...joined].map(([namespace, name]) => nameConsumer(namespace, name));
    findings.push(rolls.consumersJoined(at(namespaces[0]), names, most(is, namespaces)));
  }
  if (changed.length > 0) {
    const names = changed.map(
      (one) => `Namespace ${one.key} was ${one.was || '(unnamed)'}, is ${one.is || '(unnamed)'}`,
    );
    findings.push(rolls.consumersRenamed(at(changed[0]?.key), names));
  }
  return findings;
}

function nameConsumer(namespace: string, name: string): string {
  return `${name || '(unnamed)'} in Namespace ${namespace}`;
}

/** How many clusters' credentials go to a Namespace. */
function countReceived({ clusters }: Roll, namespace: string): number {
  let count = 0;
  for (const { consumers, credentials } of clusters.values()) {
    if (credentials !== 'none' && (consumers === undefined || consumers.includes(namespace))) count++;
  }
  return count;
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
