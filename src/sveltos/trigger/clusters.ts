import { CLUSTER } from '../../api/cluster';
import type { EventTrigger } from '../../api/event-trigger';
import { SVELTOS_CLUSTER } from '../../api/sveltos-cluster';
import * as framework from '../../diagnostics/event-framework';
import { type Finding, nameObject } from '../../diagnostics/finding';
import type { Found } from '../../inventory/fleet';
import { groupOf } from '../../krm/identity';
import type { Item } from '../../krm/item';
import type { JsonObject } from '../../krm/json';
import { objectAt, textOf } from '../../krm/json';
import { ownerOf } from '../../krm/ownership';
import { findWrongExpressions, matchSelector } from '../select/match-labels';
import { serve } from '../serve';
import type { Stock } from '../stock';

/** Clusters that an EventTrigger means, as its templates see them. */
export interface ClusterChoice {
  readonly clusters: readonly JsonObject[];
  readonly findings: readonly Finding[];
}

type Selector = EventTrigger['spec']['sourceClusterSelector'];

/** Sveltos' own name for the cluster it runs in, where that is registered. */
const STAND_IN = { namespace: 'mgmt', name: 'mgmt' };
export const STAND_IN_WORDS = `a stand-in, SveltosCluster ${STAND_IN.namespace}/${STAND_IN.name}`;

/**
 * The clusters that events happen in: the SveltosClusters of the input that sourceClusterSelector means, but for those that
 * Rollcall has made: they are the fleet's. Where there is none at all, a stand-in is taken as matching.
 */
export function findSourceClusters(trigger: Found<EventTrigger>, stock: Stock): ClusterChoice & { isAssumed: boolean } {
  const { object, item } = trigger;
  const { name } = object.metadata;
  const { sourceClusterSelector: selector, clusterSetRefs = [] } = object.spec;
  const place = item.at('spec.sourceClusterSelector');
  const wrong = findWrongSelector(trigger, 'sourceClusterSelector', selector);
  if (wrong.length > 0) return { clusters: [], isAssumed: false, findings: wrong };
  if (isEmpty(selector) && clusterSetRefs.length === 0) {
    return { clusters: [], isAssumed: false, findings: [framework.selectsNoCluster(place, name)] };
  }
  const known = stock
    .of(SVELTOS_CLUSTER.group, SVELTOS_CLUSTER.kind)
    .filter((cluster) => ownerOf(cluster) === undefined);
  if (known.length === 0) return { clusters: [standIn(selector)], isAssumed: true, findings: [] };
  if (clusterSetRefs.length > 0) {
    const findings = [framework.partUnsupported(item.at('spec.clusterSetRefs'), name, ['clusterSetRefs'])];
    return { clusters: [], isAssumed: false, findings };
  }
  const meant = known.filter((cluster) => isSelected(cluster, selector));
  const findings = meant.length > 0 ? [] : [framework.clusterNotSelected(place, name, known.map(pathOf))];
  return { clusters: meant.map((cluster) => serve(cluster)), isAssumed: false, findings };
}

/**
 * Where what is made goes: the event's own cluster, or what destinationCluster and destinationClusterSelector mean among
 * all clusters of the input. Where the input holds no cluster, stand-ins take their places.
 * @param fill fills a field with the event.
 */
export function findDestinations(
  trigger: Found<EventTrigger>,
  source: JsonObject,
  stock: Stock,
  fill: (text: string, field: string) => string | undefined,
): ClusterChoice {
  const { destinationCluster, destinationClusterSelector: selector } = trigger.object.spec;
  const isNarrowed = selector !== undefined && !isEmpty(selector);
  if (destinationCluster === undefined && !isNarrowed) return { clusters: [source], findings: [] };
  const wrong = isNarrowed ? findWrongSelector(trigger, 'destinationClusterSelector', selector) : [];
  if (wrong.length > 0) return { clusters: [], findings: wrong };

  const known = [...stock.of(CLUSTER.group, CLUSTER.kind), ...stock.of(SVELTOS_CLUSTER.group, SVELTOS_CLUSTER.kind)];
  const clusters: JsonObject[] = [];
  const findings: Finding[] = [];
  if (destinationCluster !== undefined) {
    const filled = ['apiVersion', 'kind', 'namespace', 'name'].map((field) =>
      fill(textOf(objectAt({ destinationCluster }, 'destinationCluster')[field]), `destinationCluster.${field}`),
    );
    if (filled.includes(undefined)) return { clusters: [], findings: [] };
    const [apiVersion = '', kind = '', namespace = '', name = ''] = filled;
    const item = stock.find(groupOf(apiVersion), kind, namespace, name);
    if (item !== undefined) clusters.push(serve(item));
    else if (known.length === 0)
      clusters.push({ apiVersion, kind, metadata: { namespace, name }, spec: {}, status: {} });
    else findings.push(noDestination('destinationCluster', nameObject({ kind, namespace, name })));
  }
  if (isNarrowed) {
    const meant = known.filter((cluster) => isSelected(cluster, selector));
    for (const cluster of meant) clusters.push(serve(cluster));
    if (known.length === 0) clusters.push(standIn(selector));
    else if (meant.length === 0) findings.push(noDestination('destinationClusterSelector', 'that it selects'));
  }
  return { clusters, findings };

  function noDestination(field: string, what: string): Finding {
    const place = trigger.item.at(`spec.${field}`);
    return framework.destinationMissing(place, trigger.object.metadata.name, field, what, known.map(pathOf));
  }
}

function findWrongSelector(trigger: Found<EventTrigger>, field: string, selector: Selector): Finding[] {
  const words = `EventTrigger ${trigger.object.metadata.name}`;
  return findWrongExpressions(selector).map((key) =>
    framework.labelSelectorInvalid(trigger.item.at(`spec.${field}`), words, key),
  );
}

/** To Sveltos an empty selector matches no cluster. */
function isEmpty({ matchLabels, matchExpressions }: Selector): boolean {
  return Object.keys(matchLabels ?? {}).length + (matchExpressions ?? []).length === 0;
}

function isSelected(cluster: Item, selector: Selector): boolean {
  return !isEmpty(selector) && matchSelector(objectAt(cluster.object, 'metadata', 'labels'), selector);
}

function standIn({ matchLabels }: Selector): JsonObject {
  const { apiVersion, kind } = SVELTOS_CLUSTER;
  return { apiVersion, kind, metadata: { ...STAND_IN, labels: { ...matchLabels } }, spec: {}, status: {} };
}

function pathOf({ identity }: Item): string {
  return `${identity.namespace}/${identity.name}`;
}
