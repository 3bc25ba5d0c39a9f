import { define, listNames } from './finding';

// What is all but right, and so has no effect: a mistake that a filter does not see.

export const labelMisspelt = define(
  'RC460',
  'warning',
  'A label is one or two letters away from one that is read',
  'If it is misspelt, correct it; if it is meant, roll: Check still notices what it changes.',
  (objects: readonly string[], found: string, meant: string) =>
    `The label ${found} has no effect; the label that is read is ${meant}: ${listNames(objects)}.`,
);

export const extensionUnknown = define(
  'RC461',
  'warning',
  'A file is not read because of its extension',
  'Rename it to end in .yaml, .yml or .json, or hide it with .krmignore.',
  (files: readonly string[]) => `Not read, since only .yaml, .yml and .json are: ${listNames(files)}.`,
);
