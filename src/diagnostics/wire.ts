import { define } from './finding';

export const emptyInput = define(
  'RC101',
  'error',
  'Nothing on standard input',
  'Send a ResourceList, as kpt and kustomize do. To render files by hand, use `rollcall render`.',
  () => 'Standard input is empty.',
);

export const notYaml = define(
  'RC102',
  'error',
  'The text is neither YAML nor JSON',
  'Correct the text at that line.',
  (line: number, column: number, reason: string) =>
    `Not readable as YAML at line ${line}, column ${column}: ${reason}.`,
);

export const objectNotYaml = define(
  'RC117',
  'error',
  'An object that a host sent is not readable as YAML',
  'Correct the object in its file. The host may have formatted the text differently, so the line may differ in the file.',
  (line: number, column: number, reason: string) =>
    `Not readable as YAML at line ${line} of the object, column ${column}: ${reason}.`,
);

export const notResourceList = define(
  'RC103',
  'error',
  'The input is not a ResourceList',
  'Send a ResourceList (config.kubernetes.io/v1). To render plain files, use `rollcall render`.',
  (found: string) => `The input is ${found}, not a ResourceList.`,
);

export const unknownListVersion = define(
  'RC104',
  'error',
  'The ResourceList has an unknown version',
  'Use config.kubernetes.io/v1 (config.kubernetes.io/v1beta1 and v1alpha1 are read too).',
  (found: string) => `The ResourceList has the unknown apiVersion ${found}.`,
);

export const itemsNotList = define(
  'RC105',
  'error',
  'items is not a list',
  'Send every object as one entry of the list `items`.',
  (found: string) => `The field items is ${found}, not a list.`,
);

export const itemNotObject = define(
  'RC106',
  'error',
  'An item is not an object',
  'Delete the empty entry, or make it an object with apiVersion, kind and metadata.',
  (position: number, found: string) => `Item ${position} of the list is ${found}, not an object.`,
);

export const nameMissing = define(
  'RC107',
  'error',
  'An object has no name',
  'Give the object a metadata.name.',
  (kind: string) => `A ${kind} has no metadata.name.`,
);

export const namespaceMissing = define(
  'RC108',
  'error',
  'An object has no namespace',
  'Add metadata.namespace. Credentials are matched within one namespace.',
  (object: string) => `${object} has no metadata.namespace.`,
);

export const objectTwice = define(
  'RC109',
  'error',
  'The same object is in the input twice',
  'Keep one of them and delete the others.',
  (object: string, places: string) => `${object} is in the input more than once (${places}).`,
);

export const wrongShape = define(
  'RC110',
  'error',
  'A field of an object has the wrong shape',
  'Write the field as the API of that kind defines it. Put quotes around numbers and booleans that are meant as strings.',
  (field: string, expected: string, found: string) => `The field ${field} must be ${expected}, but it is ${found}.`,
);

export const nestedTooDeeply = define(
  'RC112',
  'error',
  'The input is nested too deeply',
  'Find the object or configuration whose maps or lists are nested thousands of levels deep, and flatten it.',
  () => 'Something in the input is nested too deeply to be read.',
);

export const beingDeleted = define(
  'RC111',
  'info',
  'An object is being deleted',
  '',
  (object: string) => `${object} has a deletionTimestamp and is ignored.`,
);

export const notUtf8 = define(
  'RC562',
  'error',
  'A file is not UTF-8',
  'Save it as UTF-8, or hide the file with .krmignore if it is no Kubernetes object.',
  (line: number) => `The bytes of line ${line} are not UTF-8.`,
);

export const halfObject = define(
  'RC113',
  'error',
  'An object is incomplete',
  'Complete the object, or hide the file with .krmignore if it is no Kubernetes object.',
  (missing: readonly string[]) => `The object has no ${missing.join(', no ')}: it may have been cut off.`,
);

export const misspelt = define(
  'RC114',
  'error',
  'A kind or group has the wrong case',
  'Write the kind and the group as the API does. Both are case-sensitive.',
  (found: string, meant: string) => `The ${found} is not recognised. Did you mean ${meant}?`,
);

export const documentTooLarge = define(
  'RC115',
  'error',
  'A document is too large',
  'Split it into one document per object. A cluster does not store objects of more than a few MiB.',
  (size: string) => `A document is larger than ${size}.`,
);
