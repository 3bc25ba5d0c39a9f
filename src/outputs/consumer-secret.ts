import { CONSUMER_LABEL, PROFILE_LABEL, PROFILE_NAMESPACE_LABEL } from '../api/cluster-profile';
import { consumerSecretName, runtimeSecretName } from '../inventory/names';
import type { SharedText } from '../krm/yaml/scalar';
import type { OutputObject } from './output';
import type { SecretShape } from './secret-shape';

export type ConsumerFormat = 'Sveltos' | 'ClusterInventory' | 'MulticlusterRuntime';

/** The key that the readers of each format look for. */
const KEYS: Record<ConsumerFormat, string> = {
  Sveltos: 'config',
  ClusterInventory: 'Config',
  MulticlusterRuntime: 'Config',
};

/**
 * The credentials Secret of KEP-4322 (push model) for one profile, the same in every consumer's namespace.
 * @param dataKeys the keys that the kubeconfig is written under; by default the format's own.
 */
export function shapeConsumerSecret(
  { profileNamespace, profileName }: ProfileName,
  format: ConsumerFormat,
  dataKeys: readonly string[] = [KEYS[format]],
): SecretShape {
  const name = consumerSecretName(profileNamespace, profileName);
  return { name, labels: profileLabels(profileNamespace, profileName), keys: dataKeys };
}

/** The Secret that multicluster-runtime reads for one profile and one consumer, beside the profile. */
export function shapeRuntimeSecret(
  { profileNamespace, profileName }: ProfileName,
  consumer: string,
  dataKeys: readonly string[] = [KEYS.MulticlusterRuntime],
): SecretShape {
  const labels = { [CONSUMER_LABEL]: consumer, ...profileLabels(profileNamespace, profileName) };
  return { name: runtimeSecretName(consumer, profileName), labels, keys: dataKeys };
}

/** A kubeconfig, and what is said of it beside it. */
export interface SecretContent {
  readonly kubeconfig: SharedText;
  readonly annotations: Record<string, string>;
}

interface ProfileName {
  readonly profileNamespace: string;
  readonly profileName: string;
}

function profileLabels(namespace: string, name: string): Record<string, string> {
  return { [PROFILE_LABEL]: name, [PROFILE_NAMESPACE_LABEL]: namespace };
}

export function buildConsumerSecret(
  { name, labels, keys }: SecretShape,
  { kubeconfig, annotations }: SecretContent,
): OutputObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, labels: { ...labels }, annotations },
    type: 'Opaque',
    data: Object.fromEntries(keys.map((key) => [key, kubeconfig])),
  };
}
