import type { Instant } from '../../api/instant';
import { type Kubeconfig, type KubeconfigReading, readKubeconfig } from '../../api/kubeconfig';
import { pathOf } from '../../api/metadata';
import { readValue, type Secret } from '../../api/secret';
import * as credentialFindings from '../../diagnostics/credentials';
import type { Finding, Place } from '../../diagnostics/finding';
import * as nearMisses from '../../diagnostics/near-misses';
import type { WritableObject } from '../../krm/yaml/write';
import type { Found } from '../fleet';
import { isEncrypted } from '../stand-ins';
import type { PluginCall } from './exec-plugin';

/** The ways to a kubeconfig, in the order of their rank. */
export type CredentialSource = 'AccessProvider' | 'LabelledSecret' | 'CAPICluster';

/** A kubeconfig that was found in a Secret, and passes on as it is. */
export interface CopiedCredentials {
  readonly origin: 'Secret';
  readonly source: CredentialSource;
  readonly secret: Found<Secret>;
  readonly key: string;
  /** Without line breaks; known to be a kubeconfig. */
  readonly base64: string;
  readonly config: Kubeconfig;
}

/** A kubeconfig that was made from an access provider's cluster and a token or certificate. */
export interface BuiltCredentials {
  readonly origin: 'AccessProvider';
  readonly source: 'AccessProvider';
  /** What it was made from, in words. */
  readonly from: string;
  /** The Secret that holds the token, where one does. */
  readonly secret?: Found<Secret>;
  /** The managed cluster whose token it is, where it is one of Open Cluster Management. */
  readonly tokenOf?: string;
  readonly place: Place;
  readonly base64: string;
  readonly config: Kubeconfig;
  readonly expiresAt?: Instant | undefined;
  /** When a plugin made them: they live from then on. */
  readonly madeAt?: Instant;
}

/** The Secret that holds a cluster's kubeconfig, by name: it need not be in the input, and nobody reads its values. */
export interface SecretReference {
  readonly origin: 'Reference';
  readonly source: CredentialSource;
  readonly namespace: string;
  readonly name: string;
  /** `undefined` where the Secret has one key at most that is known. */
  readonly key: string | undefined;
  /** Whether it is the one key that is known: whoever takes any key takes it. */
  readonly isOnlyKey?: boolean;
  /** The object of the input that becomes this Secret, in words. */
  readonly standIn?: string | undefined;
}

/** An identity of a cloud, with which Sveltos reaches a cluster: there is no kubeconfig at all. */
export interface WorkloadIdentity {
  readonly origin: 'WorkloadIdentity';
  readonly source: 'WorkloadIdentity';
  readonly provider: string;
  /** As a SveltosCluster has it. */
  readonly spec: WritableObject;
}

export type Credentials = CopiedCredentials | BuiltCredentials;

/**
 * What a search came to. `broken` has its findings; `missing` says why in half a sentence; `asks` needs a plugin's answer
 * first.
 */
export type Search<Result extends Credentials = Credentials> =
  | { readonly state: 'found'; readonly credentials: Result; readonly findings?: readonly Finding[] }
  | { readonly state: 'asks'; readonly call: PluginCall }
  | NotFound;

export type NotFound =
  | { readonly state: 'missing'; readonly reason: string }
  | { readonly state: 'broken'; readonly findings: readonly Finding[] };

/** A search among Secrets, which never asks anybody. */
export type SecretSearch = { readonly state: 'found'; readonly credentials: CopiedCredentials } | NotFound;

/** Reads a kubeconfig from a key of a Secret; `undefined` where the key is absent or empty. */
export function readCredentials(
  source: CredentialSource,
  secret: Found<Secret>,
  key: string,
): SecretSearch | undefined {
  const value = readValue(secret.object, key);
  if (value.state === 'absent') return undefined;
  if (isEncrypted(secret.item.object)) return brokenByEncryption(secret);
  if (value.state === 'invalid') return brokenKey(secret, key, { state: 'not base64' });
  const reading = readKubeconfig(value.text);
  if (reading.state !== 'kubeconfig') return brokenKey(secret, key, reading);
  const { base64 } = value;
  return { state: 'found', credentials: { origin: 'Secret', source, secret, key, base64, config: reading.config } };
}

function brokenKey(
  secret: Found<Secret>,
  key: string,
  fault: Exclude<KubeconfigReading, { state: 'kubeconfig' }> | { readonly state: 'not base64' },
): NotFound {
  const path = pathOf(secret.object);
  const place = secret.item.at(`data.${key}`);
  switch (fault.state) {
    case 'not base64':
      return broken(credentialFindings.secretNotBase64(place, path, key));
    case 'not YAML':
      return broken(credentialFindings.kubeconfigNotYaml(place, path, key, fault.line, fault.reason));
    case 'refused':
      return broken(credentialFindings.kubeconfigRefused(place, path, key, fault.reason));
    case 'names no cluster':
      return broken(credentialFindings.kubeconfigNamesNoCluster(place, path, key));
  }
}

export function brokenByEncryption({ object, item }: Found<Secret>): NotFound {
  return broken(nearMisses.secretEncrypted(item.at(), pathOf(object)));
}

export function broken(...findings: Finding[]): NotFound {
  return { state: 'broken', findings };
}

export function missing(reason: string): NotFound {
  return { state: 'missing', reason };
}
