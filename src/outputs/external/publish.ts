import { CLUSTER_EXTERNAL_SECRET, EXTERNAL_SECRET, NAMESPACE_NAME_LABEL } from '../../api/external-secrets';
import type { Finding } from '../../diagnostics/finding';
import type { Consumer } from '../../inventory/consumers';
import type { Deliveries } from '../../inventory/deliveries';
import type { Referred } from '../../inventory/refer-roster';
import type { WritableObject } from '../../krm/yaml/write';
import { groupBy } from '../../lists/group';
import { sortedBy } from '../../lists/order';
import { type PublishOptions, shapeForConsumers } from '../consumer-shapes';
import type { Output } from '../output';
import { buildExternalSpec } from './external-secret';
import type { SecretNeed } from './readers';
import type { ExternalOptions } from './store';

export interface PublishExternally extends PublishOptions, ExternalOptions {
  /** The label that makes a Namespace a consumer. */
  readonly consumerLabel: string;
}

/** What has External Secrets Operator make the consumers' Secrets, and which Secrets it reads for whom. */
export function publishExternally(
  { delivered }: Pick<Deliveries<Referred>, 'delivered'>,
  options: PublishExternally,
): { outputs: Output[]; needs: SecretNeed[]; findings: Finding[] } {
  const { shapesFor, findings } = shapeForConsumers(options);
  const selectors = new Map<readonly Consumer[], WritableObject[]>();
  const needs: SecretNeed[] = [];
  const outputs = delivered.flatMap(({ found: { entry, credentials: reference }, to }): Output[] => {
    if (reference.origin === 'WorkloadIdentity') return [];
    const origin = (entry.cluster ?? entry.profile)?.item;
    if (origin === undefined) return [];
    const made = { origin, sources: [origin.key], entry, role: 'ConsumerSecret' } as const;
    return shapesFor(entry, to).map(({ shape, namespaces }): Output => {
      needs.push({ reference, namespaces, origin });
      const metadata = { name: shape.name, labels: { ...shape.labels }, annotations: {} };
      const spec = buildExternalSpec(shape, reference, entry, options);
      const isBeside = options.format === 'MulticlusterRuntime';
      if (isBeside || options.externalSecrets.objects === 'ExternalSecret') {
        const { apiVersion, kind } = EXTERNAL_SECRET;
        return { object: { apiVersion, kind, metadata, spec }, namespaces, ...made };
      }
      const { apiVersion, kind } = CLUSTER_EXTERNAL_SECRET;
      const namespaceSelectors = selectors.get(to) ?? selectNamespaces(to, options.consumerLabel);
      selectors.set(to, namespaceSelectors);
      const wrapped = { externalSecretName: shape.name, externalSecretSpec: spec, namespaceSelectors };
      return { object: { apiVersion, kind, metadata, spec: wrapped }, namespaces: CLUSTER_WIDE, ...made };
    });
  });
  return { outputs, needs, findings };
}

const CLUSTER_WIDE: ReadonlySet<string> = new Set(['']);

/**
 * One selector for each consumer: by its label, so that a Namespace which loses it loses the Secret, and by name, so that
 * no Namespace gets one which no render has shown.
 */
function selectNamespaces(consumers: readonly Consumer[], label: string): WritableObject[] {
  const byName = groupBy(consumers, ({ name }) => name);
  return sortedBy(byName, ([name]) => name).map(([name, group]) => ({
    matchExpressions: [{ key: NAMESPACE_NAME_LABEL, operator: 'In', values: group.map(({ namespace }) => namespace) }],
    matchLabels: { [label]: name },
  }));
}
