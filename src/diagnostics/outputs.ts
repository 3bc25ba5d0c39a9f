import { define, listNames } from './finding';
import { withheld } from './withheld';

const names = (list: readonly string[]) => listNames(list);

// Registering with Sveltos.

export const controllerAtWork = define(
  'RC351',
  'warning',
  'clusterinventory-controller manages the same ClusterProfile',
  'Stop the controller, or remove this ClusterProfile from the input. The controller deletes by name and replaces labels.',
  (profile: string) =>
    `ClusterProfile ${profile} has the finalizer of clusterinventory-controller, so two programs write its SveltosCluster.`,
);

export const labelsDropped = define(
  'RC352',
  'info',
  'Labels that mark another tool’s objects are not copied',
  '',
  (labels: readonly string[], profiles: readonly string[]) =>
    `dropLabels leaves out the ${labels.length === 1 ? 'label' : 'labels'} ${names(labels)} of ClusterProfile ${names(profiles)}.`,
);

export const managedTwice = define(
  'RC353',
  'warning',
  'Cluster API clusters are registered with Sveltos',
  'Sveltos manages the Cluster API Clusters of the cluster that it runs in. If that is their management cluster, set capiClusters: Skip.',
  (profiles: readonly string[]) =>
    `Sveltos may already manage these clusters, because they come from Cluster API: SveltosCluster ${names(profiles)}.`,
);

export const capiClustersSkipped = define(
  'RC354',
  'info',
  'Cluster API clusters are not registered with Sveltos',
  '',
  (profiles: readonly string[]) => `Not registered, because capiClusters is Skip: ${names(profiles)}.`,
);

export const foreignKeyName = define(
  'RC355',
  'warning',
  'A copied Secret does not use the key config',
  'Rename the key to config if only Sveltos reads the Secret.',
  (secret: string, key: string) => `Secret ${secret} has no key config, so its SveltosCluster names the key ${key}.`,
);

// What the outputs are called and where they go.

export const outputNameInvalid = define(
  'RC361',
  'error',
  'An output’s name is not valid',
  'Shorten or correct the names that it is made from.',
  (kind: string, name: string) =>
    `The ${shownKind(kind)} would have a name that no API server accepts (${withheld(name)}).`,
);

export const outputLabelInvalid = define(
  'RC362',
  'error',
  'An output’s label is not valid',
  'Correct the label where it comes from (the source or the configuration), or name it in dropLabels: at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends, and a key may have a DNS name and a slash in front.',
  (kind: string, name: string, part: 'key' | 'value', text: string) =>
    `The ${shownKind(kind)} (name of ${withheld(name)}) has a label whose ${part} no API server accepts (${withheld(text)}).`,
  { protects: false },
);

export const outputKeyInvalid = define(
  'RC365',
  'error',
  'A key of an output is not valid',
  'Correct the key where it comes from: the source, template or dataKeys.',
  (kind: string, name: string, where: 'annotations' | 'data', key: string) =>
    `The ${shownKind(kind)} (name of ${withheld(name)}) has a key in its ${where} that no API server accepts (${withheld(key)}).`,
  { protects: false },
);

export const outputClaimedTwice = define(
  'RC363',
  'error',
  'Several sources give the same output',
  'Rename one of the sources.',
  (outputs: readonly string[], claimants: readonly string[]) =>
    `${names(outputs)} would be written from each of ${names(claimants)}.`,
);

export const outputNamespaceAbsent = define(
  'RC364',
  'warning',
  'Outputs go to a Namespace that is not in the input',
  'Make sure that the Namespace exists before you apply the output.',
  (namespace: string, count: number) =>
    `${count === 1 ? 'One object goes' : `${count} objects go`} to the Namespace ${namespace}, which is not in the input.`,
);

/** A template may make the kind too. */
function shownKind(kind: string): string {
  return /^[A-Z][A-Za-z]{0,62}$/.test(kind) ? kind : `object (kind of ${withheld(kind)})`;
}
