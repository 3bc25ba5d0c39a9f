import type { EventTrigger } from '../../api/event-trigger';
import { SVELTOS_CLUSTER } from '../../api/sveltos-cluster';
import * as framework from '../../diagnostics/event-framework';
import type { Finding } from '../../diagnostics/finding';
import type { Found } from '../../inventory/fleet';
import type { JsonObject } from '../../krm/json';
import { objectAt } from '../../krm/json';
import { ownerOf } from '../../krm/ownership';
import { findWrongExpressions, matchSelector } from '../select/match-labels';
import { serve } from '../serve';
import type { Stock } from '../stock';

/** The cluster that the input's objects are in, as an EventTrigger sees it. */
export interface SourceCluster {
  /** `undefined`: no cluster is selected, so that nothing happens. */
  readonly object: JsonObject | undefined;
  /** Whether no SveltosCluster of the input says so. */
  readonly isAssumed: boolean;
  readonly findings: readonly Finding[];
}

/** Sveltos' own name for the cluster it runs in, where that is registered. */
const STAND_IN = { namespace: 'mgmt', name: 'mgmt' };
export const STAND_IN_WORDS = `a stand-in, SveltosCluster ${STAND_IN.namespace}/${STAND_IN.name}`;

/**
 * Matches sourceClusterSelector against the SveltosClusters of the input that Rollcall has not made (those are the
 * fleet's, not the cluster that the events happen in). Where there is none, it is taken as matching.
 */
export function findSourceCluster({ object, item }: Found<EventTrigger>, stock: Stock): SourceCluster {
  const { name } = object.metadata;
  const selector = object.spec.sourceClusterSelector;
  const place = item.at('spec.sourceClusterSelector');
  const wrong = findWrongExpressions(selector);
  if (wrong.length > 0) {
    const findings = wrong.map((key) => framework.labelSelectorInvalid(place, `EventTrigger ${name}`, key));
    return { object: undefined, isAssumed: false, findings };
  }
  const clusters = stock
    .of(SVELTOS_CLUSTER.group, SVELTOS_CLUSTER.kind)
    .filter((cluster) => ownerOf(cluster) === undefined);
  if (clusters.length === 0) {
    const metadata = { ...STAND_IN, labels: { ...selector.matchLabels } };
    const { apiVersion, kind } = SVELTOS_CLUSTER;
    return { object: { apiVersion, kind, metadata, spec: {}, status: {} }, isAssumed: true, findings: [] };
  }
  const paths = (list: typeof clusters) => list.map(({ identity }) => `${identity.namespace}/${identity.name}`);
  const selected = clusters.filter((cluster) =>
    matchSelector(objectAt(cluster.object, 'metadata', 'labels'), selector),
  );
  const [first, ...others] = selected;
  if (first === undefined) {
    return {
      object: undefined,
      isAssumed: false,
      findings: [framework.clusterNotSelected(place, name, paths(clusters))],
    };
  }
  const findings =
    others.length === 0 ? [] : [framework.severalClustersSelected(place, name, paths([first])[0] ?? '', paths(others))];
  return { object: serve(first), isAssumed: false, findings };
}
