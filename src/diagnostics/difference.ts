import { define } from './finding';

export const revisionUnknown = define(
  'RC805',
  'error',
  'git does not know a revision',
  'Correct the name, or fetch it: set `fetch-depth: 0` (GitHub) or `GIT_DEPTH: 0` (GitLab) in a pipeline, or run `git fetch --unshallow`.',
  (revision: string, isShallow: boolean) =>
    `git finds no commit ${revision} in this repository${isShallow ? ', whose history is shallow' : ''}.`,
);

export const gitFailed = define(
  'RC806',
  'error',
  'git cannot be used',
  'Run `rollcall diff --git` inside a clone, with git installed; or pass two directories instead.',
  (what: string) => `${what}.`,
);

export const sideFailed = define(
  'RC807',
  'error',
  'One side of a difference does not render',
  'Fix the errors of that side, which are listed too. Nothing is compared before both sides render.',
  (side: string, errors: number) => `${side} does not render: ${errors === 1 ? 'one error' : `${errors} errors`}.`,
);

export const nothingToCompare = define(
  'RC808',
  'warning',
  'One side of a difference is empty',
  'Check the path, unless the fleet is completely new or completely removed.',
  (side: string, why: string) => `${side} is empty, because ${why}.`,
);

export const rollOutdated = define(
  'RC809',
  'error',
  'The Roll is not up to date',
  'Run `rollcall roll` and commit the Roll. Until then, every render stops.',
  (side: string, changes: string) => `The Roll of ${side} differs from what it renders: ${changes}.`,
);
