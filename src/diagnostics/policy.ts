import { define, listNames, suggest } from './finding';

export const belowPolicy = define(
  'RC423',
  'error',
  'A configuration allows more than the policy does',
  'Remove the field, or make it as strict as the policy. Only the people who run Rollcall can change the policy.',
  (field: string, file: string, demands: string) => `${field} allows more than ${demands} of the policy ${file} does.`,
);

export const functionForbidden = define(
  'RC424',
  'error',
  'The policy does not allow the function',
  'Use a function that spec.functions of the policy lists.',
  (name: string, file: string) => `The function ${name} is not in spec.functions of the policy ${file}.`,
);

export const outputForbidden = define(
  'RC425',
  'error',
  'The policy does not allow what the render makes',
  'Remove the sources of these objects from the input, or ask the people who run Rollcall to change the policy.',
  (objects: readonly string[], field: string, file: string) =>
    `${field} of the policy ${file} does not list what these are or where they are: ${listNames(objects)}.`,
);

export const notAPolicy = define(
  'RC426',
  'error',
  'The file is not a policy',
  'Write a policy with apiVersion rollcall.dev/v1alpha1, kind Policy and spec (docs/policy.md).',
  (file: string, found: string) => `The policy ${file} is ${found}.`,
);

export const policyFieldUnknown = define(
  'RC427',
  'error',
  'The policy has an unknown field',
  'Correct or remove the field. A field with a wrong name has no effect.',
  (field: string, nearest: string) => `The field ${field} of the policy is unknown${suggest(nearest)}`,
);

export const policyFieldWrong = define(
  'RC428',
  'error',
  'A field of the policy has a wrong value',
  'Correct the value.',
  (field: string, expected: string, found: string) =>
    `The field ${field} of the policy must be ${expected}, but it is ${found}.`,
);
