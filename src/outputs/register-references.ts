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
    const { name, key, namespace } = reference;
    const isBeside = namespace === entry.profileNamespace;
    return {
      access: { kubeconfigKeyName: key, kubeconfigName: name },
      findings: isBeside ? [] : [references.referenceElsewhere(item.at(), pathOf(object), referencePath(reference))],
    };
  });
}
