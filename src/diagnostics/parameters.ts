import { define, suggest } from './finding';

export const parametersUnreadable = define(
  'RC530',
  'error',
  'ARGOCD_APP_PARAMETERS cannot be read',
  'Let Argo CD set it. It is a JSON list of parameters, each with a name and one of string, array and map.',
  (found: string) => `ARGOCD_APP_PARAMETERS is ${found}, not a JSON list of parameters.`,
);

export const parameterUnknown = define(
  'RC531',
  'error',
  'A parameter of the Application is unknown',
  'Correct its name under spec.source.plugin.parameters; plugin.yaml lists those of every function, `rollcall parameters` the rest.',
  (name: string, nearest: string) => `The parameter ${name} is not a field of the configuration${suggest(nearest)}`,
);

export const parameterWrong = define(
  'RC532',
  'error',
  'A parameter of the Application has a wrong value',
  'Correct it under spec.source.plugin.parameters.',
  (name: string, expected: string) => `The parameter ${name} must be ${expected}.`,
);

export const parameterTwice = define(
  'RC533',
  'error',
  'A parameter of the Application is given twice',
  'Keep one of them under spec.source.plugin.parameters.',
  (name: string) => `The parameter ${name} is given more than once.`,
);
