import { CONFIG_MAP } from '../../api/config-map';
import { INSTANTIATE, LUA, TEMPLATE } from '../../api/event-trigger';
import { SECRET } from '../../api/secret';
import { explainShape } from '../../api/shape';
import { type Finding, nameObject } from '../../diagnostics/finding';
import * as nearMisses from '../../diagnostics/near-misses';

import * as wire from '../../diagnostics/wire';
import { isEncrypted } from '../../inventory/stand-ins';
import type { Item } from '../../krm/item';
import { objectAt, textOf } from '../../krm/json';
import { sortedBy } from '../../lists/order';
import { serve } from '../serve';

/** A ConfigMap or Secret that templates or objects are taken from. */
export interface TemplateSource {
  readonly words: string;
  readonly item: Item | undefined;
  /** By key, in the order of the keys. */
  readonly texts: readonly (readonly [key: string, text: string])[];
  /** By key, as they stand in the input; `texts` may be what a generator has made of them. */
  readonly written: ReadonlyMap<string, string>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Its texts are filled with the event. */
  readonly isInstantiated: boolean;
  /** Its texts are filled with the cluster and templateResourceRefs, as Sveltos does when it deploys. */
  readonly isTemplate: boolean;
  /** Its texts are Lua. */
  readonly isLua: boolean;
}

/** A source and its type (empty for a ConfigMap), or what is wrong with it. */
export type SourceReading =
  | { readonly source: TemplateSource; readonly type: string }
  | { readonly findings: readonly Finding[] };

/** Reads a ConfigMap of templates. */
export function readConfigMap(item: Item): SourceReading {
  const { validate } = CONFIG_MAP;
  const { object } = item;
  if (!validate(object)) return { findings: shapeFindings(item, validate.errors) };
  const texts = Object.entries(object.data ?? {}).map(([key, value]) => [key, value ?? ''] as const);
  return { source: describe(item, texts), type: '' };
}

/** Reads a Secret of templates; its type is the caller's to check. */
export function readSecret(item: Item): SourceReading {
  const { validate } = SECRET;
  const { object, identity } = item;
  if (isEncrypted(object)) {
    return { findings: [nearMisses.secretEncrypted(item.at(), `${identity.namespace}/${identity.name}`)] };
  }
  if (!validate(object)) return { findings: shapeFindings(item, validate.errors) };
  const served = serve(item);
  const texts = Object.entries(objectAt(served, 'data')).map(
    ([key, value]) => [key, Buffer.from(textOf(value), 'base64').toString()] as const,
  );
  return { source: describe(item, texts), type: textOf(served.type) };
}

function describe(item: Item, texts: readonly (readonly [string, string])[]): TemplateSource {
  const { kind, namespace, name } = item.identity;
  const annotations = Object.fromEntries(
    Object.entries(objectAt(serve(item), 'metadata', 'annotations')).map(([key, value]) => [key, textOf(value)]),
  );
  return {
    words: nameObject({ kind, namespace, name }),
    item,
    texts: sortedBy(texts, ([key]) => key),
    written: new Map(texts),
    annotations,
    isInstantiated: Object.hasOwn(annotations, INSTANTIATE),
    isTemplate: Object.hasOwn(annotations, TEMPLATE),
    isLua: Object.hasOwn(annotations, LUA),
  };
}

function shapeFindings(item: Item, errors: Parameters<typeof explainShape>[0]): Finding[] {
  return explainShape(errors, item.object).map(({ field, expected, found }) =>
    wire.wrongShape(item.at(field), field, expected, found),
  );
}
