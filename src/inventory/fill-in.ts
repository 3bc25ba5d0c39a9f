import { labelOf } from '../api/metadata';
import { isObject, objectAt, textOf } from '../krm/json';
import type { Entry } from './roster';

/**
 * A text of the configuration with the facts of one ClusterProfile: `{name}`, `{namespace}`, `{label:KEY}` and
 * `{property:NAME}`.
 * @param refuse what stands for a fact that the ClusterProfile lacks, which is told in half a sentence.
 */
export function fillIn(text: string, entry: Entry, refuse: (what: string) => string): string {
  return text.replace(/\{(?:(name|namespace)|(label|property):([^{}]+))\}/g, (_, own, kind, key) => {
    if (own !== undefined) return own === 'name' ? entry.profileName : entry.profileNamespace;
    const value = kind === 'label' ? labelIn(entry, key) : propertyOf(entry, key);
    return value ? value : refuse(`it has no ${kind} ${key}`);
  });
}

/** A property of the ClusterProfile; empty where it has none of that name. */
export function propertyOf(entry: Entry, key: string): string {
  return listProperties(entry).find(({ name }) => name === key)?.value ?? '';
}

/** The properties of the ClusterProfile. */
export function listProperties({ profile }: Entry): { readonly name: string; readonly value: string }[] {
  if (profile === undefined) return [];
  const { properties } = objectAt(profile.object, 'status');
  const list = Array.isArray(properties) ? properties.filter(isObject) : [];
  return list.map(({ name, value }) => ({ name: textOf(name), value: textOf(value) }));
}

function labelIn({ profile }: Entry, key: string): string {
  return (profile && labelOf(profile.object, key)) ?? '';
}
