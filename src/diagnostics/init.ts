import { define } from './finding';

// What `rollcall init` says.

export const configurationThere = define(
  'RC815',
  'error',
  'A file that rollcall init writes is there already',
  'Edit it, or write it anew with --force.',
  (file: string) => `${file} exists.`,
);

export const hostFileUnclear = define(
  'RC816',
  'error',
  'The file of a host cannot be changed',
  'Correct the file, or use --host none and add the lines yourself (docs/hosts).',
  (file: string, reason: string) => `${file} cannot get the lines for Rollcall: ${reason}.`,
);
