import { ROLE, ROLE_BINDING, ROOT_CA, SECRET_STORE, SERVICE_ACCOUNT } from '../../api/external-secrets';
import { NAMESPACE } from '../../api/namespace';
import type { SecretReference } from '../../inventory/credentials/credentials';
import { READER_NAME, readerRoleName, secretStoreName } from '../../inventory/names';
import { identityKey } from '../../krm/identity';
import type { Item } from '../../krm/item';
import type { WritableObject } from '../../krm/yaml/write';
import { sortedBy } from '../../lists/order';
import type { Output } from '../output';

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
    const { group, kind } = NAMESPACE;
    const sources = [identityKey({ group, kind, namespace: '', name: namespace })];
    const make = (
      api: { readonly apiVersion: string; readonly kind: string },
      place: string,
      name: string,
      fields: WritableObject,
    ): Output => ({
      object: {
        apiVersion: api.apiVersion,
        kind: api.kind,
        metadata: { name, labels: {}, annotations: {} },
        ...fields,
      },
      namespaces: new Set([place]),
      role: 'SecretAccess',
      origin,
      sources,
    });
    const role = readerRoleName(namespace);
    return [
      make(SERVICE_ACCOUNT, namespace, READER_NAME, {}),
      ...[...from].flatMap(([source, secrets]) => [
        make(SECRET_STORE, namespace, secretStoreName(source), {
          spec: { provider: { kubernetes: readFrom(source) } },
        }),
        make(ROLE, source, role, {
          rules: [
            {
              apiGroups: [''],
              resourceNames: sortedBy(secrets, (name) => name),
              resources: ['secrets'],
              verbs: ['get'],
            },
          ],
        }),
        make(ROLE_BINDING, source, role, {
          roleRef: { apiGroup: ROLE.group, kind: ROLE.kind, name: role },
          subjects: [{ kind: SERVICE_ACCOUNT.kind, name: READER_NAME, namespace }],
        }),
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
