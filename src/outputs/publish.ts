import type { Finding } from '../diagnostics/finding';
import * as inventory from '../diagnostics/inventory';
import type { Consumer } from '../inventory/consumers';
import type { FilledRoster } from '../inventory/fill-roster';
import { isNamespaceName } from '../inventory/names';
import { recogniseConsumerSecret } from '../inventory/recognise';
import type { Entry } from '../inventory/roster';
import type { Item } from '../krm/item';
import { groupBy } from '../lists/group';
import { buildConsumerSecret, buildRuntimeSecret, type ConsumerFormat, type SecretContent } from './consumer-secret';
import { expiryAnnotation } from './expiry-annotation';
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
  const published = present.filter(({ entry }) => publishes(entry));
  const findings: Finding[] = [];
  const build =
    format === 'MulticlusterRuntime' ? besideProfiles(consumers, findings) : intoNamespaces(consumers, format);
  const outputs = published.flatMap(({ entry, kubeconfig, credentials }): Output[] => {
    const origin = (entry.cluster ?? entry.profile)?.item;
    if (origin === undefined) return [];
    const content = { kubeconfig, annotations: expiryAnnotation(credentials) };
    return build(entry, content, dataKeys).map((made) => ({ ...made, origin, sources: [origin.key] }));
  });
  if (published.length > 0 && consumers.length === 0) findings.push(inventory.noConsumer({}, consumerLabel));
  const names = [...new Set(consumers.map(({ name }) => name))];
  if (names.length > 1 && outputs.length > 0) {
    findings.push(
      inventory.everyConsumerGetsAll(
        {},
        published.length,
        names.map((name) => name || '(unnamed)'),
      ),
    );
  }
  const recognise = recogniseConsumerSecret(consumers);
  const keep = kept.flatMap(({ entry, earlier }) =>
    publishes(entry) ? earlier.filter((item) => recognise(entry, item)) : [],
  );
  return { outputs, keep, findings };
}

type Build = (
  entry: Entry,
  content: SecretContent,
  dataKeys: readonly string[] | undefined,
) => Pick<Output, 'object' | 'namespaces'>[];

/** One Secret a profile, copied into the namespace of every consumer. */
function intoNamespaces(consumers: readonly Consumer[], format: ConsumerFormat): Build {
  const namespaces = new Set(consumers.map(({ namespace }) => namespace));
  if (namespaces.size === 0) return () => [];
  return (entry, content, dataKeys) => [{ object: buildConsumerSecret(entry, content, format, dataKeys), namespaces }];
}

/** One Secret a profile and consumer, beside the profile: a consumer's second Namespace makes no second Secret. */
function besideProfiles(consumers: readonly Consumer[], findings: Finding[]): Build {
  const names: string[] = [];
  for (const [name, namespaces] of groupBy(consumers, ({ name }) => name)) {
    if (isNamespaceName(name)) names.push(name);
    else
      findings.push(
        inventory.consumerUnnamable(
          {},
          name,
          namespaces.map(({ namespace }) => namespace),
        ),
      );
  }
  return (entry, content, dataKeys) => {
    const namespaces = new Set([entry.profileNamespace]);
    return names.map((name) => ({ object: buildRuntimeSecret(entry, name, content, dataKeys), namespaces }));
  };
}
