import type { Policy } from '../config/policy';
import type { Finding } from '../diagnostics/finding';
import { nameObject } from '../diagnostics/finding';
import * as policyFindings from '../diagnostics/policy';
import type { Identity } from '../krm/identity';

/** What a policy does not let a render make: one finding for the kinds, one for the namespaces. */
export function checkPolicy(made: () => readonly Identity[], policies: readonly Policy[]): Finding[] {
  return policies.flatMap(({ file, spec: { outputs = {} } }) => {
    const { kinds, namespaces } = outputs;
    const refuse = (field: string, isAllowed: (identity: Identity) => boolean) => {
      const strangers = made().filter((identity) => !isAllowed(identity));
      return strangers.length === 0
        ? []
        : [policyFindings.outputForbidden({}, strangers.map(nameObject), `spec.outputs.${field}`, file)];
    };
    return [
      ...(kinds === undefined ? [] : refuse('kinds', (identity) => kinds.includes(nameKind(identity)))),
      ...(namespaces === undefined
        ? []
        : refuse('namespaces', ({ namespace }) => namespaces.some((pattern) => fits(namespace, pattern)))),
    ];
  });
}

/** As kubectl names a kind: `Secret`, `SveltosCluster.lib.projectsveltos.io`. */
function nameKind({ group, kind }: Identity): string {
  return group === '' ? kind : `${kind}.${group}`;
}

/** An object of the cluster itself has no namespace, and no pattern but the empty one fits it. */
function fits(namespace: string, pattern: string): boolean {
  if (namespace === '' || !pattern.endsWith('*')) return namespace === pattern;
  return namespace.startsWith(pattern.slice(0, -1));
}
