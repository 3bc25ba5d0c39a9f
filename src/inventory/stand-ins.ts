import { listNames } from '../diagnostics/finding';
import { type Item, wordsWithFile } from '../krm/item';
import { isObject, type JsonObject, objectAt, textOf } from '../krm/json';
import { groupBy } from '../lists/group';

/** A Secret that there will be in a cluster. */
interface PromisedSecret {
  readonly name: string;
  readonly labels: JsonObject;
}

/** Kinds that become a Secret in a cluster, by `group/Kind`. */
const KINDS: Readonly<Record<string, (item: Item) => readonly PromisedSecret[]>> = {
  'bitnami.com/SealedSecret': ({ object, identity }) => {
    const metadata = objectAt(object, 'spec', 'template', 'metadata');
    return [{ name: textOf(metadata.name) || identity.name, labels: objectAt(metadata, 'labels') }];
  },
  'external-secrets.io/ExternalSecret': ({ object, identity }) => {
    const target = objectAt(object, 'spec', 'target');
    return [{ name: textOf(target.name) || identity.name, labels: objectAt(target, 'template', 'metadata', 'labels') }];
  },
  'isindir.github.com/SopsSecret': ({ object }) => {
    const { secretTemplates } = objectAt(object, 'spec');
    const templates = Array.isArray(secretTemplates) ? secretTemplates.filter(isObject) : [];
    return templates.map((one) => ({ name: textOf(one.name), labels: objectAt(one, 'labels') }));
  },
};

/** How SOPS begins every value that it has encrypted. */
const ENCRYPTED = 'ENC[';

/** A document in which SOPS has encrypted what a Secret says of itself too. */
export function isEncryptedWhole(kind: string): boolean {
  return kind.startsWith(ENCRYPTED);
}

/** A Secret whose values SOPS has encrypted. */
export function isEncrypted(object: JsonObject): boolean {
  return isObject(object.sops);
}

/** Objects that can stand where a Secret is missing, of kinds as `group/Kind`. */
export function pickStandIns(byKind: ReadonlyMap<string, readonly Item[]>): Item[] {
  return [...byKind].flatMap(([key, items]) =>
    Object.hasOwn(KINDS, key) || isEncryptedWhole(key.slice(key.indexOf('/') + 1)) ? items : [],
  );
}

/** What stands where a Secret is missing: the ends of half a sentence, or nothing. */
export interface StandIns {
  forName(namespace: string, name: string): string;
  forLabel(namespace: string, key: string, value: string): string;
  /** Documents of which nobody can tell what they are. */
  readonly encryptedWhole: string;
}

export function indexStandIns(items: readonly Item[]): StandIns {
  const promised = items.flatMap((item) =>
    (KINDS[`${item.identity.group}/${item.identity.kind}`]?.(item) ?? []).map((one) => ({ ...one, item })),
  );
  const byNamespace = groupBy(promised, ({ item }) => item.identity.namespace);
  const encrypted = items.filter(({ identity }) => isEncryptedWhole(identity.kind));
  const files = [...new Set(encrypted.map(({ file }) => file?.path ?? 'an object'))];
  const tell = (found: { readonly item: Item } | undefined) =>
    found === undefined ? '' : `; ${wordsWithFile(found.item)} is no Secret before its controller has made one`;
  return {
    forName: (namespace, name) => tell(byNamespace.get(namespace)?.find((one) => one.name === name)),
    forLabel: (namespace, key, value) => tell(byNamespace.get(namespace)?.find(({ labels }) => labels[key] === value)),
    encryptedWhole: files.length === 0 ? '' : `; it may be in ${listNames(files, 3)}, encrypted with SOPS as a whole`,
  };
}
