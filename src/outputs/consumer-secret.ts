import { CONSUMER_LABEL, PROFILE_LABEL, PROFILE_NAMESPACE_LABEL } from '../api/cluster-profile';
import { consumerSecretName, runtimeSecretName } from '../inventory/names';
import type { SharedText } from '../krm/yaml/scalar';
import type { OutputObject } from './output';

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
export function buildConsumerSecret(
  { profileNamespace, profileName }: ProfileName,
  content: SecretContent,
  format: ConsumerFormat,
  dataKeys: readonly string[] = [KEYS[format]],
): OutputObject {
  const name = consumerSecretName(profileNamespace, profileName);
  return buildSecret(name, profileLabels(profileNamespace, profileName), content, dataKeys);
}

/** The Secret that multicluster-runtime reads for one profile and one consumer, beside the profile. */
export function buildRuntimeSecret(
  { profileNamespace, profileName }: ProfileName,
  consumer: string,
  content: SecretContent,
  dataKeys: readonly string[] = [KEYS.MulticlusterRuntime],
): OutputObject {
  const labels = { [CONSUMER_LABEL]: consumer, ...profileLabels(profileNamespace, profileName) };
  return buildSecret(runtimeSecretName(consumer, profileName), labels, content, dataKeys);
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

function buildSecret(
  name: string,
  labels: Record<string, string>,
  { kubeconfig, annotations }: SecretContent,
  dataKeys: readonly string[],
): OutputObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, labels, annotations },
    type: 'Opaque',
    data: Object.fromEntries(dataKeys.map((key) => [key, kubeconfig])),
  };
}
