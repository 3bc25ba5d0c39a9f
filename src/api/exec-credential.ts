import { isObject, parseJson, textOf } from '../krm/json';
import { type Instant, parseInstant } from './instant';

/** The status of an ExecCredential (client.authentication.k8s.io/v1): what a credential plugin gives. */
export interface ExecCredentialStatus {
  readonly token?: string | undefined;
  readonly certificate?: { readonly pem: string; readonly key: string } | undefined;
  readonly expiresAt?: Instant | undefined;
}

/** Reads a plugin's output, or says in half a sentence what is wrong with it; never a part of it, which is secret. */
export function readExecCredential(text: string): ExecCredentialStatus | { readonly fault: string } {
  const answer = parseJson(text);
  if (answer === undefined) return { fault: 'its output is not JSON' };
  if (!isObject(answer)) return { fault: 'its output is not an ExecCredential' };
  const { status } = answer;
  if (status === undefined || status === null) return { fault: 'its output has no status' };
  if (!isObject(status)) return { fault: 'the status in its output is not a map' };
  const { token = null, clientCertificateData = null, clientKeyData = null, expirationTimestamp = null } = status;
  for (const [field, value] of Object.entries({ token, clientCertificateData, clientKeyData, expirationTimestamp })) {
    if (value !== null && typeof value !== 'string') return { fault: `status.${field} in its output is not a string` };
  }
  const pem = textOf(clientCertificateData);
  const key = textOf(clientKeyData);
  if (!textOf(token) && !pem) return { fault: 'its output holds neither a token nor a client certificate' };
  if ((pem === '') !== (key === '')) {
    return { fault: 'its output holds a client certificate or its key, and not both' };
  }
  const expiresAt = expirationTimestamp === null ? undefined : parseInstant(textOf(expirationTimestamp));
  if (expirationTimestamp !== null && expiresAt === undefined) {
    return { fault: 'status.expirationTimestamp in its output is not a time (RFC 3339)' };
  }
  return {
    token: textOf(token) || undefined,
    certificate: pem === '' ? undefined : { pem, key },
    expiresAt,
  };
}
