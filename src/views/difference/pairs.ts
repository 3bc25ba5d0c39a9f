import { decodeBase64 } from '../../krm/base64';
import { identityKey } from '../../krm/identity';
import type { JsonObject } from '../../krm/json';
import { compareFields, type FieldChange } from './fields';
import type { Side, SideObject } from './side';

/** An object that is on both sides and differs. */
export interface ChangedPair {
  readonly old: SideObject;
  readonly new: SideObject;
  /** Copies of one object share one list. */
  readonly fields: readonly FieldChange[];
}

/** The objects of two sides, by who they are. */
export interface Pairing {
  readonly added: readonly SideObject[];
  readonly removed: readonly SideObject[];
  readonly changed: readonly ChangedPair[];
}

export function pairObjects(old: Side, is: Side): Pairing {
  const before = new Map(old.objects.map((object) => [identityKey(object.identity), object]));
  const compare = rememberPairs();
  const added: SideObject[] = [];
  const changed: ChangedPair[] = [];
  for (const object of is.objects) {
    const key = identityKey(object.identity);
    const earlier = before.get(key);
    before.delete(key);
    if (earlier === undefined) added.push(object);
    else {
      const fields = compare(earlier.body, object.body, object.identity.kind === 'Secret');
      if (fields.length > 0) changed.push({ old: earlier, new: object, fields });
    }
  }
  return { added, removed: [...before.values()], changed };
}

/** A fleet times its consumers is a large number: copies are compared once. */
function rememberPairs(): (old: JsonObject, is: JsonObject, isSecret: boolean) => readonly FieldChange[] {
  const known = new WeakMap<JsonObject, WeakMap<JsonObject, readonly FieldChange[]>>();
  return (old, is, isSecret) => {
    const partners = known.get(old) ?? new WeakMap<JsonObject, readonly FieldChange[]>();
    known.set(old, partners);
    const fields = partners.get(is) ?? compareFields(old, is).filter((field) => !isSecret || !isSameData(field));
    partners.set(is, fields);
    return fields;
  };
}

/** Line breaks inside base64 change nothing. */
function isSameData({ keys: [first], old, new: is }: FieldChange): boolean {
  if (first !== 'data' || typeof old !== 'string' || typeof is !== 'string') return false;
  const [before, after] = [old, is].map((text) => decodeBase64(text.replace(/\s/g, '')));
  return before !== undefined && before === after;
}
