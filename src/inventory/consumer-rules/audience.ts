import * as told from '../../diagnostics/consumer-rules';
import type { Finding } from '../../diagnostics/finding';
import { clusterSetOf } from '../cluster-set-of';
import type { ClusterSets } from '../cluster-sets';
import type { Consumer } from '../consumers';
import type { Fleet } from '../fleet';
import type { LabelKeys } from '../label-keys';
import type { Entry } from '../roster';
import { type ReadRule, readRules } from './read-rules';
import type { ConsumerAccess, ConsumerRule } from './rule';

/** What was decided about one consumer and one cluster. */
export interface Verdict {
  readonly consumer: Consumer;
  readonly outcome: 'receives' | 'denied' | 'not covered' | 'other ClusterSet';
  /** The rule that decided, where one did. */
  readonly rule?: string | undefined;
}

/** Who receives a cluster, and why the others do not. Clusters with the same audience share one. */
export interface Audience {
  readonly to: readonly Consumer[];
  readonly verdicts: readonly Verdict[];
}

export interface AudienceOptions {
  readonly consumers?: readonly ConsumerRule[] | undefined;
  readonly sameClusterSetOnly?: boolean | undefined;
  readonly labelKeys: LabelKeys;
}

/** Tells every cluster's audience. */
export interface Audiences {
  readonly of: (entry: Entry) => Audience;
  /** How a consumer gets at clusters: what the first rule says that covers it and says so. */
  readonly accessOf: (consumer: Consumer) => ConsumerAccess | undefined;
  /** What there is to say once the published clusters are known. */
  readonly review: (published: readonly Entry[]) => Finding[];
}

/** `undefined` where nothing limits who receives what. */
export function openAudiences(
  consumers: readonly Consumer[],
  fleet: Pick<Fleet, 'namespaces' | 'placementDecisions'>,
  sets: ClusterSets,
  { consumers: given, sameClusterSetOnly = false, labelKeys }: AudienceOptions,
): Audiences | undefined {
  if (given === undefined && !sameClusterSetOnly) return undefined;
  const setOfNamespace = new Map(
    [...sets].flatMap(([set, namespaces]) => namespaces.map((one) => [one, set] as const)),
  );
  const setOf = (entry: Entry) => clusterSetOf(entry, labelKeys, setOfNamespace);
  const { rules, findings } = readRules(given ?? [], fleet, setOf);
  const rulesOf = new Map(consumers.map((consumer) => [consumer, rules.filter(({ covers }) => covers(consumer))]));
  const known = new Map<string, Audience>();

  function judge(entry: Entry, consumer: Consumer, selecting: ReadonlySet<ReadRule>): Verdict {
    const rule = rulesOf.get(consumer)?.find((one) => selecting.has(one));
    if (given !== undefined && rule === undefined) return { consumer, outcome: 'not covered' };
    if (rule?.deny) return { consumer, outcome: 'denied', rule: rule.name };
    const set = setOf(entry);
    if (sameClusterSetOnly && (set === undefined || set !== setOfNamespace.get(consumer.namespace))) {
      return { consumer, outcome: 'other ClusterSet', rule: rule?.name };
    }
    return { consumer, outcome: 'receives', rule: rule?.name };
  }

  return {
    of(entry) {
      const selecting = new Set(rules.filter(({ selects }) => selects(entry)));
      const verdicts = consumers.map((consumer) => judge(entry, consumer, selecting));
      const key = verdicts.map(({ outcome, rule = '' }) => `${outcome} ${rule}`).join('\n');
      const audience = known.get(key) ?? {
        to: verdicts.filter(({ outcome }) => outcome === 'receives').map(({ consumer }) => consumer),
        verdicts,
      };
      known.set(key, audience);
      return audience;
    },
    accessOf: (consumer) => rulesOf.get(consumer)?.find(({ access }) => access !== undefined)?.access,
    review: (published) => [
      ...findings,
      ...(findings.length > 0 ? [] : findIdle(rules, consumers, published)),
      ...(given === undefined || published.length === 0 ? [] : findUncovered(rulesOf)),
      ...(sameClusterSetOnly ? findSetless(consumers, setOfNamespace) : []),
    ],
  };
}

/** Rules that decide nothing, which a misspelt value or label makes of them. */
function findIdle(rules: readonly ReadRule[], consumers: readonly Consumer[], published: readonly Entry[]): Finding[] {
  return rules.flatMap(({ name, field, covers, selects }) => {
    if (!consumers.some(covers)) return [told.ruleMatchesNothing({ field: `${field}.match` }, name, 'consumer')];
    if (published.length === 0 || published.some(selects)) return [];
    return [told.ruleMatchesNothing({ field: `${field}.clusters` }, name, 'cluster')];
  });
}

function findUncovered(rulesOf: ReadonlyMap<Consumer, readonly ReadRule[]>): Finding[] {
  const uncovered = [...rulesOf].filter(([, rules]) => rules.length === 0).map(([{ namespace }]) => namespace);
  return uncovered.length === 0 ? [] : [told.consumersUncovered({}, uncovered)];
}

function findSetless(consumers: readonly Consumer[], setOf: ReadonlyMap<string, string>): Finding[] {
  const setless = consumers.map(({ namespace }) => namespace).filter((namespace) => !setOf.has(namespace));
  return setless.length === 0 ? [] : [told.consumerWithoutSet({}, setless)];
}
