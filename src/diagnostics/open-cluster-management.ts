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
  'A ManagedClusterSetBinding has another name than its set',
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
    `ManagedCluster ${cluster} needs a ClusterProfile ${profile}, and the one that is there names ${manager === undefined ? 'no cluster manager' : `the cluster manager ${JSON.stringify(manager)}`}, not open-cluster-management.`,
);

export const profileOfTheHub = define(
  'RC608',
  'error',
  'Open Cluster Management manages this ClusterProfile itself',
  'Where it runs it owns those objects: leave them to it with render-inventory and emitClusterProfiles: false, or leave them out of the input.',
  (profile: string) =>
    `ClusterProfile ${profile} is Open Cluster Management’s, and with emitClusterProfiles Rollcall would write ClusterProfiles of its own beside it.`,
);

export const profilesUsed = define(
  'RC609',
  'info',
  'ClusterProfiles of Open Cluster Management are used as they are',
  '',
  (profiles: readonly string[]) => `In the input and used as they are: ClusterProfile ${names(profiles)}.`,
);

export const bindingsOutside = define(
  'RC610',
  'info',
  'ManagedClusterSetBindings outside bindingNamespaces do not count',
  '',
  (bindings: readonly string[]) => `Outside bindingNamespaces: ManagedClusterSetBinding ${names(bindings)}.`,
);

export const bindingNamespaceEmpty = define(
  'RC616',
  'warning',
  'A namespace of bindingNamespaces holds no binding',
  'Correct or remove the name, or send the namespace’s ManagedClusterSetBindings along.',
  (namespace: string) => `No ManagedClusterSetBinding lies in the namespace ${namespace} of bindingNamespaces.`,
);

export const profilesOutside = define(
  'RC642',
  'info',
  'Open Cluster Management’s ClusterProfiles outside bindingNamespaces are not used',
  '',
  (profiles: readonly string[]) => `Outside bindingNamespaces: ClusterProfile ${names(profiles)}.`,
);

export const countsWhileDeleted = define(
  'RC643',
  'info',
  'An object of Open Cluster Management that is being deleted still counts',
  '',
  (object: string) => `${object} has a deletionTimestamp; as in Open Cluster Management, it counts until it is gone.`,
);

export const unboundSetInvalid = define(
  'RC644',
  'warning',
  'A ManagedClusterSet that no binding names cannot be evaluated',
  'Correct its selector before a ManagedClusterSetBinding names it.',
  (set: string, reason: string) => `The selector of ManagedClusterSet ${set} cannot be evaluated: ${reason}.`,
);

export const selectorRolledBack = define(
  'RC645',
  'warning',
  'Open Cluster Management puts the selector of this ManagedClusterSet back',
  'Use a set of your own, or annotate this one with cluster.open-cluster-management.io/autoupdate: "false"; on a hub without the gate DefaultClusterSet, set implicitSets to false.',
  (set: string) =>
    `ManagedClusterSet ${set} has another selector than the hub keeps it at; the hub’s own selector is used.`,
);

export const bindingsTerminating = define(
  'RC646',
  'warning',
  'A Namespace that is being deleted gets no ClusterProfiles',
  'Remove its ManagedClusterSetBindings, or bind the sets in another Namespace.',
  (namespace: string, bindings: readonly string[]) =>
    `Namespace ${namespace} is being deleted, so these bindings do not count: ManagedClusterSetBinding ${names(bindings)}.`,
);

export const claimsBeforeJoining = define(
  'RC647',
  'warning',
  'What a cluster states about itself does not count before it has joined',
  'Add the ManagedCluster with its status from the hub to the input: the condition ManagedClusterJoined must be True.',
  (cluster: string, claims: readonly string[]) =>
    `ManagedCluster ${cluster} does not have the condition ManagedClusterJoined=True, so these of its properties are left out: ${names(claims)}.`,
);

// What a spoke states about itself.

export const spokeUnknown = define(
  'RC611',
  'error',
  'Nothing tells which managed cluster an object comes from',
  'Name its folder in spec.spokes, or annotate it with rollcall.dev/managed-cluster: <cluster>.',
  (object: string) =>
    `${object} lies in no folder of spec.spokes and does not carry the annotation rollcall.dev/managed-cluster.`,
);

export const spokeContradicted = define(
  'RC612',
  'error',
  'Folder and annotation name different managed clusters',
  'Move the file, or correct the annotation.',
  (object: string, byPath: string, byAnnotation: string) =>
    `${object} lies in a folder of ${byPath} and is annotated as one of ${byAnnotation}.`,
);

export const spokeAmbiguous = define(
  'RC613',
  'error',
  'A file lies in the folders of several managed clusters',
  'Let the paths of spec.spokes not lie within one another.',
  (object: string, clusters: readonly string[]) => `${object} lies in folders of ${names(clusters)}.`,
);

export const spokeAbsent = define(
  'RC614',
  'warning',
  'Objects of a managed cluster that is not there are passed over',
  'Send the ManagedCluster along, or correct its name in spec.spokes or in the annotation.',
  (cluster: string, objects: readonly string[]) =>
    `The input holds no ManagedCluster ${cluster}; passed over: ${names(objects)}.`,
);

export const spokePathUnused = define(
  'RC615',
  'warning',
  'A path of spec.spokes holds nothing',
  'Correct the path, which is relative to the package, or remove it.',
  (path: string, cluster: string) =>
    `No ClusterProperty and no ClusterClaim lies in ${path}, the path of ManagedCluster ${cluster}.`,
);

export const propertyInvalid = define(
  'RC621',
  'error',
  'A property does not fit into a ClusterProfile',
  'Shorten or fill it: a name has 1 to 253 characters and a value 1 to 1,024. The label open-cluster-management.io/spoke-only keeps an object on its spoke.',
  (cluster: string, name: string, what: string, length: number) =>
    `The ${what} of the property "${name}" of ManagedCluster ${cluster} has ${length} characters.`,
  { protects: false },
);

export const claimTwice = define(
  'RC622',
  'error',
  'A ManagedCluster states one claim twice',
  'Keep one of them: a ClusterProfile holds one property of a name.',
  (cluster: string, name: string) => `The status of ManagedCluster ${cluster} holds the claim ${name} more than once.`,
  { protects: false },
);

export const claimsDiffer = define(
  'RC623',
  'warning',
  'The hub and the spoke have different values',
  'Fetch both again, or wait until the hub has the change. The hub’s value is used.',
  (cluster: string, claims: readonly string[]) =>
    `Objects of ManagedCluster ${cluster} have other values than its status on the hub: ${names(claims)}.`,
);

export const claimsCut = define(
  'RC624',
  'warning',
  'Properties beyond the maximum are left out',
  'Raise maxCustomClaims if the klusterlets’ maximum is higher, or keep objects on the spoke with the label open-cluster-management.io/spoke-only.',
  (cluster: string, maximum: number, left: readonly string[]) =>
    `Of the properties of ManagedCluster ${cluster} at most ${maximum} custom ones are copied. Left out: ${names(left)}.`,
);

// How its API server is reached.

export const proxyAuthorityMissing = define(
  'RC631',
  'info',
  'cluster-proxy gives no access providers',
  '',
  (secret: string) =>
    `The input holds the ManagedProxyConfiguration cluster-proxy and no Secret ${secret}, so that no ClusterProfile gets an access provider.`,
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
    `ManagedCluster ${cluster} becomes a SveltosCluster for each of the ClusterProfiles ${names(profiles)}.`,
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
  'A hub’s ClusterProfiles are there, and no binding reaches their ManagedClusters',
  'Add the ManagedClusterSetBindings of their namespaces to the input, or add ClusterProfile to publishFrom: consumers get no credentials of these.',
  (profiles: readonly string[]) =>
    `No ManagedClusterSetBinding that counts reaches the ManagedClusters of these ClusterProfiles, so no consumer receives their credentials: ${names(profiles)}.`,
);

export const proxyNamespaceInvalid = define(
  'RC633',
  'error',
  'cluster-proxy’s namespace is not valid',
  'Correct spec.proxyServer.namespace of the ManagedProxyConfiguration: it becomes a part of the URL that tokens go to.',
  (namespace: string) => `The namespace ${JSON.stringify(namespace)} of cluster-proxy is not a valid namespace name.`,
);
