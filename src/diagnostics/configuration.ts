import { define, listNames, suggest } from './finding';

export const configurationNotObject = define(
  'RC201',
  'error',
  'The functionConfig is not an object',
  'Write a functionConfig with apiVersion, kind, metadata and spec, or leave it out.',
  (found: string) => `The functionConfig is ${found}, not an object.`,
);

export const foreignConfiguration = define(
  'RC202',
  'error',
  'The functionConfig belongs to another program',
  'Use apiVersion rollcall.dev/v1alpha1, or a v1 ConfigMap.',
  (kind: string, apiVersion: string) =>
    `The functionConfig has the kind ${kind} and the apiVersion ${apiVersion}, which do not belong to Rollcall.`,
);

export const unknownConfigurationVersion = define(
  'RC203',
  'error',
  'The functionConfig has an unknown version',
  'Use apiVersion rollcall.dev/v1alpha1.',
  (apiVersion: string) =>
    `The functionConfig has the apiVersion ${apiVersion}, which this version of Rollcall does not support.`,
);

export const unknownConfigurationKind = define(
  'RC204',
  'error',
  'The functionConfig has an unknown kind',
  'Use one of the kinds that `rollcall fn --help` lists.',
  (kind: string, nearest: string) => `The functionConfig has the kind ${kind}, which is unknown${suggest(nearest)}`,
);

export const otherFunctionsConfiguration = define(
  'RC205',
  'error',
  'The functionConfig is for another function',
  'Name the function that the functionConfig is for, or leave the name out.',
  (asked: string, kind: string) => `The command line names the function ${asked}, but the functionConfig is a ${kind}.`,
);

export const unknownField = define(
  'RC206',
  'error',
  'The configuration has an unknown field',
  'Correct or remove the field.',
  (field: string, nearest: string, elsewhere: readonly string[] = []) =>
    elsewhere.length === 0
      ? `The field ${field} is unknown${suggest(nearest)}`
      : `The field ${field} is unknown here. It is a field of ${listNames(elsewhere)}.`,
);

export const wrongValue = define(
  'RC207',
  'error',
  'A configuration field has a wrong value',
  'Correct the value.',
  (field: string, expected: string, found: string) => `The field ${field} must be ${expected}, but it is ${found}.`,
);

export const missingField = define(
  'RC208',
  'error',
  'A required configuration field is missing',
  'Add the field.',
  (field: string) => `The required field ${field} is missing.`,
);
