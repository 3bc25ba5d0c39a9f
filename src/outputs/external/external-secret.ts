import type { SecretReference } from '../../inventory/credentials/credentials';
import type { Entry } from '../../inventory/roster';
import { MANAGED_BY } from '../../krm/ownership';
import type { WritableObject } from '../../krm/yaml/write';
import type { SecretShape } from '../secret-shape';
import { type ExternalOptions, storeFor } from './store';

/** The key of a labelled Secret whose keys nobody knows: the event-framework document's. */
const KEY = 'config';

/**
 * The spec of an ExternalSecret: it makes the very Secret that `credentials: Copy` writes, with name, labels and keys. One
 * that is gone from the store takes nothing from those who have it.
 * @param isWhole whether every key of the Secret is copied under its own name.
 */
export function buildExternalSpec(
  { name, labels, keys }: SecretShape,
  reference: SecretReference,
  entry: Entry,
  options: ExternalOptions,
  isWhole = false,
): WritableObject {
  const { store, remoteKey: key } = storeFor(reference, entry, options);
  const property = reference.key ?? KEY;
  return {
    ...(isWhole
      ? { dataFrom: [{ extract: { key } }] }
      : { data: keys.map((secretKey) => ({ remoteRef: { key, property }, secretKey })) }),
    refreshInterval: options.externalSecrets.refreshInterval,
    secretStoreRef: store,
    target: {
      creationPolicy: 'Owner',
      deletionPolicy: 'Retain',
      name,
      template: {
        engineVersion: 'v2',
        mergePolicy: 'Replace',
        metadata: { labels: inOrder({ ...labels, [MANAGED_BY.label]: MANAGED_BY.value }) },
        type: 'Opaque',
      },
    },
  };
}

function inOrder(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)));
}
