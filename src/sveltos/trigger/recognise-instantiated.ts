import { CLUSTER } from '../../api/cluster';
import { MANAGED_CLUSTER } from '../../api/managed-cluster';
import { SVELTOS_CLUSTER } from '../../api/sveltos-cluster';
import { parseIdentityKey } from '../../krm/identity';
import type { Item } from '../../krm/item';
import { sourcesOf } from '../../krm/ownership';
import type { Recognition } from '../../outputs/recognise-mark';

/** What the event framework runs on: no template makes it here. */
const FRAMEWORK = new Set(['EventSource', 'EventTrigger'].map((kind) => `${SVELTOS_CLUSTER.group}/${kind}`));

/** Kinds whose removal takes other objects, data or machines with it. */
const HOLDERS = new Set([
  '/Namespace',
  '/Node',
  '/PersistentVolume',
  '/PersistentVolumeClaim',
  'apiextensions.k8s.io/CustomResourceDefinition',
  `${MANAGED_CLUSTER.group}/${MANAGED_CLUSTER.kind}`,
]);

/**
 * A template makes objects of any kind and name, so a mark on one can be checked for little: it names the events or the
 * EventTrigger that it comes from. What holds other objects is never removed for a mark.
 */
export function recogniseInstantiated(item: Item): Recognition {
  const { group, kind } = item.identity;
  if (kind === '' || FRAMEWORK.has(`${group}/${kind}`)) {
    return { state: 'foreign', why: `which makes no ${kind || 'object without a kind'}` };
  }
  const sources = sourcesOf(item);
  if (sources.length === 0 || sources.some((source) => parseIdentityKey(source) === undefined)) {
    return { state: 'altered', why: 'and does not name the object that it was made from' };
  }
  if (sources.includes(item.key)) return { state: 'altered', why: 'and names itself as the object it was made from' };
  if (HOLDERS.has(`${group}/${kind}`) || group === CLUSTER.group || group.endsWith(`.${CLUSTER.group}`)) {
    return { state: 'protected', why: `and what a ${kind} holds would be removed with it` };
  }
  return { state: 'made', role: 'Instantiated', madeFor: sources.join(', ') };
}
