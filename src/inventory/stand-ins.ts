import { listNames } from '../diagnostics/finding';
import { type Item, wordsWithFile } from '../krm/item';
import { isObject, type Json, type JsonObject, objectAt, textOf } from '../krm/json';
import { groupBy } from '../lists/group';

/** A Secret that there will be in a cluster, as far as the object that stands for it tells. */
interface PromisedSecret {
  readonly name: string;
  readonly labels: JsonObject;
  readonly type: string;
  /** The keys that are known; none where only its controller knows them. */
  readonly keys: readonly string[];
}

/** A Secret that there will be, its namespace and the object that promises it. */
export interface PromisedBy extends PromisedSecret {
  readonly namespace: string;
  readonly item: Item;
}

/** Kinds that become a Secret in a cluster, by `group/Kind`. */
const KINDS: Readonly<Record<string, (item: Item) => readonly PromisedSecret[]>> = {
  // Its controller accepts no name but its own.
  'bitnami.com/SealedSecret': ({ object, identity }) => {
    const template = objectAt(object, 'spec', 'template');
    const metadata = objectAt(template, 'metadata');
    const keys = [
      ...Object.keys(objectAt(object, 'spec', 'encryptedData')),
      ...Object.keys(objectAt(template, 'data')),
    ];
    return [
      {
        name: textOf(metadata.name) || identity.name,
        labels: objectAt(metadata, 'labels'),
        type: textOf(template.type),
        keys,
      },
    ];
  },
  'external-secrets.io/ExternalSecret': ({ object, identity }) => {
    const target = objectAt(object, 'spec', 'target');
    const template = objectAt(target, 'template');
    const { data, dataFrom } = objectAt(object, 'spec');
    const named = listOf(data).map(({ secretKey }) => textOf(secretKey));
    const templated = Object.keys(objectAt(template, 'data'));
    const isOpen = listOf(dataFrom).length > 0 || listOf(template.templateFrom).length > 0;
    // Unless it is merged, a template's data replaces what was fetched.
    const isMerged = textOf(template.mergePolicy) === 'Merge' || templated.length === 0;
    const keys = isOpen ? [] : [...(isMerged ? named : []), ...templated];
    const name = textOf(target.name) || identity.name;
    return [{ name, labels: objectAt(template, 'metadata', 'labels'), type: textOf(template.type), keys }];
  },
  'isindir.github.com/SopsSecret': ({ object }) => {
    const { secretTemplates } = objectAt(object, 'spec');
    return listOf(secretTemplates).map((one) => ({
      name: textOf(one.name),
      labels: objectAt(one, 'labels'),
      type: textOf(one.type),
      keys: [...Object.keys(objectAt(one, 'data')), ...Object.keys(objectAt(one, 'stringData'))],
    }));
  },
};

function listOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The Secrets that objects of the input promise. */
export function listPromises(items: readonly Item[]): PromisedBy[] {
  return items.flatMap((item) =>
    (KINDS[`${item.identity.group}/${item.identity.kind}`]?.(item) ?? []).map((one) => ({
      ...one,
      namespace: item.identity.namespace,
      item,
    })),
  );
}

/** How SOPS begins every value that it has encrypted. */
const ENCRYPTED = 'ENC[';

/** A document in which SOPS has encrypted what a Secret says of itself too. */
export function isEncryptedWhole(kind: string): boolean {
  return isCipher(kind);
}

/** A value that SOPS has encrypted. */
export function isCipher(value: string): boolean {
  return value.startsWith(ENCRYPTED);
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
  const byNamespace = groupBy(listPromises(items), ({ namespace }) => namespace);
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
