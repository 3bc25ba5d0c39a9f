import { writeInstant } from '../api/instant';
import type { Credentials } from '../inventory/credentials/credentials';

/** On a Secret: when the credentials in it expire (RFC 3339, UTC), where that is known. */
export const EXPIRE_AT = 'rollcall.dev/credentials-expire-at';

export function expiryAnnotation(credentials: Credentials): Record<string, string> {
  if (credentials.origin !== 'AccessProvider' || credentials.expiresAt === undefined) return {};
  return { [EXPIRE_AT]: writeInstant(credentials.expiresAt) };
}
