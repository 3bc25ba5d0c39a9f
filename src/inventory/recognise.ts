import { CLUSTER_PROFILE } from '../api/cluster-profile';
import { CLUSTER_EXTERNAL_SECRET, EXTERNAL_SECRET } from '../api/external-secrets';
import { MULTI_KUEUE_CLUSTER } from '../api/kueue';
import { SECRET } from '../api/secret';
import { SVELTOS_CLUSTER } from '../api/sveltos-cluster';
import type { Identity } from '../krm/identity';
import type { Item } from '../krm/item';
import type { Audiences } from './consumer-rules/audience';
import type { Consumer } from './consumers';
import { argoCDSecretName, consumerSecretName, runtimeSecretName, sveltosSecretName } from './names';
import type { Entry } from './roster';

/**
 * Tells whether an object can be what an earlier render made for an entry. Marks alone prove nothing: anyone who may
 * write a file can write them. So its kind, namespace and name must be those that a render gives.
 */
export type Recognise = (entry: Entry, item: Item) => boolean;

/** The entry's Secret for a consumer that is still there: a consumer that has gone is a decision, and its copies go. */
export function recogniseConsumerSecret(consumers: readonly Consumer[]): Recognise {
  return ({ profileNamespace, profileName }, { identity }) => {
    const isShared = identity.name === consumerSecretName(profileNamespace, profileName);
    // It selects its consumers itself; where there are none, it is nobody's.
    if (isKind(identity, CLUSTER_EXTERNAL_SECRET)) {
      return isShared && identity.namespace === '' && consumers.length > 0;
    }
    if (!isKind(identity, SECRET) && !isKind(identity, EXTERNAL_SECRET)) return false;
    const isBeside = identity.namespace === profileNamespace;
    return consumers.some(
      ({ name, namespace }) =>
        (isShared && namespace === identity.namespace) ||
        (isBeside && identity.name === runtimeSecretName(name, profileName)),
    );
  };
}

/** The entry's SveltosCluster or its kubeconfig Secret. */
export const recogniseSveltos: Recognise = ({ profile, profileNamespace, profileName }, { identity }) => {
  if (profile === undefined || identity.namespace !== profileNamespace) return false;
  if (isKind(identity, SECRET) || isKind(identity, EXTERNAL_SECRET)) {
    return identity.name === sveltosSecretName(profileName);
  }
  return isKind(identity, SVELTOS_CLUSTER) && identity.name === profileName;
};

/** Tells what an earlier render gave some consumers, where it matters by how they get at clusters. */
export type RecognisesDelivered = (consumers: readonly Consumer[], accessOf?: Audiences['accessOf']) => Recognise;

/** The entry's ClusterProfile in the namespace of a consumer that reads its own only, and what Kueue knows it by. */
export const recogniseConsumerProfile: RecognisesDelivered =
  (consumers, accessOf) =>
  ({ profileName }, { identity }) => {
    if (identity.name !== profileName) return false;
    if (isKind(identity, MULTI_KUEUE_CLUSTER)) {
      return identity.namespace === '' && consumers.some((consumer) => accessOf?.(consumer)?.kueue !== undefined);
    }
    return isKind(identity, CLUSTER_PROFILE) && consumers.some(({ namespace }) => namespace === identity.namespace);
  };

/** What clusters are registered with. */
export interface Registrar {
  /** Absent for Sveltos. */
  readonly name?: 'Argo CD';
  readonly recognise: Recognise;
}

export const SVELTOS: Registrar = { recognise: recogniseSveltos };

/** Argo CD's cluster Secret of an entry, in whatever namespace Argo CD runs. */
export const ARGO_CD: Registrar = {
  name: 'Argo CD',
  recognise: ({ profileNamespace, profileName }, { identity }) =>
    isKind(identity, SECRET) && identity.name === argoCDSecretName(profileNamespace, profileName),
};

function isKind(identity: Identity, api: Pick<Identity, 'group' | 'kind'>): boolean {
  return identity.group === api.group && identity.kind === api.kind;
}
