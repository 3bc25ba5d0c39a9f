import { define, listNames } from './finding';

const names = (list: readonly string[]) => listNames(list);

// Which managed clusters are known in which namespace.

export const bindingWithoutNamespace = define(
  'RC600',
  'error',
  'A ManagedClusterSetBinding has no namespace',
  'Add metadata.namespace. The ClusterProfiles of the set’s clusters are in that namespace.',
  (binding: string) => `ManagedClusterSetBinding ${binding} has no metadata.namespace.`,
);

export const selectorTypeUnknown = define(
  'RC601',
  'error',
  'A ManagedClusterSet has an unknown selectorType',
  'Use ExclusiveClusterSetLabel or LabelSelector. With another value, Open Cluster Management deletes the ClusterProfiles of the set.',
  (set: string, selectorType: string) => `The ManagedClusterSet ${set} has the selectorType "${selectorType}".`,
);

export const selectorInvalid = define(
  'RC602',
  'error',
  'A ManagedClusterSet’s label selector cannot be evaluated',
  'Correct the selector. An API server refuses it too.',
  (set: string, reason: string) => `The label selector of ManagedClusterSet ${set} cannot be evaluated: ${reason}.`,
);

export const clusterSetMissing = define(
  'RC603',
  'error',
  'A ManagedClusterSetBinding names a set that is not in the input',
  'Add the ManagedClusterSet to the input, correct the name, or remove the binding.',
  (binding: string, set: string) =>
    `ManagedClusterSetBinding ${binding} names the ManagedClusterSet ${set}, which is not in the input.`,
);

export const bindingNotBound = define(
  'RC604',
  'warning',
  'A ManagedClusterSetBinding is not bound',
  'Look at the binding’s status on the hub. Its clusters get no ClusterProfiles in that namespace.',
  (binding: string, status: string) => `ManagedClusterSetBinding ${binding} has the condition Bound=${status}.`,
);

export const bindingNamedOtherwise = define(
  'RC605',
  'warning',
  'A ManagedClusterSetBinding and its set have different names',
  'Give the binding the name of its set. Open Cluster Management refuses other names.',
  (binding: string, set: string) => `ManagedClusterSetBinding ${binding} binds the ManagedClusterSet ${set}.`,
);

export const clustersUnbound = define(
  'RC606',
  'info',
  'Managed clusters that no binding reaches have no ClusterProfile',
  '',
  (clusters: readonly string[]) => `No ManagedClusterSetBinding reaches ManagedCluster ${names(clusters)}.`,
);

export const profileConflict = define(
  'RC607',
  'error',
  'Another cluster manager’s ClusterProfile has the same name',
  'Rename that ClusterProfile, or bind the set in another namespace: Open Cluster Management does not adopt it either.',
  (profile: string, cluster: string, manager: string | undefined) =>
    `ManagedCluster ${cluster} needs the ClusterProfile ${profile}, but the ClusterProfile of that name in the input names ${manager === undefined ? 'no cluster manager' : `the cluster manager ${JSON.stringify(manager)}`}, not open-cluster-management.`,
);

export const profileOfTheHub = define(
  'RC608',
  'error',
  'Open Cluster Management manages this ClusterProfile itself',
  'If Open Cluster Management’s controller runs on the hub, use render-inventory with emitClusterProfiles: false. Otherwise remove the object from the input.',
  (profile: string) =>
    `ClusterProfile ${profile} was written by Open Cluster Management’s own controller, and emitClusterProfiles makes Rollcall write ClusterProfiles too.`,
);

export const profilesUsed = define(
  'RC609',
  'info',
  'ClusterProfiles of Open Cluster Management are used as they are',
  '',
  (profiles: readonly string[]) => `These ClusterProfiles are in the input and are used unchanged: ${names(profiles)}.`,
);

export const bindingsOutside = define(
  'RC610',
  'info',
  'ManagedClusterSetBindings outside bindingNamespaces are ignored',
  '',
  (bindings: readonly string[]) =>
    `These ManagedClusterSetBindings are in other namespaces than bindingNamespaces lists, and are ignored: ${names(bindings)}.`,
);

export const bindingNamespaceEmpty = define(
  'RC616',
  'warning',
  'A namespace in bindingNamespaces has no binding',
  'Correct or remove the name, or add the namespace’s ManagedClusterSetBindings to the input.',
  (namespace: string) =>
    `bindingNamespaces lists ${namespace}, but the input has no ManagedClusterSetBinding in that namespace.`,
);

export const profilesOutside = define(
  'RC642',
  'info',
  'Open Cluster Management’s ClusterProfiles outside bindingNamespaces are not used',
  '',
  (profiles: readonly string[]) =>
    `These ClusterProfiles are in other namespaces than bindingNamespaces lists, and are not used: ${names(profiles)}.`,
);

export const countsWhileDeleted = define(
  'RC643',
  'info',
  'An object of Open Cluster Management is used although it is being deleted',
  '',
  (object: string) =>
    `${object} has a deletionTimestamp. Like Open Cluster Management, Rollcall uses it until it is deleted.`,
);

export const unboundSetInvalid = define(
  'RC644',
  'warning',
  'The selector of an unused ManagedClusterSet is not valid',
  'Correct its selector before a ManagedClusterSetBinding names it.',
  (set: string, reason: string) =>
    `No ManagedClusterSetBinding names ManagedClusterSet ${set}, and its selector cannot be evaluated: ${reason}.`,
);

export const selectorRolledBack = define(
  'RC645',
  'warning',
  'Open Cluster Management would overwrite the selector of this ManagedClusterSet',
  'Use a set of your own, or annotate this one with cluster.open-cluster-management.io/autoupdate: "false". If the feature gate DefaultClusterSet is off on the hub, set implicitSets: false.',
  (set: string) =>
    `The selector of ManagedClusterSet ${set} differs from the one that the hub always restores, which is used instead.`,
);

export const bindingsTerminating = define(
  'RC646',
  'warning',
  'A Namespace that is being deleted gets no ClusterProfiles',
  'Remove its ManagedClusterSetBindings, or bind the sets in another Namespace.',
  (namespace: string, bindings: readonly string[]) =>
    `Namespace ${namespace} is being deleted, so these ManagedClusterSetBindings are ignored: ${names(bindings)}.`,
);

export const claimsBeforeJoining = define(
  'RC647',
  'warning',
  'Properties of a managed cluster that has not joined are ignored',
  'Add the ManagedCluster with its status from the hub to the input: the condition ManagedClusterJoined must be True.',
  (cluster: string, claims: readonly string[]) =>
    `ManagedCluster ${cluster} does not have the condition ManagedClusterJoined=True, so these of its properties are left out: ${names(claims)}.`,
);

// What a spoke states about itself.

export const spokeUnknown = define(
  'RC611',
  'error',
  'It is unknown which managed cluster an object comes from',
  'Name its directory in spec.spokes, or annotate it with rollcall.dev/managed-cluster: <cluster>.',
  (object: string) => `${object} is in no directory of spec.spokes and has no annotation rollcall.dev/managed-cluster.`,
);

export const spokeContradicted = define(
  'RC612',
  'error',
  'Folder and annotation name different managed clusters',
  'Move the file, or correct the annotation.',
  (object: string, byPath: string, byAnnotation: string) =>
    `${object} is in a directory of ${byPath}, but its annotation names ${byAnnotation}.`,
);

export const spokeAmbiguous = define(
  'RC613',
  'error',
  'A file is in the directories of several managed clusters',
  'Change the paths in spec.spokes so that they do not overlap.',
  (object: string, clusters: readonly string[]) =>
    `${object} is in directories of several managed clusters: ${names(clusters)}.`,
);

export const spokeAbsent = define(
  'RC614',
  'warning',
  'Objects of a managed cluster that is not in the input are ignored',
  'Add the ManagedCluster to the input, or correct its name in spec.spokes or in the annotation.',
  (cluster: string, objects: readonly string[]) =>
    `The input has no ManagedCluster ${cluster}, so these objects are ignored: ${names(objects)}.`,
);

export const spokePathUnused = define(
  'RC615',
  'warning',
  'A path in spec.spokes has no objects',
  'Correct the path, which is relative to the package, or remove it.',
  (path: string, cluster: string) =>
    `${path}, the path of ManagedCluster ${cluster}, has no ClusterProperty and no ClusterClaim.`,
);

export const propertyInvalid = define(
  'RC621',
  'error',
  'A property does not fit into a ClusterProfile',
  'Use 1 to 253 characters for the name and 1 to 1,024 for the value. To leave the object out, set the label open-cluster-management.io/spoke-only on it.',
  (cluster: string, name: string, what: string, length: number) =>
    `The ${what} of the property "${name}" of ManagedCluster ${cluster} has ${length} characters.`,
  { protects: false },
);

export const claimTwice = define(
  'RC622',
  'error',
  'A ManagedCluster has one claim twice',
  'Keep one of them. A ClusterProfile can have only one property of each name.',
  (cluster: string, name: string) => `The status of ManagedCluster ${cluster} has the claim ${name} more than once.`,
  { protects: false },
);

export const claimsDiffer = define(
  'RC623',
  'warning',
  'The hub and the spoke have different values',
  'Fetch both again, or wait until the hub has the change. The hub’s value is used.',
  (cluster: string, claims: readonly string[]) =>
    `The objects of ManagedCluster ${cluster} and its status on the hub have different values for: ${names(claims)}.`,
);

export const claimsCut = define(
  'RC624',
  'warning',
  'Properties beyond the maximum are left out',
  'Raise maxCustomClaims if the klusterlets’ maximum is higher, or set the label open-cluster-management.io/spoke-only on objects that you do not need here.',
  (cluster: string, maximum: number, left: readonly string[]) =>
    `At most ${maximum} custom properties of ManagedCluster ${cluster} are copied. Left out: ${names(left)}.`,
);

// How its API server is reached.

export const proxyAuthorityMissing = define(
  'RC631',
  'info',
  'cluster-proxy gives no access providers',
  '',
  (secret: string) =>
    `The input has the ManagedProxyConfiguration cluster-proxy but not the Secret ${secret}, so ClusterProfiles get no access provider.`,
);

export const proxyAuthorityEmpty = define(
  'RC632',
  'error',
  'The Secret of cluster-proxy’s certificate is empty',
  'Fetch the Secret again, or choose another one with clusterProxy.caFrom.',
  (secret: string, key: string) => `The key ${key} of Secret ${secret} is absent or empty.`,
);

export const registeredTwice = define(
  'RC641',
  'warning',
  'One managed cluster is registered with Sveltos more than once',
  'Set bindingNamespaces to the one namespace whose bindings are used. Otherwise every add-on has several owners.',
  (cluster: string, profiles: readonly string[]) =>
    `ManagedCluster ${cluster} has several ClusterProfiles, and each of them becomes a SveltosCluster: ${names(profiles)}.`,
);

export const hubWithoutClusters = define(
  'RC617',
  'warning',
  'The input has a hub’s bindings but no ManagedClusters',
  'Add the ManagedClusters to the input, or set bindingNamespaces to [] if you do not render the hub here.',
  (bindings: readonly string[]) =>
    `The input has bindings (${names(bindings)}) but no ManagedCluster, so no ClusterProfile is written for them.`,
);

export const profilesWithoutCluster = define(
  'RC618',
  'warning',
  'The input has a hub’s ClusterProfiles but not their ManagedClusters',
  'Add the ManagedClusters to the input, or add ClusterProfile to publishFrom. Consumers receive no credentials of these clusters.',
  (profiles: readonly string[]) =>
    `The ManagedClusters of these ClusterProfiles are not in the input, so no consumer receives their credentials: ${names(profiles)}.`,
);

export const profilesUnbound = define(
  'RC648',
  'warning',
  'No binding reaches the ManagedClusters of a hub’s ClusterProfiles',
  'Add the ManagedClusterSetBindings of their namespaces to the input, or add ClusterProfile to publishFrom.',
  (profiles: readonly string[]) =>
    `No ManagedClusterSetBinding in use reaches the ManagedClusters of these ClusterProfiles, so no consumer receives their credentials: ${names(profiles)}.`,
);

export const proxyNamespaceInvalid = define(
  'RC633',
  'error',
  'cluster-proxy’s namespace is not valid',
  'Correct spec.proxyServer.namespace of the ManagedProxyConfiguration. It is part of the URL that tokens are sent to.',
  (namespace: string) => `The namespace ${JSON.stringify(namespace)} of cluster-proxy is not a valid namespace name.`,
);
