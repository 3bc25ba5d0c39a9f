import { define } from './finding';

export const pathMissing = define(
  'RC501',
  'error',
  'A path does not exist or cannot be read',
  'Correct the path.',
  (path: string, reason: string) => `${path} cannot be read (${reason}).`,
);

export const linkLeadsOut = define(
  'RC502',
  'error',
  'A link leads out of the folder that is rendered',
  'Replace the link with the file, or name its target as a path of its own.',
  (path: string) => `${path} is a link to something outside the folder that is rendered.`,
);

export const documentNotObject = define(
  'RC503',
  'error',
  'A document is not an object',
  'Make it a Kubernetes object, or hide the file with .krmignore.',
  (found: string) => `The document is ${found}, not an object with apiVersion and kind.`,
);

export const noFiles = define(
  'RC504',
  'error',
  'There is nothing to read',
  'Name a folder or file with the fleet’s objects.',
  (paths: string) => `No YAML or JSON file was found in ${paths}.`,
);

export const fileInTheWay = define(
  'RC505',
  'error',
  'A file that Rollcall did not write is in the way',
  'Move the file, or choose another folder for --output.',
  (file: string) => `${file} is not the work of this configuration and would be overwritten.`,
);

export const fileShared = define(
  'RC506',
  'error',
  'A file holds a generated object and others',
  'Give the generated object a file of its own, named as `rollcall render --output` names it.',
  (file: string, object: string) =>
    `${file} holds ${object} and other objects, so it can neither be rewritten nor removed.`,
);

export const cannotWrite = define(
  'RC507',
  'error',
  'A file cannot be written',
  'Make the folder writable, or choose another one.',
  (file: string, reason: string) => `${file} cannot be written (${reason}).`,
);
