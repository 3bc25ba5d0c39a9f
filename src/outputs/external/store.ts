import type { Finding } from '../../diagnostics/finding';
import * as references from '../../diagnostics/references';
import type { SecretReference } from '../../inventory/credentials/credentials';
import { secretStoreName } from '../../inventory/names';
import type { Entry } from '../../inventory/roster';

/** How External Secrets Operator gets at kubeconfigs, as the configuration says. */
export interface ExternalOptions {
  readonly emitStores: boolean;
  readonly externalSecrets: {
    readonly objects: 'ClusterExternalSecret' | 'ExternalSecret';
    readonly storeKind?: 'SecretStore' | 'ClusterSecretStore' | undefined;
    readonly storeName?: string | undefined;
    readonly remoteKey?: string | undefined;
    readonly refreshInterval: string;
  };
}

/** The store that a kubeconfig is read from, and its key there. */
export function storeFor(
  { namespace, name }: SecretReference,
  { profileName, profileNamespace }: Entry,
  { externalSecrets: { storeKind: kind = 'SecretStore', storeName, remoteKey } }: ExternalOptions,
) {
  const values = { namespace, secret: name, profile: profileName, profileNamespace };
  const fill = (text: string) =>
    Object.entries(values).reduce((filled, [key, value]) => filled.replaceAll(`{${key}}`, () => value), text);
  return {
    store: { kind, name: storeName === undefined ? secretStoreName(namespace) : fill(storeName) },
    remoteKey: remoteKey === undefined ? name : fill(remoteKey),
  };
}

/** A store that is made here has its own kind, name and keys. */
export function judgeStore({ emitStores, externalSecrets }: ExternalOptions): Finding[] {
  if (!emitStores) return [];
  const { storeKind, storeName, remoteKey } = externalSecrets;
  return Object.entries({ storeKind, storeName, remoteKey }).flatMap(([name, value]) => {
    const field = `spec.externalSecrets.${name}`;
    return value === undefined ? [] : [references.storesTwice({ field }, field)];
  });
}
