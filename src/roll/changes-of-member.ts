import type { ClusterRecord } from '../inventory/record';
import type { Item } from '../krm/item';
import type { Causes } from './causes';
import type { ChangedMember } from './compare';
import type { Member } from './roll';

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

/** What is different about a cluster that stays, a way for each cause. */
export function changesOf({ path, was, is }: ChangedMember, causes: Causes, cluster: ClusterRecord | undefined): Way[] {
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
