import type { Finding } from '../diagnostics/finding';
import * as inventory from '../diagnostics/inventory';
import type { Consumer } from '../inventory/consumers';
import type { Deliveries } from '../inventory/deliveries';
import { isNamespaceName } from '../inventory/names';
import type { Entry } from '../inventory/roster';
import { groupBy } from '../lists/group';
import { buildConsumerSecret, buildRuntimeSecret, type ConsumerFormat, type SecretContent } from './consumer-secret';
import { expiryAnnotation } from './expiry-annotation';
import type { Output } from './output';

export interface PublishOptions {
  readonly format: ConsumerFormat;
  readonly dataKeys?: readonly string[] | undefined;
}

/** A Secret for every cluster that is delivered and every consumer that receives it. */
export function publishCredentials(
  { delivered }: Pick<Deliveries, 'delivered'>,
  { format, dataKeys }: PublishOptions,
): { outputs: Output[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const builders = new Map<readonly Consumer[], Build>();
  /** Clusters that go to the same consumers share one list of them, and one set of namespaces. */
  const buildFor = (consumers: readonly Consumer[]): Build => {
    const known = builders.get(consumers);
    if (known !== undefined) return known;
    const build =
      format === 'MulticlusterRuntime' ? besideProfiles(consumers, findings) : intoNamespaces(consumers, format);
    builders.set(consumers, build);
    return build;
  };
  const outputs = delivered.flatMap(({ found: { entry, kubeconfig, credentials }, to }): Output[] => {
    const origin = (entry.cluster ?? entry.profile)?.item;
    if (origin === undefined) return [];
    const content = { kubeconfig, annotations: expiryAnnotation(credentials) };
    const made = { origin, sources: [origin.key], entry, role: 'ConsumerSecret' } as const;
    return buildFor(to)(entry, content, dataKeys).map((secret) => ({ ...secret, ...made }));
  });
  return { outputs, findings };
}

type Build = (
  entry: Entry,
  content: SecretContent,
  dataKeys: readonly string[] | undefined,
) => Pick<Output, 'object' | 'namespaces'>[];

/** One Secret a profile, copied into the namespace of every consumer. */
function intoNamespaces(consumers: readonly Consumer[], format: ConsumerFormat): Build {
  const namespaces = new Set(consumers.map(({ namespace }) => namespace));
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
