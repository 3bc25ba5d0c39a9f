import { isObject, type Json } from '../../krm/json';

/** Microsoft's own: its identities are for these hosts alone. */
const AZURE =
  /^https:\/\/[A-Za-z0-9-]+\.(?:vault|managedhsm)\.(?:azure\.net|azure\.cn|usgovcloudapi\.net|microsoftazure\.de)(?:\/|$)/;
/** The region in such a key becomes a part of a host's name. */
const AMAZON = /^arn:[a-z-]+:[a-z]+:[a-z0-9-]*:/;
const HUAWEI = /^[a-z0-9-]+:[A-Za-z0-9-]+$/;

/** Fields that hold no address, whatever is written in them. */
const NO_ADDRESS = /^(?:enc|mac|lastmodified|version|created_at|.*_regex|.*_suffix)$/;

/**
 * The address of a key service that is not known to be the user's. SOPS sends the user's token to any Vault that a file
 * or a rule names, so that only the one in VAULT_ADDR may be named.
 * @param tree SOPS' own part of a file, or its configuration.
 * @param vault the value of VAULT_ADDR.
 */
export function findForeignService(tree: Json, vault: string | undefined): string | undefined {
  for (const { key, text } of stringsIn(tree, '')) {
    if (NO_ADDRESS.test(key)) continue;
    for (const part of text.split(',').map((one) => one.trim())) {
      if (isForeign(key, part, vault?.replace(/\/+$/, '') ?? '')) return part;
    }
  }
  return undefined;
}

function isForeign(key: string, text: string, vault: string): boolean {
  if (text.includes('arn:')) return !AMAZON.test(text);
  if (key === 'hckms' || (key === 'key_id' && text.includes(':'))) return !HUAWEI.test(text);
  if (!text.includes('://') && !ADDRESSES.has(key)) return false;
  if (/[\\@\s\p{Cc}]/u.test(text)) return true;
  if (AZURE.test(text)) return false;
  return vault === '' || !(text === vault || text.startsWith(`${vault}/`));
}

const ADDRESSES = new Set(['vault_address', 'vault_url', 'vaultUrl', 'hc_vault_transit_uri', 'hc_vault']);

function* stringsIn(tree: Json, key: string): Generator<{ readonly key: string; readonly text: string }> {
  if (typeof tree === 'string') yield { key, text: tree };
  else if (Array.isArray(tree)) for (const one of tree) yield* stringsIn(one, key);
  else if (isObject(tree)) for (const [name, value] of Object.entries(tree)) yield* stringsIn(value, name);
}
