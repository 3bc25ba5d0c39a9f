import { nameObject, type ObjectRef } from '../diagnostics/finding';
import { isObject, type Json, type JsonObject, objectAt, textOf } from './json';

/** What makes an object itself. The version is left out: one object is served in several. */
export interface Identity {
  readonly group: string;
  readonly kind: string;
  /** Empty for objects without a namespace. */
  readonly namespace: string;
  readonly name: string;
}

/** The group of an apiVersion: what stands before the slash; the core group is empty. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

export function identityOf(object: JsonObject): Identity {
  const metadata = objectAt(object, 'metadata');
  return {
    group: groupOf(textOf(object.apiVersion)),
    kind: textOf(object.kind),
    namespace: textOf(metadata.namespace),
    name: textOf(metadata.name),
  };
}

/** One string for one identity. */
export function identityKey({ group, kind, namespace, name }: Identity): string {
  return `${group}/${kind}/${namespace}/${name}`;
}

/** The identity that a key names, or `undefined` where the text is none. */
export function parseIdentityKey(key: string): Identity | undefined {
  const [group, kind, namespace, name, ...more] = key.split('/');
  if (group === undefined || !kind || namespace === undefined || !name || more.length > 0) return undefined;
  return { group, kind, namespace, name };
}

/** The object that a key names, in words: `Secret mgmt/alpha-kubeconfig`. */
export function wordsForKey(key: string): string {
  const [, kind = '', namespace = '', ...name] = key.split('/');
  return nameObject({ kind, namespace, name: name.join('/') });
}

export function refOf(object: JsonObject): ObjectRef {
  const { kind, namespace, name } = identityOf(object);
  return { apiVersion: textOf(object.apiVersion), kind, namespace, name };
}

/** The object in words: `Secret mgmt/alpha-kubeconfig`. */
export function wordsFor(object: JsonObject): string {
  return nameObject(identityOf(object));
}

/** The strings of a map of strings; whatever else it holds is left out. */
export function stringsOf(map: Json | undefined): Record<string, string> {
  if (!isObject(map)) return {};
  return Object.fromEntries(
    Object.entries(map).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
}
