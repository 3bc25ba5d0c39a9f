import { CLUSTER_EXTERNAL_SECRET, selectedNamespaces } from '../api/external-secrets';
import * as credentialFindings from '../diagnostics/credentials';
import type { Finding } from '../diagnostics/finding';
import * as inventory from '../diagnostics/inventory';
import * as references from '../diagnostics/references';
import type { Item } from '../krm/item';
import type { Audiences, Verdict } from './consumer-rules/audience';
import type { Consumer } from './consumers';
import type { Filled, FilledRoster, Present } from './fill-roster';
import { type Recognise, recogniseConsumerSecret } from './recognise';
import type { Delivery, WhyNotDelivered } from './record';
import { type Entry, profilePath } from './roster';

export interface DeliveryOptions {
  /** The label that makes a consumer, for the finding that there is none. */
  readonly consumerLabel: string;
  /** Which entries consumers receive the credentials of. */
  readonly publishes: (entry: Entry) => boolean;
  /** Who receives what, where the configuration limits it. */
  readonly audiences?: Audiences | undefined;
  /** Tells what an earlier render gave some consumers. */
  readonly recognisesDelivered?: ((consumers: readonly Consumer[]) => Recognise) | undefined;
  /** Why no consumer receives anything, whatever it is entitled to. */
  readonly withheld?: WhyNotDelivered | undefined;
}

/** Which consumers receive which clusters' credentials. */
export interface Deliveries<One extends Filled = Present> {
  /** Clusters that go to the same consumers share one list: a fleet times its consumers is a large number. */
  readonly delivered: readonly { readonly found: One; readonly to: readonly Consumer[] }[];
  /** Outputs of an earlier render that stay as they are. */
  readonly keep: readonly Item[];
  readonly decisions: ReadonlyMap<Entry, Delivery>;
  readonly findings: readonly Finding[];
}

/** For functions that serve no consumer. */
export const NO_DELIVERIES: Deliveries<never> = { delivered: [], keep: [], decisions: new Map(), findings: [] };

/** Decides which consumers receive which clusters' credentials: as in the document each receives every published one, unless the configuration has rules. */
export function decideDeliveries<One extends Filled>(
  { present, kept, decisions: credentials }: FilledRoster<One>,
  consumers: readonly Consumer[],
  { consumerLabel, publishes, audiences, withheld, recognisesDelivered = recogniseConsumerSecret }: DeliveryOptions,
): Deliveries<One> {
  const published = present.filter(({ entry }) => publishes(entry));
  const recognise = recognisesDelivered(consumers);
  if (withheld !== undefined) {
    const because = withheld;
    const names = [...new Set(consumers.map(({ name }) => name || '(unnamed)'))];
    return {
      ...NO_DELIVERIES,
      decisions: new Map(
        [...credentials.keys()].map((entry): [Entry, Delivery] => [entry, { state: 'none', because }]),
      ),
      findings: published.length * names.length === 0 ? [] : [references.consumersRefer({}, published.length, names)],
    };
  }
  const standing = kept.filter(({ entry }) => publishes(entry));
  const decisions = new Map<Entry, Delivery>();
  for (const entry of credentials.keys()) decisions.set(entry, { state: 'none', because: 'it has no credentials' });
  for (const { entry } of present) decisions.set(entry, { state: 'none', because: 'publishFrom leaves it out' });
  for (const { entry } of standing) decisions.set(entry, { state: 'kept', because: 'its credentials are missing' });
  const delivered: { found: One; to: readonly Consumer[] }[] = [];
  for (const found of published) {
    const { entry } = found;
    const { to, verdicts } = audiences?.of(entry) ?? { to: consumers, verdicts: undefined };
    if (to.length > 0) delivered.push({ found, to });
    decisions.set(entry, describe(to, verdicts, consumers.length));
  }
  const mayKeep = (entry: Entry) => (audiences === undefined ? recognise : recognisesDelivered(audiences.of(entry).to));
  return {
    delivered,
    keep: standing.flatMap(({ entry, earlier }) => {
      const recognises = mayKeep(entry);
      return earlier.filter((item) => recognises(entry, item));
    }),
    decisions,
    findings: [
      ...(audiences === undefined ? [] : standing.flatMap((one) => judgeSelectors(one, consumers, audiences))),
      ...reviewConsumers(published.length, consumers, consumerLabel, audiences !== undefined),
      ...(audiences?.review(published.map(({ entry }) => entry)) ?? []),
    ],
  };
}

/**
 * What is kept selects its consumers itself, and those are the earlier render's. One that has been denied since must not go
 * on receiving the cluster, and the others must not lose it: nobody but the user can tell which counts more.
 */
function judgeSelectors(
  { entry, earlier }: { readonly entry: Entry; readonly earlier: readonly Item[] },
  consumers: readonly Consumer[],
  audiences: Audiences,
): Finding[] {
  const to = new Set(audiences.of(entry).to);
  if (to.size === 0) return [];
  const denied = new Set(consumers.filter((one) => !to.has(one)).map(({ namespace }) => namespace));
  return earlier
    .filter(({ identity }) => identity.kind === CLUSTER_EXTERNAL_SECRET.kind)
    .flatMap((item) => {
      const strays = selectedNamespaces(item.object).filter((namespace) => denied.has(namespace));
      return strays.length === 0 ? [] : [credentialFindings.keptForDenied(item.at(), profilePath(entry), strays)];
    });
}

function describe(to: readonly Consumer[], verdicts: readonly Verdict[] | undefined, consumers: number): Delivery {
  if (to.length > 0)
    return { state: 'delivered', to, rule: verdicts === undefined ? 'EveryConsumer' : 'Rules', verdicts };
  if (consumers === 0) return { state: 'none', because: 'no Namespace has the label of consumers' };
  return { state: 'none', because: 'the rules of consumers give it to nobody', verdicts };
}

/** Nobody to deliver to, or several who all receive everything. */
function reviewConsumers(
  clusters: number,
  consumers: readonly Consumer[],
  label: string,
  isLimited: boolean,
): Finding[] {
  if (clusters === 0) return [];
  if (consumers.length === 0) return [inventory.noConsumer({}, label)];
  const names = [...new Set(consumers.map(({ name }) => name || '(unnamed)'))];
  return names.length > 1 && !isLimited ? [inventory.everyConsumerGetsAll({}, clusters, names)] : [];
}
