import { countOf, define, listNames } from './finding';

export const ownedByAnother = define(
  'RC401',
  'error',
  'Another configuration of Rollcall made the same object',
  'Let one of the two make it; where this one replaces the other, write takeOverFrom: [<that owner>] into its spec.',
  (objects: readonly string[], owner: string, me: string) =>
    `${me} would make ${countOf(objects.length, 'object', 'objects')} that ${objects.length === 1 ? 'belongs' : 'belong'} to ${owner}: ${listNames(objects)}.`,
);

export const ownedByNobody = define(
  'RC402',
  'error',
  'An object that Rollcall did not make is in the way',
  'To hand the object over, add the annotation rollcall.dev/generated-by with the name of that owner to it; else rename it, or the source of the new one. Do not delete a live SveltosCluster or its Secret: that withdraws the cluster’s add-ons (docs/migrate.md).',
  (objects: readonly string[], me: string) =>
    `${me} would make ${countOf(objects.length, 'object', 'objects')} that the input holds without a mark of Rollcall: ${listNames(objects)}.`,
);

export const ownedInAnotherPackage = define(
  'RC403',
  'error',
  'The same owner made the same object in another package',
  'Give the two functionConfigs different names and let one of them make the object.',
  (objects: readonly string[], me: string, packagePath: string) =>
    `An owner of the same name, ${me}, made ${countOf(objects.length, 'object', 'objects')} in the package ${packagePath}: ${listNames(objects)}.`,
);

export const markedByAnother = define(
  'RC404',
  'error',
  'An object carries the mark of a render that did not make it',
  'Remove the annotations rollcall.dev/generated-by and rollcall.dev/source if the object is yours, or delete it: a render removes only what it can have made.',
  (object: string, owner: string, why: string) => `${object} carries the mark of ${owner}, ${why}.`,
);

export const notRemoved = define(
  'RC405',
  'error',
  'An object is no longer wanted, and no render removes one of its kind',
  'Delete the object yourself, or remove its annotation rollcall.dev/generated-by to keep it.',
  (object: string, owner: string, why: string) => `${object} is no longer wanted by ${owner}, ${why}.`,
);

export const withdrawn = define(
  'RC411',
  'info',
  'Objects whose source has gone are left out',
  '',
  (objects: readonly string[], source: string) =>
    `Left out, since the source has gone or is being deleted (${source}): ${listNames(objects)}.`,
);

export const withdrawnFromPresent = define(
  'RC413',
  'warning',
  'Objects are left out though their source is still there',
  'If that is not meant, look at the source’s labels, at the labels of the Namespaces, and at the configuration.',
  (objects: readonly string[], source: string) =>
    `${source} still in the input, and what was made from it is no longer wanted and left out: ${listNames(objects)}.`,
);

export const leftAlone = define(
  'RC414',
  'info',
  'Objects of another owner are left alone',
  'If nothing runs as that owner any more, write it into takeOverFrom: what is still wanted changes hands, the rest goes.',
  (owner: string, count: number) =>
    count === 1
      ? `One object belongs to ${owner} and is left as it is.`
      : `${count} objects belong to ${owner} and are left as they are.`,
);

export const takenOver = define(
  'RC412',
  'info',
  'Objects were taken over from another owner',
  '',
  (owner: string, objects: readonly string[]) => `Taken over from ${owner}: ${listNames(objects)}.`,
);

export const tooManyWithdrawn = define(
  'RC415',
  'error',
  'The render would withdraw more clusters than maxWithdrawals allows',
  'Look for a label, Namespace, path or filter that has changed by mistake; if all of them are to go, render once with --allow-withdrawals (ROLLCALL_ALLOW_WITHDRAWALS=true in kpt and kustomize).',
  (
    count: number,
    total: number,
    noun: string,
    allowed: number,
    causes: readonly { readonly cause: string; readonly clusters: readonly string[] }[],
  ) => {
    const reasons = causes.flatMap(({ cause, clusters }) =>
      clusters.length === 0 ? [] : [`${cause}: ${listNames(clusters)}`],
    );
    return `${count} of ${total} ${noun} would be withdrawn, and at most ${allowed} may be at once; ${reasons.join('; ')}.`;
  },
);

export const consumerLosesAll = define(
  'RC416',
  'error',
  'The render would withdraw everything that a consumer has',
  'Look at the Namespace and its consumer label, and at the clusters; if the consumer is to lose all of it, render once with --allow-withdrawals (ROLLCALL_ALLOW_WITHDRAWALS=true in kpt and kustomize).',
  (consumers: readonly string[]) => `Everything that these have would be withdrawn: ${listNames(consumers)}.`,
);

export const unnamedFromStream = define(
  'RC406',
  'error',
  'An output folder needs a configuration with a name',
  'Write a configuration with a metadata.name and name it with --config: two fleets without a name would withdraw each other’s objects.',
  (folder: string) =>
    `The fleet comes from standard input, and no configuration names the owner of what is in ${folder}.`,
);

export const namedByPlace = define(
  'RC408',
  'info',
  'The owner of an output folder is named by where the fleet was read from',
  'Give the configuration a metadata.name before you move either folder: under another name the objects belong to another owner.',
  (folder: string, name: string) =>
    `The configuration has no metadata.name, so what is written into ${folder} belongs to the owner name ${name}.`,
);

export const allowedInAFile = define(
  'RC407',
  'error',
  '--allow-withdrawals is in a Kptfile',
  'Remove it from the Kptfile, and set ROLLCALL_ALLOW_WITHDRAWALS=true in the environment of the one `kpt fn render` that may withdraw many clusters.',
  () => 'The option --allow-withdrawals came from a pipeline of kpt, where it would allow every later render as well.',
);

export const nothingToRead = define(
  'RC421',
  'error',
  'The input holds nothing to work on',
  'Send the fleet’s objects along, or set allowEmpty: true if there are none: a host deletes what an empty render leaves out.',
  (wanted: string) => `The input holds no ${wanted}.`,
);

export const nothingMade = define(
  'RC422',
  'error',
  'The render made nothing',
  'Look at the warnings, or set allowEmpty: true if that is right: a host deletes what an empty render leaves out.',
  (selected: number) =>
    selected === 1 ? 'One object was selected and led to none.' : `${selected} objects were selected and led to none.`,
);

export const defect = define(
  'RC900',
  'error',
  'A defect of Rollcall',
  'Please report it with the command that you ran; nothing was written.',
  (what: string) => `Rollcall failed in a way that it should not (${what}).`,
);
