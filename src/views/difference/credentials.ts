import { writeInstant } from '../../api/instant';
import { readTokenClaims } from '../../api/json-web-token';
import { withheld } from '../../diagnostics/withheld';
import { withoutTokens } from '../../diagnostics/without-tokens';
import { decodeBase64 } from '../../krm/base64';
import { isObject, type Json, type JsonObject, objectAt, textOf } from '../../krm/json';
import { readUnambiguously } from '../../krm/yaml/read';
import type { CertificateView, CredentialView } from './record';
import type { Lens } from './side';
import { withhold } from './withhold';

/** What may be known of a Secret's value: of a kubeconfig who logs in where, and until when. */
export function viewCredential(base64: string, lens: Lens): CredentialView {
  const text = decode(base64) ?? base64;
  const reading = readUnambiguously(text);
  const config = 'fault' in reading ? undefined : reading.value;
  const context = named(config, 'contexts', 'context', textOf(objectAt(config)['current-context']));
  const user = named(config, 'users', 'user', textOf(context.user));
  const cluster = named(config, 'clusters', 'cluster', textOf(context.cluster));
  const token = textOf(user.token);
  const authority = textOf(cluster['certificate-authority-data']);
  return {
    ...withhold(text, lens),
    server: withoutPassword(textOf(cluster.server)) || undefined,
    user: wordOf(textOf(context.user)),
    certificate: viewCertificate(textOf(user['client-certificate-data']), lens),
    token: token === '' ? undefined : { ...withhold(token, lens), ...viewClaims(token) },
    authority: authority === '' ? undefined : withhold(decode(authority) ?? authority, lens),
  };
}

/** The entry of a kubeconfig's list that has a name; the only one, where the name is missing. */
function named(config: Json | undefined, list: string, field: string, name: string): JsonObject {
  const entries = objectAt(config)[list];
  const objects = Array.isArray(entries) ? entries.filter(isObject) : [];
  const found = objects.find((entry) => entry.name === name) ?? (objects.length === 1 ? objects[0] : undefined);
  return objectAt(found, field);
}

function decode(base64: string): string | undefined {
  return decodeBase64(base64.replace(/\s/g, ''));
}

/** `https://user:password@host` is a server too, and a password may hold anything. */
function withoutPassword(server: string): string {
  return server.replace(/^([a-z]+:\/\/)?.*@/is, '$1');
}

/** A user's name as it is, where it is one: somebody may have put a password there. */
function wordOf(name: string): string | undefined {
  if (name === '') return undefined;
  return /^[\w.:@/+=,-]{1,253}$/.test(name) ? withoutTokens(name) : `(${withheld(name)})`;
}

function viewCertificate(data: string, lens: Lens): CertificateView | undefined {
  const pem = data === '' ? undefined : decode(data);
  const certificate = pem === undefined ? undefined : lens.readCertificate(pem);
  if (certificate === undefined) return undefined;
  return { ...certificate, expires: writeInstant(certificate.expires) };
}

function viewClaims(token: string) {
  const { expiresAt, serviceAccount } = readTokenClaims(token);
  return { expires: expiresAt === undefined ? undefined : writeInstant(expiresAt), serviceAccount };
}
