import { CLUSTER_PROFILE } from '../api/cluster-profile';
import { type Finding, NAME, type ObjectRef } from '../diagnostics/finding';
import { inOneLine } from '../diagnostics/in-words';
import { withheld } from '../diagnostics/withheld';
import { withoutTokens } from '../diagnostics/without-tokens';
import { isLabelValue } from '../inventory/names';
import type { Item } from '../krm/item';
import { isObject, type Json, type JsonObject, objectAt } from '../krm/json';
import { compareBytes } from '../lists/order';

/** Shorter ones are part of other words. */
const SHORTEST = 6;
/** Longer ones are no names, and no message quotes them. */
const LONGEST = 4096;
/** What people write where a field takes a name, an address, a path or a pattern. */
const WORD = /^[\w./:@*?,=~%[\]{}-]{1,253}$/;

type Hide = (text: string) => string;

/**
 * Describes names that are none, and shows all others: what no API server takes for a name may be a password or a token
 * that somebody has pasted.
 * @param configs configurations of what is shown, whose every text counts.
 */
export function nameHider(items: readonly Item[], ...configs: readonly (Json | undefined)[]): Hide {
  const odd = oddNamesOf(items);
  for (const config of configs) collectOddTexts(config, odd, new Set());
  return hider(odd);
}

/** The findings of a run, without the names that are none. What a finding says of its own object may be in any field. */
export function hideNames<T extends { readonly findings: readonly Finding[] }>(
  outcome: T,
  items: readonly Item[],
  functionConfig?: Json,
): T {
  if (outcome.findings.length === 0) return outcome;
  const everything = outcome.findings.flatMap(textsOf).join('\n');
  const isTold = (text: string) => formsOf(text).some((form) => everything.includes(form));
  const odd = oddNamesOf(items);
  collectOddTexts(functionConfig, odd, new Set());
  const everywhere = new Set([...odd].filter(isTold));
  const hideAll = hider(everywhere);
  const named = new Set(outcome.findings.flatMap(({ object }) => object?.name ?? []));
  const told = items.filter(({ identity }) => named.has(identity.name));
  const byRef = new Map(told.map(({ object, identity }) => [keyOf(identity), object]));
  const hiders = new Map<string, Hide>();
  const hiderOf = ({ object }: Finding) => {
    if (object === undefined) return hideAll;
    const key = keyOf(object);
    const known = hiders.get(key);
    if (known !== undefined) return known;
    const texts = new Set<string>();
    collectOddTexts(byRef.get(key), texts, new Set());
    const own = [...texts].filter((text) => isTold(text) && !everywhere.has(text));
    const hide = own.length === 0 ? hideAll : hider(new Set([...everywhere, ...own]));
    hiders.set(key, hide);
    return hide;
  };
  return { ...outcome, findings: outcome.findings.map((finding) => hideIn(finding, hiderOf(finding))) };
}

function keyOf({ kind, namespace, name }: Omit<ObjectRef, 'apiVersion'>): string {
  return JSON.stringify([kind, namespace, name]);
}

function hider(odd: ReadonlySet<string>): Hide {
  if (odd.size === 0) return withoutTokens;
  const forms = [...odd]
    .sort((a, b) => b.length - a.length || compareBytes(a, b))
    .flatMap((name) =>
      formsOf(name).map((form) => ({
        form,
        words: () => `(${withheld(name)})`,
      })),
    );
  return (text) => withoutTokens(forms.reduce((told, { form, words }) => told.replaceAll(form, words), text));
}

/** A text as a message may hold it: as it is, quoted, or in one line. */
function formsOf(text: string): string[] {
  return [...new Set([text, JSON.stringify(text).slice(1, -1), inOneLine(text)])];
}

/** The names and labels of objects, and whatever else stands in their heads, that no API server takes for such. */
function oddNamesOf(items: readonly Item[]): Set<string> {
  const odd = new Set<string>();
  const keys = new Set<string>();
  for (const { identity, object } of items) {
    const { apiVersion, kind, metadata } = object;
    for (const name of [identity.name, identity.namespace]) {
      if (isWorthHiding(name) && !NAME.test(name)) odd.add(name);
    }
    const labels = objectAt(metadata, 'labels');
    for (const key in labels) {
      const value = labels[key];
      if (typeof value === 'string' && isWorthHiding(value) && !isLabelValue(value)) odd.add(value);
    }
    collectOddTexts(identity.group, odd, keys);
    collectOddTexts(apiVersion, odd, keys);
    collectOddTexts(kind, odd, keys);
    collectOddTexts(metadata, odd, keys);
    if (kind === CLUSTER_PROFILE.kind) collectProviderNames(objectAt(object, 'status'), odd, keys);
  }
  return odd;
}

/** A finding about several clusters names the access providers of all of them. */
function collectProviderNames(
  { accessProviders, credentialProviders }: JsonObject,
  odd: Set<string>,
  keys: Set<string>,
): void {
  for (const list of [accessProviders, credentialProviders]) {
    if (Array.isArray(list)) for (const one of list) collectOddTexts(objectAt(one).name, odd, keys);
  }
}

/**
 * Adds the strings and keys of a value that are no words. Every object of the input is asked, so it makes no lists.
 * @param keys those that were looked at: thousands of objects have the same ones.
 */
function collectOddTexts(value: Json | undefined, odd: Set<string>, keys: Set<string>): void {
  if (typeof value === 'string') {
    if (isWorthHiding(value) && !WORD.test(value)) odd.add(value);
  } else if (Array.isArray(value)) {
    for (const one of value) collectOddTexts(one, odd, keys);
  } else if (isObject(value)) {
    for (const key in value) {
      if (!keys.has(key)) {
        keys.add(key);
        collectOddTexts(key, odd, keys);
      }
      collectOddTexts(value[key], odd, keys);
    }
  }
}

function isWorthHiding({ length }: string): boolean {
  return length >= SHORTEST && length <= LONGEST;
}

function textsOf({ problem, object, field = '', excerpt = [] }: Finding): string[] {
  return [problem, field, ...excerpt, ...(object === undefined ? [] : Object.values(object))];
}

function hideIn(finding: Finding, hide: Hide): Finding {
  const { problem, object, field, excerpt } = finding;
  return {
    ...finding,
    problem: hide(problem),
    ...(object && {
      object: {
        apiVersion: hide(object.apiVersion),
        kind: hide(object.kind),
        namespace: hide(object.namespace),
        name: hide(object.name),
      },
    }),
    ...(field && { field: hide(field) }),
    ...(excerpt && { excerpt: excerpt.map(hide) }),
  };
}
