import { readKubeconfig } from '../../api/kubeconfig';
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
  const path = pathOf(secret.object);
  const place = secret.item.at(`data.${key}`);
  if (value.state === 'invalid') return broken(credentialFindings.secretNotBase64(place, path, key));
  const { base64, text } = value;
  const reading = readKubeconfig(text);
  switch (reading.state) {
    case 'kubeconfig':
      return { state: 'found', credentials: { source, secret, key, base64 } };
    case 'not YAML':
      return broken(credentialFindings.kubeconfigNotYaml(place, path, key, reading.line, reading.reason));
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
