import { define } from './finding';

export const inputsMissing = define(
  'RC520',
  'error',
  'The input is only the configuration, and it names no inputs',
  'List the fleet’s files and directories in spec.inputs, because kustomize sends a generator nothing else. Or run it as a transformer.',
  () => 'The input holds nothing but the configuration, which has no spec.inputs.',
);

export const inputOutside = define(
  'RC521',
  'error',
  'An input is outside its directory',
  'Move it inside, or, if you trust the repository, run rollcall with --allow-outside-inputs.',
  (input: string, folder: string) => `The input ${input} is outside ${folder}.`,
);

export const inputMatchesNothing = define(
  'RC522',
  'error',
  'An input matches no file',
  'Correct or remove the path or glob.',
  (input: string) => `The input ${input} matches no YAML or JSON file.`,
);

export const inputsBesideObjects = define(
  'RC523',
  'error',
  'spec.inputs is set, but the host sends objects too',
  'Remove spec.inputs (kpt and kustomize transformers send the fleet themselves), or use the configuration as a kustomize generator.',
  (count: number) => `The configuration has spec.inputs, and the host sent ${count} objects as well.`,
);

export const inputsUnused = define(
  'RC524',
  'warning',
  'spec.inputs is not used',
  'Remove the paths from the command, or spec.inputs from the configuration.',
  (paths: string) => `The configuration has spec.inputs, but ${paths} on the command line overrides it.`,
);

export const inputPatternWrong = define(
  'RC525',
  'error',
  'A pattern in spec.inputs is not valid',
  'Name the directories and files, with at most three stars between two slashes.',
  (input: string, fault: string) => `The input ${input} ${fault}.`,
);
