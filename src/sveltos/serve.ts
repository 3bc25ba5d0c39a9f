import { withoutHostAnnotations } from '../krm/host-annotations';
import type { Item } from '../krm/item';
import { type Json, type JsonObject, objectAt, textOf } from '../krm/json';

/**
 * The object as an API server would give it out: without the annotations that a host keeps, a Secret with its `stringData`
 * in `data` and its type said, and in the version that is asked for.
 * @param apiVersion the version that is asked for; the fields stay as they stand.
 */
export function serve({ object, identity }: Item, apiVersion?: string): JsonObject {
  const plain = withoutHostAnnotations(object);
  const served = identity.kind === 'Secret' && identity.group === '' ? serveSecret(plain) : plain;
  if (apiVersion === undefined || served.apiVersion === apiVersion) return served;
  return { ...served, apiVersion };
}

function serveSecret({ stringData, ...secret }: JsonObject): JsonObject {
  const data: [string, Json][] = Object.entries(objectAt(secret, 'data')).map(([key, value]) => [
    key,
    typeof value === 'string' ? value.replace(/[\r\n]/g, '') : value,
  ]);
  for (const [key, value] of Object.entries(objectAt({ stringData: stringData ?? null }, 'stringData'))) {
    data.push([key, Buffer.from(textOf(value)).toString('base64')]);
  }
  const type = textOf(secret.type) || 'Opaque';
  return data.length === 0 ? { ...secret, type } : { ...secret, data: Object.fromEntries(data), type };
}
