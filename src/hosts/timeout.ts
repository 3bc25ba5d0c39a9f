import { DURATION_PATTERN, readDuration } from '../api/duration';

/** Below the 90 seconds that Argo CD gives a plugin. */
const DEFAULT = '60s';

/**
 * How long a render may take, in milliseconds: as the option says it, else the environment, for hosts that start the
 * program themselves.
 */
export function readTimeout(option?: string): number | { readonly fault: string } {
  const text = option ?? (process.env.ROLLCALL_TIMEOUT || DEFAULT);
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1000;
  if (new RegExp(DURATION_PATTERN).test(text) && text !== '') return readDuration(text);
  const name = option === undefined ? 'ROLLCALL_TIMEOUT' : '--timeout';
  return { fault: `${name} is a duration such as 60s or 2m, or 0 for no limit.` };
}
