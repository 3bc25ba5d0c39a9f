import { PROFILE_LABEL, PROFILE_NAMESPACE_LABEL } from '../../api/cluster-profile';
import { labelOf, namespaceOf, pathOf } from '../../api/metadata';
import { SECRET, type Secret } from '../../api/secret';
import { identityKey } from '../../krm/identity';
import type { Item } from '../../krm/item';
import { stringAt } from '../../krm/json';
import { groupBy } from '../../lists/group';
import type { Fleet, Found } from '../fleet';
import { listPromises, type PromisedBy } from '../stand-ins';
import { lookForNearMisses, type SecretNearMisses } from './secret-near-misses';

/** The Secrets of the input as the searches ask for them. */
export interface SecretIndex {
  /** By namespace and name. `unreadable`: it is there, and its own finding says what is wrong with it. */
  find(namespace: string, name: string): Found<Secret> | 'unreadable' | undefined;
  /** The objects that become such a Secret in a cluster. */
  readonly promises: Promises;
  /** What stands where a Secret is missing. */
  nearMisses(): SecretNearMisses;
  /** Those labelled for a ClusterProfile that lie in its namespace, by name. */
  labelledFor(profilePath: string): readonly Found<Secret>[];
  /** Those that carry the label of KEP-4322, with the ClusterProfile that they name. */
  readonly labelled: readonly {
    readonly secret: Found<Secret>;
    readonly namedNamespace: string | undefined;
    readonly name: string;
  }[];
}

/** Secrets that another object of the input becomes in a cluster: a SealedSecret, an ExternalSecret. */
export interface Promises {
  find(namespace: string, name: string): PromisedBy | undefined;
  labelledFor(profilePath: string): readonly PromisedBy[];
}

export function indexSecrets({
  secrets,
  unreadable,
  standIns = [],
  clusterPaths,
}: Pick<Fleet, 'secrets' | 'unreadable'> & Partial<Pick<Fleet, 'standIns' | 'clusterPaths'>>): SecretIndex {
  const byPath = new Map(secrets.map((secret) => [pathOf(secret.object), secret]));
  const labelled = secrets.flatMap((secret) => {
    const name = labelOf(secret.object, PROFILE_LABEL);
    const namedNamespace = labelOf(secret.object, PROFILE_NAMESPACE_LABEL);
    return name === undefined ? [] : [{ secret, name, namedNamespace }];
  });
  const beside = labelled.filter(
    ({ secret, namedNamespace }) => namedNamespace === undefined || namedNamespace === namespaceOf(secret.object),
  );
  const byProfile = groupBy(beside, ({ secret, name }) => `${namespaceOf(secret.object)}/${name}`);
  return {
    labelled,
    find(namespace, name) {
      const { group, kind } = SECRET;
      return (
        byPath.get(`${namespace}/${name}`) ??
        (unreadable.has(identityKey({ group, kind, namespace, name })) ? 'unreadable' : undefined)
      );
    },
    nearMisses: lookForNearMisses({ secrets, standIns, clusterPaths }),
    promises: indexPromises(standIns),
    labelledFor: (path) => (byProfile.get(path) ?? []).map(({ secret }) => secret),
  };
}

function indexPromises(standIns: readonly Item[]): Promises {
  const promised = listPromises(standIns);
  const byPath = groupBy(promised, ({ namespace, name }) => `${namespace}/${name}`);
  const beside = promised.filter(({ namespace, labels }) =>
    [undefined, namespace].includes(stringAt(labels, PROFILE_NAMESPACE_LABEL)),
  );
  const byProfile = groupBy(beside, ({ namespace, labels }) => `${namespace}/${stringAt(labels, PROFILE_LABEL) ?? ''}`);
  return {
    find: (namespace, name) => byPath.get(`${namespace}/${name}`)?.[0],
    labelledFor: (path) => byProfile.get(path) ?? [],
  };
}
