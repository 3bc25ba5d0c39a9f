import { EXTERNAL_SECRET } from '../../api/external-secrets';
import { namespaceOf } from '../../api/metadata';
import type { Finding } from '../../diagnostics/finding';
import type { Referred } from '../../inventory/refer-roster';
import type { Registrations } from '../../inventory/registrations';
import type { Output } from '../output';
import { type RegisterOptions, registerBy } from '../register';
import { accessBySecret } from '../sveltos-cluster';
import { SVELTOS_KEYS, shapeSveltosSecret } from '../sveltos-secret';
import { buildExternalSpec } from './external-secret';
import type { SecretNeed } from './readers';
import type { ExternalOptions } from './store';

/** A SveltosCluster for every ClusterProfile that is registered, and what has its kubeconfig Secret made beside it. */
export function registerExternally(
  registrations: Pick<Registrations<Referred>, 'registrations'>,
  options: RegisterOptions & ExternalOptions,
): { outputs: Output[]; needs: SecretNeed[]; findings: Finding[] } {
  const needs: SecretNeed[] = [];
  const { format, managedBy } = options;
  const registered = registerBy(registrations, options, ({ entry, credentials: reference }, { object, item }) => {
    if (reference.origin === 'WorkloadIdentity') return { access: { workloadIdentity: reference.spec }, findings: [] };
    const { name } = object.metadata;
    const shape = shapeSveltosSecret(name, format, managedBy);
    // The document's format mirrors a labelled Secret whole.
    const isWhole = format === 'SveltosEvents' && reference.source === 'LabelledSecret';
    const keyName = (isWhole ? reference.key : undefined) ?? SVELTOS_KEYS[format];
    needs.push({ reference, namespaces: new Set([namespaceOf(object)]), origin: item });
    const { apiVersion, kind } = EXTERNAL_SECRET;
    return {
      access: accessBySecret(name, keyName, format),
      beside: {
        apiVersion,
        kind,
        metadata: { name: shape.name, labels: { ...shape.labels }, annotations: {} },
        spec: buildExternalSpec(shape, reference, entry, options, isWhole),
      },
      findings: [],
    };
  });
  return { ...registered, needs };
}
