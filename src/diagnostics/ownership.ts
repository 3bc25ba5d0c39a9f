import { countOf, define, listNames } from './finding';

export const ownedByAnother = define(
  'RC401',
  'error',
  'Another Rollcall configuration made the same object',
  'Let only one of the two write it. If this configuration replaces the other, add takeOverFrom: [<that owner>] to its spec.',
  (objects: readonly string[], owner: string, me: string) =>
    `${me} would make ${countOf(objects.length, 'object', 'objects')} that ${objects.length === 1 ? 'belongs' : 'belong'} to ${owner}: ${listNames(objects)}.`,
);

export const ownedByNobody = define(
  'RC402',
  'error',
  'An object that Rollcall did not write has the same name',
  'To hand the object over, add the annotation rollcall.dev/generated-by with the name of that owner. Otherwise rename it, or the source of the new one. Do not delete a live SveltosCluster or its Secret: that withdraws the cluster’s add-ons (docs/migrate.md).',
  (objects: readonly string[], me: string) =>
    `${me} would make ${countOf(objects.length, 'object', 'objects')} that the input has without a mark of Rollcall: ${listNames(objects)}.`,
);

export const ownedInAnotherPackage = define(
  'RC403',
  'error',
  'The same owner wrote the same object in another package',
  'Give the two functionConfigs different names, and let only one of them write the object.',
  (objects: readonly string[], me: string, packagePath: string) =>
    `An owner of the same name, ${me}, made ${countOf(objects.length, 'object', 'objects')} in the package ${packagePath}: ${listNames(objects)}.`,
);

export const markedByAnother = define(
  'RC404',
  'error',
  'An object has the mark of a render that did not write it',
  'Remove the annotations rollcall.dev/generated-by and rollcall.dev/source if the object is yours, or delete it. A render deletes only objects that it can have written.',
  (object: string, owner: string, why: string) => `${object} is marked as an output of ${owner}, ${why}.`,
);

export const notRemoved = define(
  'RC405',
  'error',
  'An object is no longer wanted, but a render never deletes its kind',
  'Delete the object yourself, or remove its annotation rollcall.dev/generated-by to keep it.',
  (object: string, owner: string, why: string) => `${object} is no longer wanted by ${owner}, ${why}.`,
);

export const withdrawn = define(
  'RC411',
  'info',
  'Objects without their source are deleted',
  '',
  (objects: readonly string[], source: string) =>
    `Deleted, because the source is no longer in the input or is being deleted (${source}): ${listNames(objects)}.`,
);

export const withdrawnFromPresent = define(
  'RC413',
  'warning',
  'Objects are deleted although their source still exists',
  'If you did not intend this, check the labels of the source and of the Namespaces, and the configuration.',
  (objects: readonly string[], source: string) =>
    `${source} still in the input, but these objects from it are no longer wanted and deleted: ${listNames(objects)}.`,
);

export const leftAlone = define(
  'RC414',
  'info',
  'Objects of another owner are not changed',
  'If that owner no longer runs, add it to takeOverFrom. Objects that are still wanted get the new owner, and the others are deleted.',
  (owner: string, count: number) =>
    count === 1
      ? `One object belongs to ${owner} and is not changed.`
      : `${count} objects belong to ${owner} and are not changed.`,
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
  (consumers: readonly string[]) => `Every Secret of these consumers would be deleted: ${listNames(consumers)}.`,
);

export const unnamedFromStream = define(
  'RC406',
  'error',
  'An output directory needs a configuration with a name',
  'Write a configuration with a metadata.name and name it with --config: two fleets without a name would withdraw each other’s objects.',
  (folder: string) =>
    `The fleet comes from standard input, and no configuration names the owner of what is in ${folder}.`,
);

export const namedByPlace = define(
  'RC408',
  'info',
  'The owner of an output directory depends on where the fleet was read from',
  'Give the configuration a metadata.name. Without it, Rollcall does not recognise these files after you move one of the directories.',
  (folder: string, name: string) =>
    `The configuration has no metadata.name, so the files in ${folder} belong to an owner that is named after the path to the fleet: ${name}.`,
);

export const copiedElsewhere = define(
  'RC765',
  'warning',
  'Outputs of the same owner are outside the output directory',
  'Delete these files, or write to the directory that holds them. If you need both copies, hide the old ones with .krmignore.',
  (owner: string, objects: readonly string[]) =>
    `The input has objects of ${owner} outside the output directory, and this render neither updates nor deletes them: ${listNames(objects)}.`,
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
  'The input has nothing to work on',
  'Add the fleet’s objects to the input, or set allowEmpty: true if there are none. After an empty render, hosts delete everything.',
  (wanted: string) => `The input has no ${wanted}.`,
);

export const nothingMade = define(
  'RC422',
  'error',
  'The render generated nothing',
  'Look at the warnings, or set allowEmpty: true if this is right. After an empty render, hosts delete everything.',
  (selected: number) =>
    selected === 1
      ? 'One object was selected, but it gave no output.'
      : `${selected} objects were selected, but they gave no output.`,
);

export const defect = define(
  'RC900',
  'error',
  'A Rollcall bug',
  'Please report it with the command that you ran. Nothing was written.',
  (what: string) => `Rollcall failed because of a bug (${what}).`,
);
