import type { ClusterProfile } from '../api/cluster-profile';
import { keysOf, readValue, type Secret } from '../api/secret';
import { CONTROLLER } from '../api/sveltos-cluster';
import { sveltosSecretName } from '../inventory/names';
import type { WritableObject } from '../krm/yaml/write';
import { sortedBy } from '../lists/order';
import type { OutputObject } from './output';
import type { SveltosFormat } from './sveltos-cluster';

/** The key that each format writes. The document's SveltosCluster reads `config`. */
export const SVELTOS_KEYS: Record<SveltosFormat, string> = { SveltosController: 'kubeconfig', SveltosEvents: 'config' };

/** The kubeconfig Secret that a SveltosCluster points at. */
export function buildSveltosSecret(
  profile: ClusterProfile,
  { data, annotations }: { readonly data: WritableObject; readonly annotations: Record<string, string> },
  format: SveltosFormat,
  managedBy: string,
): OutputObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: sveltosSecretName(profile.metadata.name),
      labels: format === 'SveltosController' ? { [CONTROLLER.managedByLabel]: managedBy } : {},
      annotations,
    },
    type: 'Opaque',
    data,
  };
}

/** The whole data of a labelled Secret, as the document's template mirrors it; keys that are not base64 come back too. */
export function mirrorData(secret: Secret): { data: Record<string, string>; invalid: string[] } {
  const data: [string, string][] = [];
  const invalid: string[] = [];
  for (const key of sortedBy(keysOf(secret), (one) => one)) {
    const value = readValue(secret, key);
    if (value.state === 'invalid') invalid.push(key);
    else data.push([key, value.state === 'present' ? value.base64 : '']);
  }
  return { data: Object.fromEntries(data), invalid };
}
