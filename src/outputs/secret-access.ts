import { ROLE, ROLE_BINDING, SERVICE_ACCOUNT } from '../api/external-secrets';
import { NAMESPACE } from '../api/namespace';
import { identityKey } from '../krm/identity';
import type { Item } from '../krm/item';
import type { WritableObject } from '../krm/yaml/write';
import { sortedBy } from '../lists/order';
import type { Output } from './output';

/** Makes objects for a receiving namespace, which is what they are made from. */
export type MakeAccess = (
  api: { readonly apiVersion: string; readonly kind: string },
  place: string,
  name: string,
  fields: WritableObject,
) => Output;

export function accessFor(receiver: string, origin: Item): MakeAccess {
  const { group, kind } = NAMESPACE;
  const sources = [identityKey({ group, kind, namespace: '', name: receiver })];
  return (api, place, name, fields) => ({
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
}

/** Who may read Secrets. */
export interface Account {
  readonly name: string;
  readonly namespace: string;
}

/** A Role that allows `get` on exactly some Secrets of a namespace, and who has it. */
export function buildSecretRole(
  make: MakeAccess,
  name: string,
  namespace: string,
  secrets: Iterable<string>,
  accounts: readonly Account[],
): Output[] {
  const resourceNames = sortedBy(secrets, (one) => one);
  const subjects = sortedBy(
    accounts,
    (one) => one.namespace,
    (one) => one.name,
  ).map((one) => ({ kind: SERVICE_ACCOUNT.kind, name: one.name, namespace: one.namespace }));
  return [
    make(ROLE, namespace, name, {
      rules: [{ apiGroups: [''], resourceNames, resources: ['secrets'], verbs: ['get'] }],
    }),
    make(ROLE_BINDING, namespace, name, { roleRef: { apiGroup: ROLE.group, kind: ROLE.kind, name }, subjects }),
  ];
}
