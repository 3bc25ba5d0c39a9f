import { define } from './finding';

/** What a render may take. */

export const renderTooLong = define(
  'RC570',
  'error',
  'A render takes too long',
  'Correct what was running if it does not come to an end; if the fleet is large, raise --timeout (ROLLCALL_TIMEOUT in kpt and kustomize).',
  (limit: string, running: string) =>
    `The render was stopped after ${limit}${running === '' ? '' : `; it was ${running}`}.`,
);
