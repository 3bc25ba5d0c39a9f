import { keysOf, readValue, type Secret } from '../api/secret';
import { CONTROLLER } from '../api/sveltos-cluster';
import { sveltosSecretName } from '../inventory/names';
import type { WritableObject } from '../krm/yaml/write';
import { sortedBy } from '../lists/order';
import type { OutputObject } from './output';
import type { SecretShape } from './secret-shape';
import type { SveltosFormat } from './sveltos-cluster';

/** The key that each format writes. The document's SveltosCluster reads `config`. */
export const SVELTOS_KEYS: Record<SveltosFormat, string> = { SveltosController: 'kubeconfig', SveltosEvents: 'config' };

/** The kubeconfig Secret that a SveltosCluster points at. */
export function shapeSveltosSecret(profileName: string, format: SveltosFormat, managedBy: string): SecretShape {
  return {
    name: sveltosSecretName(profileName),
    labels: format === 'SveltosController' ? { [CONTROLLER.managedByLabel]: managedBy } : {},
    keys: [SVELTOS_KEYS[format]],
  };
}

export function buildSveltosSecret(
  { name, labels }: SecretShape,
  { data, annotations }: { readonly data: WritableObject; readonly annotations: Record<string, string> },
): OutputObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, labels: { ...labels }, annotations },
    type: 'Opaque',
    data,
  };
}

/** The whole data of a labelled Secret, as the document's template mirrors it. What is not base64 has its finding. */
export function mirrorData(secret: Secret): Record<string, string> {
  return Object.fromEntries(
    sortedBy(keysOf(secret), (one) => one).map((key) => {
      const value = readValue(secret, key);
      return [key, value.state === 'present' ? value.base64 : ''];
    }),
  );
}
