import type { Finding } from '../diagnostics/finding';
import * as inventory from '../diagnostics/inventory';
import type { Consumer } from '../inventory/consumers';
import { isNamespaceName } from '../inventory/names';
import type { Entry } from '../inventory/roster';
import { groupBy } from '../lists/group';
import { type ConsumerFormat, shapeConsumerSecret, shapeRuntimeSecret } from './consumer-secret';
import type { SecretShape } from './secret-shape';

export interface PublishOptions {
  readonly format: ConsumerFormat;
  readonly dataKeys?: readonly string[] | undefined;
}

/** A Secret that a cluster's consumers read, and where it is. */
export interface PlacedShape {
  readonly shape: SecretShape;
  readonly namespaces: ReadonlySet<string>;
}

type ShapeFor = (entry: Entry, consumers: readonly Consumer[]) => PlacedShape[];

/**
 * The Secrets that the consumers of a cluster read. Clusters that go to the same consumers share one list of them, and one
 * set of namespaces.
 */
export function shapeForConsumers({ format, dataKeys }: PublishOptions): { shapesFor: ShapeFor; findings: Finding[] } {
  const findings: Finding[] = [];
  const known = new Map<readonly Consumer[], (entry: Entry) => PlacedShape[]>();
  const plan = (consumers: readonly Consumer[]) =>
    format === 'MulticlusterRuntime'
      ? besideProfiles(consumers, dataKeys, findings)
      : intoNamespaces(consumers, format, dataKeys);
  const shapesFor: ShapeFor = (entry, consumers) => {
    const shape = known.get(consumers) ?? plan(consumers);
    known.set(consumers, shape);
    return shape(entry);
  };
  return { shapesFor, findings };
}

/** One Secret a profile, copied into the namespace of every consumer. */
function intoNamespaces(
  consumers: readonly Consumer[],
  format: ConsumerFormat,
  dataKeys: readonly string[] | undefined,
) {
  const namespaces = new Set(consumers.map(({ namespace }) => namespace));
  return (entry: Entry): PlacedShape[] => [{ shape: shapeConsumerSecret(entry, format, dataKeys), namespaces }];
}

/** One Secret a profile and consumer, beside the profile: a consumer's second Namespace makes no second Secret. */
function besideProfiles(consumers: readonly Consumer[], dataKeys: readonly string[] | undefined, findings: Finding[]) {
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
  return (entry: Entry): PlacedShape[] => {
    const namespaces = new Set([entry.profileNamespace]);
    return names.map((name) => ({ shape: shapeRuntimeSecret(entry, name, dataKeys), namespaces }));
  };
}
