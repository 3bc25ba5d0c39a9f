import { createHash } from 'node:crypto';
import type { Item } from '../../krm/item';
import { isObject, type Json, objectAt } from '../../krm/json';
import { ownerOf } from '../../krm/ownership';
import { sortedBy } from '../../lists/order';
import { isRoll } from '../../roll/read-roll';

/**
 * The digest of a set of objects, in whatever order and files they are. What a render writes itself is not counted: the objects
 * of the owner, and the Roll, which the first shard with `roll: Update` brings up to date.
 */
export function digestInput(items: readonly Item[], owner: string): string {
  const hash = createHash('sha256');
  const counted = items.filter((item) => ownerOf(item) !== owner && !isRoll(item));
  for (const { key, bytes } of sortedBy(counted, ({ key }) => key)) {
    hash.update(`${key}\0${bytes.length}\0`);
    hash.update(bytes);
  }
  return hash.digest('hex');
}

/** The digest of a configuration, but for the shard that it names. */
export function digestConfiguration(functionConfig: Json | undefined): string {
  const { shard: _shard, ...spec } = objectAt(functionConfig, 'spec');
  const data = Object.entries(objectAt(functionConfig, 'data')).filter(([key]) => !key.startsWith('shard.'));
  return createHash('sha256')
    .update(inOneForm({ spec, data: Object.fromEntries(data) }))
    .digest('hex');
}

export function digestNames(files: readonly string[]): string {
  return createHash('sha256')
    .update(sortedBy(files, (file) => file).join('\n'))
    .digest('hex');
}

/** JSON with the keys of every map in order. */
function inOneForm(value: Json): string {
  return JSON.stringify(value, (_key, one: Json) =>
    isObject(one) ? Object.fromEntries(sortedBy(Object.entries(one), ([key]) => key)) : one,
  );
}
