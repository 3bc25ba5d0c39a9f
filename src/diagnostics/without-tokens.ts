import { withheld } from './withheld';

const PEM = /-----BEGIN [A-Z0-9 ]{1,40}-----[A-Za-z0-9+/=\s\\]*(?:-----END [A-Z0-9 ]{1,40}-----)?/g;
const JSON_WEB_TOKEN = /ey[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?/g;
/** No name is as long. */
const LONG = /[^\s/]{254,}/g;
/** Base64 and what looks like it: whatever is as long and mixes capitals, small letters and digits is no name. */
const RUN = /[A-Za-z0-9+_-]{32,}={0,2}/g;

/**
 * A text with everything that looks like a token or a key described and not shown. It is the last resort: somebody may
 * paste a secret where a name belongs.
 */
export function withoutTokens(text: string): string {
  // Every one of these takes more characters than most texts have.
  if (text.length < 16) return text;
  return text
    .replace(PEM, (key) => `(${withheld(key)})`)
    .replace(JSON_WEB_TOKEN, (token) => `(${withheld(token)})`)
    .replace(LONG, (run) => `(${withheld(run)})`)
    .replace(RUN, (run) => (isMixed(run) ? `(${withheld(run)})` : run));
}

function isMixed(run: string): boolean {
  return /[A-Z]/.test(run) && /[a-z]/.test(run) && /[0-9].*[0-9]/.test(run);
}
