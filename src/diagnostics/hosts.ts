import { define, listNames } from './finding';

export const pathMissing = define(
  'RC501',
  'error',
  'A path does not exist or cannot be read',
  'Correct the path.',
  (path: string, reason: string) => `${path} cannot be read: ${reason}.`,
);

export const linkLeadsOut = define(
  'RC502',
  'error',
  'A symbolic link leads out of the directory',
  'Replace the link with the file, or pass its target as another PATH.',
  (path: string) => `${path} is a symbolic link to something outside the directory that is rendered.`,
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
  'No input files',
  'Pass a directory or file with the fleet’s objects.',
  (paths: string) => `No YAML or JSON file was found in ${paths === '.' ? 'the current directory' : paths}.`,
);

export const fileInTheWay = define(
  'RC505',
  'error',
  'A file that Rollcall did not write is in the way',
  'Move the file, or choose another output directory.',
  (file: string) => `${file} was not written by this configuration and would be overwritten.`,
);

export const fileShared = define(
  'RC506',
  'error',
  'A file contains a generated object and others',
  'Move the generated object to its own file, with the name that `rollcall render --output` uses.',
  (file: string, object: string) =>
    `${file} contains ${object} and other objects, so it can be neither rewritten nor deleted.`,
);

export const cannotWrite = define(
  'RC507',
  'error',
  'A file cannot be written',
  'Correct the path or its permissions, or choose another directory.',
  (file: string, reason: string) => `${file} cannot be written: ${reason}.`,
);

export const noConfiguration = define(
  'RC508',
  'info',
  'No configuration',
  '',
  () =>
    'There is no rollcall.yaml in the directory that is rendered and no --config, so render-inventory runs with its defaults.',
);

export const listUnreadable = define(
  'RC509',
  'error',
  'The items of a List cannot be read',
  'Write it as `kubectl get -o yaml` does (kind: List with a plain list of items), or write one document per object.',
  (kind: string) => `The items of this ${kind} cannot be read one by one in this form.`,
);

export const configurationUnused = define(
  'RC510',
  'warning',
  'A configuration in the input is not used',
  'Pass it with --config, or name it rollcall.yaml in the first PATH.',
  (kind: string, name: string) => `The configuration ${kind} ${name} is in the input, but another one is used.`,
);

export const outsideFolder = define(
  'RC511',
  'error',
  'A file would be outside the output directory',
  'Remove the link, or correct the object’s namespace and name.',
  (file: string) => `${file} is outside the output directory.`,
);

export const onlyComments = define(
  'RC543',
  'warning',
  'A file contains only comments',
  'If it was cut off, restore it; otherwise delete it or list it in .krmignore.',
  (file: string) => `${file} contains only comments and no object.`,
);

export const emptySource = define(
  'RC512',
  'error',
  'A file or standard input is empty',
  'Write its content, or remove it. A failed command leaves an empty file, and everything that it contained before would be withdrawn.',
  (path: string) => `${path} is empty.`,
);

export const configurationBeside = define(
  'RC513',
  'warning',
  'A configuration beside or above the first PATH is not used',
  'Pass it with --config, or pass its directory as PATH.',
  (config: string, where: 'beside' | 'one directory above', path: string) =>
    `${config} is ${where} ${path} and is not used.`,
);

export const specialFile = define(
  'RC514',
  'error',
  'A path is not a regular file',
  'Replace it with a regular file, hide it with .krmignore, or send its content to standard input (-).',
  (path: string, found: string) => `${path} is ${found}, not a regular file.`,
);

export const fileChanged = define(
  'RC515',
  'error',
  'A file changed while it was read',
  'Run the render again when nothing writes to the file.',
  (path: string) => `${path} changed while it was read.`,
);

export const listingChanged = define(
  'RC516',
  'error',
  'Files were added or removed during the render',
  'Run the render again when nothing writes to the directory.',
  (paths: readonly string[]) => `${listNames(paths)}: added or removed while the input was read.`,
);

export const noObjects = define(
  'RC517',
  'warning',
  'Files do not contain Kubernetes objects',
  'Hide them with .krmignore, or move them out of the directory.',
  (paths: readonly string[]) =>
    `Not read, because it is not a Kubernetes object (no apiVersion, kind and metadata): ${listNames(paths)}.`,
);

export const namedNoObject = define(
  'RC518',
  'error',
  'A named file does not contain Kubernetes objects',
  'Name only files that contain Kubernetes objects.',
  (path: string) => `${path} does not contain a Kubernetes object: it has no apiVersion, kind and metadata.`,
);

export const outputFailed = define(
  'RC519',
  'error',
  'Standard output cannot be written',
  'Free disk space, or write the output elsewhere. Do not use the output so far: it is incomplete.',
  (reason: string) => `Standard output cannot be written: ${reason}.`,
);

export const inputFailed = define(
  'RC526',
  'error',
  'Standard input cannot be read',
  'Send the input through a pipe, or from a file.',
  (reason: string) => `Standard input cannot be read: ${reason}.`,
);
