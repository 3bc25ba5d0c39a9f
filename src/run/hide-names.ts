import { type Finding, NAME, type ObjectRef } from '../diagnostics/finding';
import { inOneLine } from '../diagnostics/in-words';
import { withheld } from '../diagnostics/withheld';
import { withoutTokens } from '../diagnostics/without-tokens';
import { isLabelValue } from '../inventory/names';
import type { Item } from '../krm/item';
import { isObject, type Json, objectAt } from '../krm/json';
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
 */
export function nameHider(items: readonly Item[]): Hide {
  return hider(new Set(items.flatMap(oddNamesOf)));
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
  const everywhere = new Set([...items.flatMap(oddNamesOf), ...oddTextsIn(functionConfig)].filter(isTold));
  const hideAll = hider(everywhere);
  const byRef = new Map(items.map(({ object, identity }) => [keyOf(identity), object]));
  const hiders = new Map<string, Hide>();
  const hiderOf = ({ object }: Finding) => {
    if (object === undefined) return hideAll;
    const key = keyOf(object);
    const known = hiders.get(key);
    if (known !== undefined) return known;
    const own = oddTextsIn(byRef.get(key)).filter((text) => isTold(text) && !everywhere.has(text));
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

function oddNamesOf({ identity: { group, name, namespace }, object }: Item): string[] {
  const { apiVersion, kind, metadata } = object;
  const labels = Object.values(objectAt(metadata, 'labels')).filter((value) => typeof value === 'string');
  return [
    ...[name, namespace].filter((one) => !NAME.test(one) && isWorthHiding(one)),
    ...labels.filter((value) => !isLabelValue(value) && isWorthHiding(value)),
    ...oddTextsIn([group, apiVersion ?? null, kind ?? null, metadata ?? null]),
  ];
}

/** The strings and keys of a value that are no words. */
function oddTextsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return !WORD.test(value) && isWorthHiding(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(oddTextsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, one]) => [...oddTextsIn(key), ...oddTextsIn(one)]);
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
