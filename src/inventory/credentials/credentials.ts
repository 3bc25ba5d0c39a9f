import { type KubeconfigReading, readKubeconfig } from '../../api/kubeconfig';
import { pathOf } from '../../api/metadata';
import { readValue, type Secret } from '../../api/secret';
import * as credentialFindings from '../../diagnostics/credentials';
import type { Finding } from '../../diagnostics/finding';
import type { Found } from '../fleet';

/** The ways to a kubeconfig, in the order of their rank. */
export type CredentialSource = 'AccessProvider' | 'LabelledSecret' | 'CAPICluster';

/** A kubeconfig that was found, and where. */
export interface Credentials {
  readonly source: CredentialSource;
  readonly secret: Found<Secret>;
  readonly key: string;
  /** Without line breaks; known to be a kubeconfig. */
  readonly base64: string;
}

/** What a search came to. `broken` has its findings; `missing` says why in half a sentence. */
export type Search =
  | { readonly state: 'found'; readonly credentials: Credentials }
  | { readonly state: 'missing'; readonly reason: string }
  | { readonly state: 'broken'; readonly findings: readonly Finding[] };

/** Reads a kubeconfig from a key of a Secret; `undefined` where the key is absent or empty. */
export function readCredentials(source: CredentialSource, secret: Found<Secret>, key: string): Search | undefined {
  const value = readValue(secret.object, key);
  if (value.state === 'absent') return undefined;
  if (value.state === 'invalid') return brokenKey(secret, key, { state: 'not base64' });
  const reading = readKubeconfig(value.text);
  if (reading.state !== 'kubeconfig') return brokenKey(secret, key, reading);
  return { state: 'found', credentials: { source, secret, key, base64: value.base64 } };
}

function brokenKey(
  secret: Found<Secret>,
  key: string,
  fault: Exclude<KubeconfigReading, { state: 'kubeconfig' }> | { readonly state: 'not base64' },
): Search {
  const path = pathOf(secret.object);
  const place = secret.item.at(`data.${key}`);
  switch (fault.state) {
    case 'not base64':
      return broken(credentialFindings.secretNotBase64(place, path, key));
    case 'not YAML':
      return broken(credentialFindings.kubeconfigNotYaml(place, path, key, fault.line, fault.reason));
    case 'names no cluster':
      return broken(credentialFindings.kubeconfigNamesNoCluster(place, path, key));
  }
}

export function broken(...findings: Finding[]): Search {
  return { state: 'broken', findings };
}

export function missing(reason: string): Search {
  return { state: 'missing', reason };
}
