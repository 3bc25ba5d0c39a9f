import { isObject, type JsonObject, textOf } from '../../krm/json';

/** How each kind of key names whoever can decrypt with it, in SOPS' own part of a file. */
const KEYS: Readonly<Record<string, (key: JsonObject) => string>> = {
  age: ({ recipient }) => textOf(recipient),
  pgp: ({ fp }) => textOf(fp),
  kms: ({ arn }) => textOf(arn),
  gcp_kms: ({ resource_id }) => textOf(resource_id),
  azure_kv: ({ vault_url, name }) => `${textOf(vault_url)}/keys/${textOf(name)}`,
  hc_vault: ({ vault_address, engine_path, key_name }) =>
    `${textOf(vault_address)}/v1/${textOf(engine_path)}/keys/${textOf(key_name)}`,
  hckms: ({ key_id }) => textOf(key_id),
};

/** Who can decrypt a file, as SOPS' own part of it says. A kind of key that is not known is somebody. */
export function recipientsOf(part: JsonObject): string[] {
  const { key_groups, ...own } = part;
  const groups = [own, ...(Array.isArray(key_groups) ? key_groups.filter(isObject) : [])];
  return groups.flatMap((group) =>
    Object.entries(group).flatMap(([kind, keys]) => {
      if (!Array.isArray(keys)) return [];
      const name = Object.hasOwn(KEYS, kind) ? KEYS[kind] : undefined;
      return keys.map((key) => (name !== undefined && isObject(key) ? name(key) : `a key of ${kind}`));
    }),
  );
}
