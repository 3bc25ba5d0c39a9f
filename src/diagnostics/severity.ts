import { countOf, define, listNames } from './finding';

// How heavily findings weigh, where the user says so.

export const errorLowered = define(
  'RC550',
  'error',
  'An error that protects cannot be lowered',
  'Remove the code from spec.severity and fix the cause. docs/findings.md shows which errors can be lowered.',
  (code: string) =>
    `spec.severity lowers ${code}, an error that prevents wrong deletions, wrong recipients or lost objects.`,
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
  'Fix their causes, set their severity with a reason (spec.severity), or leave out --fail-on.',
  (count: number, level: string) =>
    `${count === 1 ? 'One finding is' : `${count} findings are`} at least as severe as --fail-on ${level} allows.`,
);

export const quarantined = define(
  'RC556',
  'warning',
  'Clusters are in quarantine',
  'Fix the other findings about them. Until then their objects stay as they are.',
  (clusters: readonly string[], kept: number) =>
    `In quarantine, so that the other clusters are rendered (onClusterError): ${listNames(clusters)}. ${kept === 0 ? 'No objects' : countOf(kept, 'object', 'objects').replace(/^o/, 'O')} of an earlier render ${kept === 1 ? 'stays' : 'stay'}.`,
);

export const quarantineUnsafe = define(
  'RC557',
  'error',
  'Clusters cannot be put in quarantine here',
  'Fix the other findings about them. This host does not send the earlier output, so it would delete the objects of a cluster that is left out.',
  (clusters: readonly string[]) =>
    `onClusterError: Quarantine cannot keep the objects of ${listNames(clusters)}: this host shows no earlier output, and no Roll says that they have none.`,
);
