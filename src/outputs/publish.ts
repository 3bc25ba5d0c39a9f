import type { Finding } from '../diagnostics/finding';
import type { Deliveries } from '../inventory/deliveries';
import { buildConsumerSecret } from './consumer-secret';
import { type PublishOptions, shapeForConsumers } from './consumer-shapes';
import { expiryAnnotation } from './expiry-annotation';
import type { Output } from './output';

/** A Secret for every cluster that is delivered and every consumer that receives it. */
export function publishCredentials(
  { delivered }: Pick<Deliveries, 'delivered'>,
  options: PublishOptions,
): { outputs: Output[]; findings: Finding[] } {
  const { shapesFor, findings } = shapeForConsumers(options);
  const outputs = delivered.flatMap(({ found: { entry, kubeconfig, credentials }, to }): Output[] => {
    const origin = (entry.cluster ?? entry.profile)?.item;
    if (origin === undefined) return [];
    const content = { kubeconfig, annotations: expiryAnnotation(credentials) };
    const made = { origin, sources: [origin.key], entry, role: 'ConsumerSecret' } as const;
    return shapesFor(entry, to).map(({ shape, namespaces }) => ({
      object: buildConsumerSecret(shape, content),
      namespaces,
      ...made,
    }));
  });
  return { outputs, findings };
}
