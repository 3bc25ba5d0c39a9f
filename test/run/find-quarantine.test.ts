import * as wire from '../../src/diagnostics/wire';
import { EMPTY_RECORD, type FleetRecord, NOT_DELIVERED, NOT_REGISTERED } from '../../src/inventory/record';
import { joinRoster } from '../../src/inventory/roster';
import { identityKey } from '../../src/krm/identity';
import type { Item } from '../../src/krm/item';
import type { Recognition } from '../../src/outputs/recognise-mark';
import { findQuarantine, keepQuarantined, tellQuarantine } from '../../src/run/quarantine';
import { managedCluster } from '../support/hub';
import {
  capiSecret,
  cluster,
  fleetOf,
  itemOf,
  KEYS,
  namespace,
  profile,
  secret,
  sentence,
  told,
} from '../support/objects';

/** Which clusters are set aside, so that one mistake does not stop the others; and what must never be. */
const about = (item: Item) => wire.nameMissing(item.at(), 'Test');
const aboutAll = (...items: Item[]) =>
  wire.nameMissing({ ...items[0]?.at(), subjects: items.map(({ key }) => key) }, 'Test');

function recordOf(items: readonly Item[]): FleetRecord {
  const { roster } = joinRoster(fleetOf(...items), KEYS);
  const decided = { credentials: { state: 'broken' }, delivery: NOT_DELIVERED, registration: NOT_REGISTERED } as const;
  return { ...EMPTY_RECORD, clusters: roster.map((entry) => ({ ...entry, ...decided })) };
}

const a = [cluster('a'), capiSecret('a'), profile('a')];
const b = [cluster('b'), capiSecret('b'), profile('b')];
const fleet = [...a, ...b, namespace('default')];
const labelled = secret('labelled', { labels: { 'x-k8s.io/cluster-profile': 'a' } });
const hubs = managedCluster('lonely');
const keysOf = (items: readonly Item[]) => items.map(({ key }) => key).sort();
const find = (errors: Parameters<typeof findQuarantine>[0], items: readonly Item[] = fleet) => {
  const found = findQuarantine(errors, recordOf(items.filter((item) => item !== hubs)), items);
  return found && [...found.keys].sort();
};

describe('what is set aside', () => {
  test.each<[rule: string, about: Item[], want: Item[]]>([
    ['a Cluster, with its profile and its Secret', [cluster('a')], a],
    ['a ClusterProfile, with its Cluster', [profile('a')], a],
    ['a Cluster API Secret stands for its Cluster', [capiSecret('a')], a],
    ['two clusters', [cluster('a'), profile('b')], [...a, ...b]],
  ])('%s', (_rule, subjects, want) => {
    expect(find(subjects.map(about))).toEqual(keysOf(want));
    expect(find([aboutAll(...subjects)])).toEqual(keysOf(want));
  });

  test('a labelled Secret goes with its profile, and stands for it', () => {
    expect(find([about(profile('a'))], [...fleet, labelled])).toEqual(keysOf([...a, labelled]));
    expect(find([about(labelled)], [...fleet, labelled])).toEqual(keysOf([...a, labelled]));
  });

  test('a Secret that is a Cluster’s by its label alone goes with it', () => {
    const byLabel = secret('mine', { namespace: 'mgmt', labels: { 'cluster.x-k8s.io/cluster-name': 'a' } });
    const byName = secret('b-kubeconfig', { namespace: 'mgmt' });
    expect(find([about(cluster('a'))], [...fleet, byLabel])).toEqual(keysOf([...a, byLabel]));
    const [oneCluster, , oneProfile] = b;
    if (oneCluster === undefined || oneProfile === undefined) throw new Error('there is no b');
    const items = [...a, oneCluster, byName, oneProfile];
    expect(find([about(byName)], items)).toEqual(keysOf([oneCluster, byName, oneProfile]));
  });

  test('a cluster that is on no line goes alone', () => {
    expect(find([about(hubs)], [...fleet, hubs])).toEqual([hubs.key]);
  });
});

describe('nothing is, where an error', () => {
  test.each<[rule: string, errors: Parameters<typeof findQuarantine>[0]]>([
    ['is about nothing', [wire.nameMissing({}, 'Test')]],
    ['is about a Namespace', [about(namespace('default'))]],
    ['is about a Secret of nobody', [about(secret('other'))]],
    ['is about a Secret of a cluster that is not there', [about(capiSecret('c'))]],
    ['is about a Cluster that is not there', [about(cluster('c'))]],
    ['is about no subjects', [wire.nameMissing({ ...cluster('a').at(), subjects: [] }, 'Test')]],
    ['is about a cluster, and another about a Namespace', [about(cluster('a')), about(namespace('default'))]],
    ['is about a cluster and a Namespace', [aboutAll(cluster('a'), namespace('default'))]],
    [
      'is about a ConfigMap with a Secret’s name',
      [about(itemOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a-kubeconfig', namespace: 'mgmt' } }))],
    ],
    ['is none', []],
  ])('%s', (_rule, errors) => {
    expect(find(errors)).toBeUndefined();
  });

  test('is about a Secret that a render made', () => {
    const made = capiSecret('b', { annotations: { 'rollcall.dev/generated-by': 'render-inventory/fleet' } });
    const [oneCluster, , oneProfile] = b;
    if (oneCluster === undefined || oneProfile === undefined) throw new Error('there is no b');
    expect(find([about(made)], [...a, oneCluster, made, oneProfile])).toBeUndefined();
  });
});

describe('of an earlier render', () => {
  const key = identityKey({ group: 'cluster.x-k8s.io', kind: 'Cluster', namespace: 'mgmt', name: 'a' });
  const PROFILE = 'multicluster.x-k8s.io/ClusterProfile/default/a';
  const made = (name: string, source: string) => secret(name, { annotations: { 'rollcall.dev/source': source } });
  const recognise = ({ identity }: Item): Recognition =>
    identity.name === 'forged'
      ? { state: 'altered', why: 'it is forged' }
      : { state: 'made', role: 'ConsumerSecret', madeFor: 'default/a' };
  const quarantine = { keys: new Set([key]), errors: [about(cluster('a'))] };
  const own = [made('one', key), made('two', `${key},${PROFILE}`), made('three', PROFILE), made('forged', key)];

  test('what comes from the cluster stays, and a mark alone keeps nothing', () => {
    const kept = keepQuarantined(own, quarantine, recognise);
    expect(kept.map(({ identity }) => identity.name)).toEqual(['one', 'two']);
    expect(keepQuarantined(own, undefined, recognise)).toEqual([]);
  });

  test('the finding names the clusters, in order', () => {
    const keys = new Set([...keysOf(b), ...keysOf(a), hubs.key]);
    const safe = { seesEarlier: true, isOnRoll: undefined };
    const findings = tellQuarantine({ ...quarantine, keys }, 2, safe);
    expect(sentence(findings, 'RC556')).toContain(
      'Cluster mgmt/a, Cluster mgmt/b, ClusterProfile default/a, ClusterProfile default/b, ManagedCluster lonely',
    );
    expect(sentence(findings, 'RC556')).not.toContain('Secret');
  });

  test.each<[seesEarlier: boolean, isOnRoll: boolean | undefined, want: string[]]>([
    [true, undefined, ['warning RC556', 'warning RC112']],
    [true, true, ['warning RC556', 'warning RC112']],
    [false, false, ['warning RC556', 'warning RC112']],
    [false, true, ['error RC112', 'error RC557']],
    [false, undefined, ['error RC112', 'error RC557']],
  ])('seen: %s, on the Roll: %s', (seesEarlier, isOnRoll, want) => {
    const lines = told(tellQuarantine(quarantine, 0, { seesEarlier, isOnRoll }));
    const { code } = about(cluster('a'));
    expect(lines.map((line) => line.split(' ').slice(0, 2).join(' ')).sort()).toEqual(
      want.map((line) => line.replace('RC112', code)).sort(),
    );
  });
});
