import { define, listNames } from './finding';

export const ownedByAnother = define(
  'RC401',
  'error',
  'Another configuration of Rollcall made the same object',
  'Let one of the two make it; spec.takeOverFrom hands it over.',
  (object: string, owner: string, me: string) => `${object} belongs to ${owner}, and ${me} would make it too.`,
);

export const ownedByNobody = define(
  'RC402',
  'error',
  'An object that Rollcall did not make is in the way',
  'Delete or rename that object, or rename the source of the new one.',
  (object: string, me: string) => `${object} is in the input and carries no mark of Rollcall, and ${me} would make it.`,
);

export const ownedInAnotherPackage = define(
  'RC403',
  'error',
  'The same owner made the same object in another package',
  'Give the two functionConfigs different names and let one of them make the object.',
  (object: string, me: string, packagePath: string) =>
    `${object} was made by an owner of the same name, ${me}, in the package ${packagePath}.`,
);

export const withdrawn = define(
  'RC411',
  'info',
  'An object that is no longer wanted was removed',
  '',
  (object: string, sources: string) => `${object} is no longer wanted and is removed (it was made from ${sources}).`,
);

export const takenOver = define(
  'RC412',
  'info',
  'Objects were taken over from another owner',
  '',
  (owner: string, objects: readonly string[]) => `Taken over from ${owner}: ${listNames(objects)}.`,
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
  (selected: number) => `Of ${selected === 1 ? 'one cluster' : `${selected} clusters`} none led to an object.`,
);

export const defect = define(
  'RC900',
  'error',
  'A defect of Rollcall',
  'Please report it with the command that you ran; nothing was written.',
  (what: string) => `Rollcall failed in a way that it should not (${what}).`,
);
