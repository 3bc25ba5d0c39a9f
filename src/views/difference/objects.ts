import { SOURCE } from '../../krm/ownership';
import { groupBy } from '../../lists/group';
import { compareBytes, sortedBy } from '../../lists/order';
import { EXPIRE_AT } from '../../outputs/expiry-annotation';
import { isRegistration } from '../../outputs/output';
import { holdsCredentials } from './clusters';
import type { FieldChange } from './fields';
import type { ChangedPair, Pairing } from './pairs';
import type { ClusterDifference, FieldDifference, ObjectDifference } from './record';
import type { SideObject } from './side';
import type { Showing } from './withhold';

/** What tells why objects come, go and change. */
export interface Explanations {
  /** By the ClusterProfile, and by the former one of a cluster that moved. */
  readonly clusters: ReadonlyMap<string, ClusterDifference>;
  /** Consumers that joined or left, by Namespace and by name. */
  readonly consumers: ReadonlySet<string>;
}

/** What happens to objects, each group of the same once. */
export function listObjects(
  { added, removed, changed }: Pairing,
  because: Explanations,
  showing: Showing,
): ObjectDifference[] {
  const groups = [
    ...gather('added', added, because),
    ...gather('removed', removed, because),
    ...gatherChanged(changed, because, showing),
  ];
  return sortedBy(
    groups,
    ({ kind }) => kind,
    ({ clusterProfile = '' }) => clusterProfile,
    ({ objects: [first = ''] }) => first,
    ({ change }) => change,
  );
}

/** By cluster, or by consumer where that is the cause. */
function gather(
  change: 'added' | 'removed',
  objects: readonly SideObject[],
  because: Explanations,
): ObjectDifference[] {
  const told = objects.map((object) => ({ object, explainedBy: explain(object, because) }));
  const groups = groupBy(told, ({ object: { identity, role, cluster, consumer }, explainedBy }) =>
    [identity.group, identity.kind, role, explainedBy, explainedBy === 'consumer' ? consumer : cluster].join('\0'),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { kind } = first.object.identity;
    const members = group.map(({ object }) => object);
    const { explainedBy } = first;
    return [{ change, kind, role: first.object.role, ...namesOf(members), explainedBy, fields: [] }];
  });
}

function explain({ cluster = '', consumer, role }: SideObject, because: Explanations): ObjectDifference['explainedBy'] {
  const difference = because.clusters.get(cluster);
  if (difference !== undefined && difference.change !== 'changed') return 'cluster';
  if (consumer !== undefined) {
    if (because.consumers.has(consumer)) return 'consumer';
    const { gained = [], lost = [] } = difference?.consumers ?? {};
    return gained.includes(consumer) || lost.includes(consumer) ? 'cluster' : undefined;
  }
  const registers = isRegistration(role) || role === 'SveltosSecret';
  return registers && difference?.registration !== undefined ? 'cluster' : undefined;
}

/** By kind and by what changes, before and after. */
function gatherChanged(pairs: readonly ChangedPair[], because: Explanations, showing: Showing): ObjectDifference[] {
  const viewed = new Map<readonly FieldChange[], { fields: FieldDifference[]; key: string }>();
  const view = ({ fields, new: object }: ChangedPair) => {
    const known = viewed.get(fields);
    if (known !== undefined) return known;
    const views = fields.map((field) => ({
      path: field.path,
      old: showing.value(field.old, field, object),
      new: showing.value(field.new, field, object),
      isExplained: isExplained(field, fields, object, because),
    }));
    const key = JSON.stringify([object.identity.group, object.identity.kind, object.role, views]);
    const made = { fields: views, key };
    viewed.set(fields, made);
    return made;
  };
  return [...groupBy(pairs, (pair) => view(pair).key).values()].flatMap((group): ObjectDifference[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { fields } = view(first);
    const { identity, role } = first.new;
    const members = group.map((pair) => pair.new);
    const explainedBy = fields.every((field) => field.isExplained) ? 'cluster' : undefined;
    return [{ change: 'changed', kind: identity.kind, role, ...namesOf(members), explainedBy, fields }];
  });
}

/** Whether the cluster's own entry tells of a field: its credentials, its labels, its sources. */
function isExplained(
  { keys: [first, second, third], old, new: is }: FieldChange,
  fields: readonly FieldChange[],
  object: SideObject,
  because: Explanations,
): boolean {
  const isInBoth = old !== undefined && is !== undefined;
  const isCredential = holdsCredentials(object);
  if (first === 'data') return isCredential && isInBoth;
  if (first !== 'metadata') return false;
  if (second === 'labels') return isRegistration(object.role);
  if (third === SOURCE) return because.clusters.get(object.cluster ?? '')?.sources !== undefined;
  return isCredential && third === EXPIRE_AT && fields.some(({ keys }) => keys[0] === 'data');
}

function namesOf(objects: readonly SideObject[]) {
  const clusters = new Set(objects.map(({ cluster }) => cluster));
  const names = objects.map(({ identity: { kind, namespace, name } }) =>
    namespace === '' ? `${kind}/${name}` : `${kind}/${namespace}/${name}`,
  );
  return { objects: names.sort(compareBytes), clusterProfile: clusters.size === 1 ? [...clusters][0] : undefined };
}
