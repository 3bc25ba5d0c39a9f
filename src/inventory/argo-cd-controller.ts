import { CLUSTER_SECRET, CONTROLLER_PROFILE_LABEL, SECRET_TYPE_LABEL } from '../api/argo-cd';
import { labelOf, namespaceOf } from '../api/metadata';
import * as argoCD from '../diagnostics/argo-cd';
import type { Finding } from '../diagnostics/finding';
import type { Fleet } from './fleet';
import type { Entry } from './roster';

/** Cluster Secrets that Argo CD's own controller wrote for ClusterProfiles of its namespace. Only labels are read. */
export function findControllerSecrets(
  { secrets }: Pick<Fleet, 'secrets'>,
  roster: readonly Entry[],
  argocdNamespace: string,
): Finding[] {
  const names = new Set(
    secrets
      .filter(
        ({ object }) =>
          namespaceOf(object) === argocdNamespace && labelOf(object, SECRET_TYPE_LABEL) === CLUSTER_SECRET,
      )
      .flatMap(({ object }) => labelOf(object, CONTROLLER_PROFILE_LABEL) ?? []),
  );
  const twice = roster
    .filter(({ profileNamespace, profileName }) => profileNamespace === argocdNamespace && names.has(profileName))
    .map(({ profileNamespace, profileName }) => `${profileNamespace}/${profileName}`);
  return twice.length === 0 ? [] : [argoCD.controllerRegisters({}, twice)];
}
