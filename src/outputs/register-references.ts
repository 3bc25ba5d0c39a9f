import { pathOf } from '../api/metadata';
import type { Finding } from '../diagnostics/finding';
import * as references from '../diagnostics/references';
import { referencePath } from '../inventory/credentials/reference';
import type { Referred } from '../inventory/refer-roster';
import type { Registrations } from '../inventory/registrations';
import type { Output } from './output';
import { type RegisterOptions, registerBy } from './register';

/** A SveltosCluster for every ClusterProfile that is registered: it uses the Secret that is beside it already. */
export function registerReferences(
  registrations: Pick<Registrations<Referred>, 'registrations'>,
  options: RegisterOptions,
): { outputs: Output[]; findings: Finding[] } {
  return registerBy(registrations, options, ({ entry, credentials: reference }, { object, item }) => {
    if (reference.origin === 'WorkloadIdentity') return { access: { workloadIdentity: reference.spec }, findings: [] };
    const { name, key, isOnlyKey, namespace } = reference;
    const isBeside = namespace === entry.profileNamespace;
    return {
      access: {
        // Left out where Sveltos would take it anyway: then it does not matter whether the input has the Secret's keys.
        kubeconfigKeyName: isOnlyKey ? undefined : key,
        kubeconfigName: name,
      },
      findings: isBeside ? [] : [references.referenceElsewhere(item.at(), pathOf(object), referencePath(reference))],
    };
  });
}
