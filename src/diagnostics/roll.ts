import { define, listNames } from './finding';

// Differences between the Roll and the render. All names and causes come from the input.

const ACCEPT =
  'If this is what you want, run `rollcall roll` and commit the Roll; otherwise undo the change in the input.';

const count = (list: readonly string[], what: string) =>
  list.length === 1 ? `One ${what}` : `${list.length} ${what}s`;

export const rollUnreadable = define(
  'RC440',
  'error',
  'The Roll cannot be read',
  'Run `rollcall roll` to write it again, and review the difference before you commit it.',
  (field: string, found: string) => `The Roll’s field ${field} is ${found}.`,
);

export const rollTwice = define(
  'RC441',
  'error',
  'There are several Rolls of one owner',
  'Keep one of them and delete the others. If they are those of two configurations with one name, give one configuration another name.',
  (owner: string, places: string) => `The input has more than one Roll of ${owner}: ${places}.`,
);

export const rollOfAnother = define(
  'RC442',
  'error',
  'The Roll belongs to another configuration',
  'If you changed the name or the kind of the configuration, undo that, or delete the Roll and run `rollcall roll`. A second configuration needs its own Roll: run `rollcall roll`.',
  (rolls: readonly string[], me: string) =>
    `The input has the Roll of ${listNames(rolls)}, but neither its configuration nor a Roll of ${me}.`,
);

export const nothingGuards = define(
  'RC443',
  'warning',
  'No Roll guards this render',
  'Run `rollcall roll` and commit roll.yaml, or set roll: Off in the configuration.',
  (owner: string, near: string | undefined) =>
    `The input has no Roll of ${owner}${near === undefined ? '' : ` (${near} is not part of it)`}, and this host shows Rollcall no earlier output. If your GitOps tool prunes, a cluster or consumer that disappears from the input is silently deleted.`,
);

export const clustersLeft = define(
  'RC444',
  'error',
  'Clusters on the Roll are no longer rendered',
  ACCEPT,
  (clusters: readonly string[], cause: string) =>
    `${count(clusters, 'cluster')} left (${cause}): ${listNames(clusters)}.`,
);

export const clustersJoined = define(
  'RC445',
  'error',
  'Clusters are rendered that are not on the Roll',
  ACCEPT,
  (clusters: readonly string[], how: string) => `${count(clusters, 'cluster')} joined ${how}: ${listNames(clusters)}.`,
);

export const clustersMoved = define(
  'RC446',
  'error',
  'Clusters have another ClusterProfile than on the Roll',
  ACCEPT,
  (moves: readonly string[], cause: string) =>
    `${count(moves, 'cluster')} moved, so that every object made for ${moves.length === 1 ? 'it' : 'them'} gets another name or namespace (${cause}): ${listNames(moves)}.`,
);

export const clustersChanged = define(
  'RC447',
  'error',
  'Clusters have other consumers or labels than on the Roll',
  ACCEPT,
  (clusters: readonly string[], change: string) =>
    `${count(clusters, 'cluster')} changed${clusters.length === 1 ? '' : ', each in the same way'}: ${change}: ${listNames(clusters)}.`,
);

export const consumersLeft = define(
  'RC448',
  'error',
  'Consumers on the Roll no longer exist',
  ACCEPT,
  (consumers: readonly string[], clusters: number, cause: string) =>
    `${count(consumers, 'consumer')} left and would lose the credentials of ${clusters === 1 ? 'one cluster' : `up to ${clusters} clusters`} (${cause}): ${listNames(consumers)}.`,
);

export const consumersJoined = define(
  'RC449',
  'error',
  'Consumers exist that are not on the Roll',
  ACCEPT,
  (consumers: readonly string[], clusters: number) =>
    `${count(consumers, 'consumer')} joined and would receive the credentials of ${clusters === 1 ? 'one cluster' : `up to ${clusters} clusters`}: ${listNames(consumers)}.`,
);

export const consumersRenamed = define(
  'RC450',
  'error',
  'Consumers have other names than on the Roll',
  ACCEPT,
  (consumers: readonly string[]) => `${count(consumers, 'consumer')} renamed: ${listNames(consumers)}.`,
);

export const clusterSetsChanged = define(
  'RC451',
  'error',
  'ClusterSets have other Namespaces than on the Roll',
  ACCEPT,
  (sets: readonly string[], change: string) => `${count(sets, 'ClusterSet')} ${change}: ${listNames(sets)}.`,
);

export const objectsChanged = define(
  'RC452',
  'error',
  'Objects differ from the Roll',
  ACCEPT,
  (objects: readonly string[], change: string) => `${count(objects, 'object')} ${change}: ${listNames(objects)}.`,
);

export const commonLabelsChanged = define(
  'RC453',
  'error',
  'The labels of every SveltosCluster differ from the Roll',
  ACCEPT,
  (change: string) => `Every SveltosCluster: ${change}.`,
);

export const rollUpdated = define(
  'RC454',
  'info',
  'The Roll is updated',
  '',
  (change: string) => `The Roll is updated: ${change}.`,
);

export const tooManyDepartures = define(
  'RC455',
  'error',
  'More clusters or consumers leave than maxDepartures allows',
  'Undo the change in the input, or run `rollcall roll` and commit the Roll if all of them are meant to leave.',
  (departures: number, of: number, what: string, limit: string) =>
    `${departures} of ${of} ${what} on the Roll would leave or lose something, but maxDepartures allows only ${limit}.`,
);

export const rollUnread = define(
  'RC465',
  'warning',
  'The Roll in the input is not read',
  'Remove roll: Off from the configuration or from the parameters of the Application, or delete the Roll.',
  (owner: string) =>
    `The input has the Roll of ${owner}, but roll is Off, so changes of the fleet are not checked against it.`,
);
