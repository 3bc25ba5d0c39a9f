import { ROOT_CA, SECRET_STORE, SERVICE_ACCOUNT } from '../../api/external-secrets';
import type { SecretReference } from '../../inventory/credentials/credentials';
import { READER_NAME, readerRoleName, secretStoreName } from '../../inventory/names';
import type { Item } from '../../krm/item';
import type { WritableObject } from '../../krm/yaml/write';
import type { Output } from '../output';
import { accessFor, buildSecretRole } from '../secret-access';

/** A Secret that External Secrets Operator reads on behalf of some namespaces. */
export interface SecretNeed {
  readonly reference: SecretReference;
  readonly namespaces: ReadonlySet<string>;
  readonly origin: Item;
}

/** What a namespace receives: Secrets by name, from each namespace. */
interface Receiver {
  readonly origin: Item;
  readonly from: Map<string, Set<string>>;
}

/**
 * What lets External Secrets Operator read exactly the Secrets that a namespace receives, in the name of a ServiceAccount of
 * that namespace: whoever can use it there gets at nothing that is not in that namespace already.
 */
export function buildReaders(needs: readonly SecretNeed[]): Output[] {
  const receivers = new Map<string, Receiver>();
  for (const { reference, namespaces, origin } of needs) {
    for (const namespace of namespaces) {
      const receiver = receivers.get(namespace) ?? { origin, from: new Map() };
      receivers.set(namespace, receiver);
      const names = receiver.from.get(reference.namespace) ?? new Set();
      receiver.from.set(reference.namespace, names.add(reference.name));
    }
  }
  return [...receivers].flatMap(([namespace, { origin, from }]) => {
    const make = accessFor(namespace, origin);
    const account = { name: READER_NAME, namespace };
    return [
      make(SERVICE_ACCOUNT, namespace, READER_NAME, {}),
      ...[...from].flatMap(([source, secrets]) => [
        make(SECRET_STORE, namespace, secretStoreName(source), {
          spec: { provider: { kubernetes: readFrom(source) } },
        }),
        ...buildSecretRole(make, readerRoleName(namespace), source, secrets, [account]),
      ]),
    ];
  });
}

/** The Secrets of a namespace of the same cluster. */
function readFrom(namespace: string): WritableObject {
  return {
    auth: { serviceAccount: { name: READER_NAME } },
    remoteNamespace: namespace,
    server: { caProvider: { key: ROOT_CA.key, name: ROOT_CA.name, type: 'ConfigMap' } },
  };
}
