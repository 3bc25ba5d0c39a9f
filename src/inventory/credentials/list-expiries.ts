import type { Instant } from '../../api/instant';
import { readTokenClaims } from '../../api/json-web-token';
import { decodeBase64 } from '../../krm/base64';
import { isObject, textOf } from '../../krm/json';
import type { Credentials } from './credentials';
import type { ExpiryRules } from './expiry';

/** When something in a cluster's credentials ends: a date, and nothing of what it is the date of. */
export interface Expiry {
  readonly what: 'token' | 'client certificate';
  readonly at: Instant;
}

/** The dates that are in credentials, the earliest first. Nothing is judged, so that no clock is needed. */
export function listExpiries(
  credentials: Credentials,
  { readCertificateExpiry }: Pick<ExpiryRules, 'readCertificateExpiry'>,
): Expiry[] {
  const dates: Expiry[] = [];
  const note = (what: Expiry['what'], at: Instant | undefined) => {
    if (at !== undefined) dates.push({ what, at });
  };
  if (credentials.origin === 'AccessProvider') note('token', credentials.expiresAt);
  const { users } = credentials.config;
  for (const one of Array.isArray(users) ? users : []) {
    if (!isObject(one) || !isObject(one.user)) continue;
    if (credentials.origin === 'Secret') note('token', readTokenClaims(textOf(one.user.token)).expiresAt);
    const data = textOf(one.user['client-certificate-data']).replace(/\s/g, '');
    const pem = data === '' ? undefined : decodeBase64(data);
    if (pem !== undefined) note('client certificate', readCertificateExpiry(pem));
  }
  return dates.sort((a, b) => a.at - b.at);
}
