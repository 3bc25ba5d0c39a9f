import { sortedBy } from '../../lists/order';
import { Causes } from '../../roll/causes';
import { compareRolls, type Difference, type Entries } from '../../roll/compare';
import { pairMoves } from '../../roll/pair-moves';
import { type ClusterPair, listClusters } from './clusters';
import { viewCredential } from './credentials';
import { listObjects } from './objects';
import { pairObjects } from './pairs';
import type { ClusterSetDifference, ConsumerDifference, DifferenceRecord, ObjectDifference, SideView } from './record';
import type { Lens, Side } from './side';
import { Showing } from './withhold';

/** Compares two sides of the same form. */
export function compareSides(old: Side, is: Side, lens: Lens): DifferenceRecord {
  const rolls = compareRolls(old.roll, is.roll);
  const pairing = pairObjects(old, is);
  const { consumers } = rolls;
  const entries = [...consumers.joined, ...consumers.left];
  const comingAndGoing = new Set(entries.flat().filter((name) => name !== ''));
  const causes = is.scene && new Causes({ ...is.scene, labelKeys: is.scene.fleet.labelKeys ?? NO_LABELS });
  const clusters = listClusters({
    old,
    new: is,
    pairs: pairClusters(rolls, old, is),
    pairing,
    comingAndGoing,
    causes,
    viewRotation: (before, after, secrets) => ({
      old: viewCredential(before, lens),
      new: viewCredential(after, lens),
      secrets,
    }),
  });
  const byPath = clusters.flatMap((one) =>
    [one.clusterProfile, one.movedFrom ?? []].flat().map((path) => [path, one] as const),
  );
  const objects =
    old.form === 'roll'
      ? listNamedObjects(rolls.objects)
      : listObjects(pairing, { clusters: new Map(byPath), consumers: comingAndGoing }, new Showing([old, is], lens));
  const lists = {
    clusters,
    consumers: listConsumers(consumers, old, is, causes),
    clusterSets: listClusterSets(rolls.clusterSets),
    objects,
  };
  const differs = Object.values(lists).some((list) => list.length > 0);
  return { version: 1, differs, old: viewSide(old), new: viewSide(is), ...lists };
}

/** Of a function that reads no labels. */
const NO_LABELS = { profileName: '', profileNamespace: '', clusterSet: '', namespaceClusterSet: '', consumer: '' };

function viewSide({ name, form, roll, objects }: Side): SideView {
  return { name, form, clusters: roll.clusters.size, consumers: roll.consumers.size, objects: objects.length };
}

function pairClusters(rolls: Difference, old: Side, is: Side): ClusterPair[] {
  const { moved, joined, left } = pairMoves(rolls.clusters, old.roll, is.roll);
  const moves = new Set(moved.flatMap(({ from, to }) => [from, to]));
  const stayed = [...is.roll.clusters.keys()].filter((path) => old.roll.clusters.has(path) && !moves.has(path));
  return [
    ...moved.map(({ from, to }) => ({ old: from, new: to })),
    ...[...joined.keys()].map((path) => ({ new: path })),
    ...[...left.keys()].map((path) => ({ old: path })),
    ...stayed.map((path) => ({ old: path, new: path })),
  ];
}

function listConsumers({ joined, left, changed }: Entries, old: Side, is: Side, causes?: Causes): ConsumerDifference[] {
  const differences: ConsumerDifference[] = [
    ...[...joined].map(([namespace, name]) => ({
      namespace,
      name,
      change: 'joined' as const,
      clusters: countReceived(is, namespace, name),
    })),
    ...[...left].map(([namespace, name]) => ({
      namespace,
      name,
      change: 'left' as const,
      because: causes?.consumerLeft(namespace).words,
      clusters: countReceived(old, namespace, name),
    })),
    ...changed.map(({ key, was, is: name }) => ({
      namespace: key,
      name,
      change: 'renamed' as const,
      renamedFrom: was,
      clusters: countReceived(is, key, name),
    })),
  ];
  return sortedBy(differences, ({ namespace }) => namespace);
}

/** The clusters whose credentials a consumer receives on one side. */
function countReceived({ form, roll, objects }: Side, namespace: string, name: string): number {
  if (form === 'roll') {
    return [...roll.clusters.values()].filter(({ consumers }) => consumers?.includes(namespace) ?? true).length;
  }
  const own = objects.filter(({ consumer }) => consumer === namespace || (name !== '' && consumer === name));
  return new Set(own.map(({ cluster }) => cluster)).size;
}

function listClusterSets({ joined, left, changed }: Entries): ClusterSetDifference[] {
  const differences: ClusterSetDifference[] = [
    ...[...joined].map(([name, namespace]) => ({ name, new: namespace })),
    ...[...left].map(([name, namespace]) => ({ name, old: namespace })),
    ...changed.map(({ key, was, is }) => ({ name: key, old: was, new: is })),
  ];
  return sortedBy(differences, ({ name }) => name);
}

/** What a Roll knows of objects: `Kind namespace/name`. */
function listNamedObjects({ joined, left, changed }: Entries): ObjectDifference[] {
  const view = (change: ObjectDifference['change'], words: string): ObjectDifference => {
    const [kind = '', name = ''] = words.split(' ');
    return { change, kind, objects: [`${kind}/${name}`], fields: [] };
  };
  return [
    ...[...joined.keys()].map((words) => view('added', words)),
    ...[...left.keys()].map((words) => view('removed', words)),
    ...changed.map(({ key }) => view('changed', key)),
  ];
}
