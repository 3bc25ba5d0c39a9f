import { CONSUMER_LABEL } from '../api/cluster-profile';
import type { Finding } from '../diagnostics/finding';
import * as inventory from '../diagnostics/inventory';
import type { Consumer } from '../inventory/consumers';
import type { FilledRoster } from '../inventory/fill-roster';
import { isNamespaceName } from '../inventory/names';
import type { Entry } from '../inventory/roster';
import { groupBy } from '../krm/group';
import type { Item } from '../krm/item';
import { buildConsumerSecret, type ConsumerFormat, isConsumerSecret } from './consumer-secret';
import type { Output } from './output';

export interface PublishOptions {
  readonly format: ConsumerFormat;
  readonly dataKeys?: readonly string[] | undefined;
  /** The label that makes a consumer, for saying that there is none. */
  readonly consumerLabel: string;
  /** Which entries consumers get credentials of. */
  readonly publishes: (entry: Entry) => boolean;
}

/** A Secret for every published entry and every consumer. */
export function publishCredentials(
  { present, kept }: FilledRoster,
  consumers: readonly Consumer[],
  { format, dataKeys, consumerLabel, publishes }: PublishOptions,
): { outputs: Output[]; keep: Item[]; findings: Finding[] } {
  const { recipients, findings } = chooseRecipients(consumers, format);
  const published = present.filter(({ entry }) => publishes(entry));
  const outputs = published.flatMap(({ entry, kubeconfig }): Output[] => {
    const origin = (entry.cluster ?? entry.profile)?.item;
    if (origin === undefined) return [];
    const sources = [origin.key];
    return recipients.map((consumer) => ({
      object: buildConsumerSecret(entry, consumer, kubeconfig, format, dataKeys),
      origin,
      sources,
    }));
  });
  if (published.length > 0 && consumers.length === 0) findings.push(inventory.noConsumer({}, consumerLabel));
  const names = [...new Set(consumers.map(({ name }) => name))];
  if (names.length > 1 && outputs.length > 0) {
    findings.push(inventory.everyConsumerGetsAll({}, published.length, names.map((name) => name || '(unnamed)')));
  }
  const keep = kept.flatMap(({ entry, earlier }) =>
    publishes(entry) ? earlier.filter((item) => isConsumerSecret(item) && isStillConsumed(item, consumers)) : [],
  );
  return { outputs, keep, findings };
}

/** multicluster-runtime's Secrets lie beside the profile, one a consumer: its second Namespace makes no second Secret. */
function chooseRecipients(consumers: readonly Consumer[], format: ConsumerFormat): { recipients: Consumer[]; findings: Finding[] } {
  if (format !== 'MulticlusterRuntime') return { recipients: [...consumers], findings: [] };
  const byName = groupBy(consumers, ({ name }) => name);
  const recipients: Consumer[] = [];
  const findings: Finding[] = [];
  for (const [name, namespaces] of byName) {
    const [first] = namespaces;
    if (first === undefined) continue;
    if (isNamespaceName(name)) recipients.push(first);
    else findings.push(inventory.consumerUnnamable({}, name, namespaces.map(({ namespace }) => namespace)));
  }
  return { recipients, findings };
}

/** A consumer that has gone is a decision, not a missing Secret: its copies go. */
function isStillConsumed({ labels, identity }: Item, consumers: readonly Consumer[]): boolean {
  const named = labels[CONSUMER_LABEL];
  return consumers.some(({ name, namespace }) => (named === undefined ? namespace === identity.namespace : name === named));
}
