import { define } from './finding';

export const inputsMissing = define(
  'RC520',
  'error',
  'Only the configuration came in, and it names no inputs',
  'List the fleet’s files and folders under spec.inputs: kustomize sends a generator nothing else; or run it as a transformer.',
  () => 'Nothing but the configuration itself came in, and it has no spec.inputs.',
);

export const inputOutside = define(
  'RC521',
  'error',
  'An input lies outside its folder',
  'Move it inside; or, where you trust the repository, start rollcall with --allow-outside-inputs.',
  (input: string, folder: string) => `The input ${input} leads out of ${folder}.`,
);

export const inputMatchesNothing = define(
  'RC522',
  'error',
  'An input matches no file',
  'Correct the path or glob, or take it out.',
  (input: string) => `The input ${input} matches no YAML or JSON file.`,
);

export const inputsBesideObjects = define(
  'RC523',
  'error',
  'There are inputs, and the host sends objects too',
  'Remove spec.inputs (kpt and kustomize transformers send the fleet themselves), or use the configuration as a kustomize generator.',
  (count: number) => `The configuration has spec.inputs, and ${count} objects came in as well.`,
);

export const inputsUnused = define(
  'RC524',
  'warning',
  'The inputs are not used',
  'Leave the paths out of the command, or spec.inputs out of the configuration.',
  (paths: string) => `The configuration has spec.inputs, and ${paths} on the command line counts instead.`,
);

export const inputPatternWrong = define(
  'RC525',
  'error',
  'An input is a pattern that cannot be used',
  'Name the folders and files that are wanted, with at most three stars between two slashes.',
  (input: string, fault: string) => `The input ${input} ${fault}.`,
);
