import { define } from './finding';

// How heavily findings weigh, where the user says so.

export const errorLowered = define(
  'RC550',
  'error',
  'An error cannot be lowered',
  'Remove the code from spec.severity and mend what the error names: each error protects from wrong deletion, wrong recipients or lost objects.',
  (code: string) => `${code} is an error, and spec.severity would lower it.`,
);

export const codeUnknown = define(
  'RC551',
  'error',
  'spec.severity names an unknown code',
  'Use a code of docs/findings.md.',
  (code: string, nearest: string) => `There is no finding ${code}${nearest && `; the nearest is ${nearest}`}.`,
);

export const failedOn = define(
  'RC552',
  'error',
  'Findings stop the run because of --fail-on',
  'Mend what they name, set their severity with a reason (spec.severity), or leave out --fail-on.',
  (count: number, level: string) =>
    `${count === 1 ? 'One finding is' : `${count} findings are`} at least as severe as --fail-on ${level} allows.`,
);
