import { CONSUMER_LABEL, PROFILE_LABEL, PROFILE_NAMESPACE_LABEL } from '../api/cluster-profile';
import type { Consumer } from '../inventory/consumers';
import { consumerSecretName, runtimeSecretName } from '../inventory/names';
import type { Item } from '../krm/item';
import type { SharedText } from '../krm/yaml/scalar';
import type { OutputObject } from './output';

export type ConsumerFormat = 'Sveltos' | 'ClusterInventory' | 'MulticlusterRuntime';

/** The key that the readers of each format look for. */
const KEYS: Record<ConsumerFormat, string> = { Sveltos: 'config', ClusterInventory: 'Config', MulticlusterRuntime: 'Config' };

/** The credentials Secret of KEP-4322 (push model) for one profile and one consumer. */
export function buildConsumerSecret(
  profile: { readonly profileNamespace: string; readonly profileName: string },
  consumer: Consumer,
  kubeconfig: SharedText,
  format: ConsumerFormat,
  dataKeys: readonly string[] = [KEYS[format]],
): OutputObject {
  const { profileNamespace, profileName } = profile;
  const labels = { [PROFILE_LABEL]: profileName, [PROFILE_NAMESPACE_LABEL]: profileNamespace };
  const data: Record<string, SharedText> = {};
  for (const key of dataKeys) data[key] = kubeconfig;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata:
      format === 'MulticlusterRuntime'
        ? {
            name: runtimeSecretName(consumer.name, profileName),
            namespace: profileNamespace,
            labels: { [CONSUMER_LABEL]: consumer.name, ...labels },
            annotations: {},
          }
        : {
            name: consumerSecretName(profileNamespace, profileName),
            namespace: consumer.namespace,
            labels,
            annotations: {},
          },
    type: 'Opaque',
    data,
  };
}

/** Tells a consumer's Secret from the other things that an earlier render made. */
export function isConsumerSecret({ identity, labels }: Item): boolean {
  return identity.kind === 'Secret' && labels[PROFILE_LABEL] !== undefined;
}
