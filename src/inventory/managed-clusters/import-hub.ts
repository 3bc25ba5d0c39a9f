import { MANAGED_CLUSTER } from '../../api/managed-cluster';
import { namespaceOf, pathOf } from '../../api/metadata';
import type { Finding } from '../../diagnostics/finding';
import * as ocm from '../../diagnostics/open-cluster-management';
import type { Fleet } from '../fleet';
import type { ImportedHub, ImportOptions } from './describe-hub';
import { countProfiles, meetExisting } from './existing-profiles';

/** Decides which ClusterProfiles a hub has and what they say. Without any managed cluster there is nothing to decide. */
export function importHub(fleet: Fleet, options: ImportOptions): ImportedHub {
  if (options.bindingNamespaces?.length === 0) {
    return { profiles: [], used: [], counted: fleet.profiles, findings: [] };
  }
  const { counted, findings: narrowing } = countProfiles(fleet.profiles, options.bindingNamespaces);
  if (hasManagedClusters(fleet)) {
    const { describeHub }: typeof import('./describe-hub') = require('./describe-hub');
    const hub = describeHub(fleet, counted, options);
    return { ...hub, findings: [...narrowing, ...hub.findings] };
  }
  const { findings } = meetExisting([], counted, options.emits);
  return {
    profiles: [],
    used: [],
    counted,
    findings: [...narrowing, ...findings, ...tellLostClusters(fleet, options)],
  };
}

/** A snapshot without its ManagedClusters looks like a hub that has none. */
function tellLostClusters(
  { managedClusterSetBindings }: Fleet,
  { bindingNamespaces }: Pick<ImportOptions, 'bindingNamespaces'>,
): Finding[] {
  const bindings = managedClusterSetBindings
    .filter(({ object }) => bindingNamespaces === undefined || bindingNamespaces.includes(namespaceOf(object)))
    .map(({ object }) => pathOf(object));
  return bindings.length === 0 ? [] : [ocm.hubWithoutClusters({}, bindings)];
}

/** One that cannot be read has had its finding; what else is wrong is worth saying all the same. */
function hasManagedClusters({ managedClusters, unreadable }: Fleet): boolean {
  const { group, kind } = MANAGED_CLUSTER;
  return managedClusters.length > 0 || [...unreadable].some((key) => key.startsWith(`${group}/${kind}/`));
}
