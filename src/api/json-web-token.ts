import { isObject, parseJson } from '../krm/json';
import { type Instant, isWritable } from './instant';

/** What a service account's token says of itself (RFC 7519); nothing is verified. */
export interface TokenClaims {
  readonly expiresAt?: Instant | undefined;
  /** `system:serviceaccount:<namespace>:<name>` gives the name. */
  readonly serviceAccount?: string | undefined;
}

/** Empty where the token is no JSON Web Token: other tokens say nothing of themselves. */
export function readTokenClaims(token: string): TokenClaims {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined) return {};
  const claims = parseJson(Buffer.from(payload, 'base64url').toString());
  if (!isObject(claims)) return {};
  const { exp, sub } = claims;
  const account = typeof sub === 'string' ? /^system:serviceaccount:[^:]+:([^:]+)$/.exec(sub)?.[1] : undefined;
  const expiresAt = typeof exp === 'number' && isWritable(exp * 1000) ? exp * 1000 : undefined;
  return { expiresAt, serviceAccount: account };
}
