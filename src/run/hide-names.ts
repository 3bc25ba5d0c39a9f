import type { Finding } from '../diagnostics/finding';
import { inOneLine } from '../diagnostics/in-words';
import { withheld } from '../diagnostics/withheld';
import { withoutTokens } from '../diagnostics/without-tokens';
import { isLabelValue } from '../inventory/names';
import type { Item } from '../krm/item';
import { objectAt, stringAt } from '../krm/json';
import { compareBytes } from '../lists/order';

/** Shorter ones are part of other words. */
const SHORTEST = 6;
/** As Kubernetes names anything: roles may have a colon in theirs. */
const NAME = /^[a-z0-9][a-z0-9.:-]{0,252}$/;

/**
 * Describes names that are none, and shows all others: what no API server takes for a name may be a password or a token
 * that somebody has pasted.
 */
export function nameHider(items: readonly Item[]): (text: string) => string {
  const odd = [...new Set(items.flatMap(oddNamesOf))].sort((a, b) => b.length - a.length || compareBytes(a, b));
  if (odd.length === 0) return withoutTokens;
  const forms = odd.flatMap((name) =>
    [...new Set([name, JSON.stringify(name).slice(1, -1), inOneLine(name)])].map(
      (form) => [form, `(${withheld(name)})`] as const,
    ),
  );
  return (text) => withoutTokens(forms.reduce((told, [form, words]) => told.replaceAll(form, () => words), text));
}

function oddNamesOf({ identity: { name, namespace, kind }, object }: Item): string[] {
  const labels = objectAt(object, 'metadata', 'labels');
  const values = Object.keys(labels).map((key) => stringAt(labels, key) ?? '');
  return [
    ...[name, namespace].filter((one) => !NAME.test(one)),
    ...(/^[A-Za-z0-9]{0,63}$/.test(kind) ? [] : [kind]),
    ...values.filter((value) => !isLabelValue(value)),
  ].filter((one) => one.length >= SHORTEST);
}

/** The findings of a run on these objects, without the names that are none. */
export function hideNames<T extends { readonly findings: readonly Finding[] }>(outcome: T, items: readonly Item[]): T {
  if (outcome.findings.length === 0) return outcome;
  const hide = nameHider(items);
  return { ...outcome, findings: outcome.findings.map((finding) => hideIn(finding, hide)) };
}

function hideIn(finding: Finding, hide: (text: string) => string): Finding {
  const { problem, object, field, excerpt } = finding;
  return {
    ...finding,
    problem: hide(problem),
    ...(object && {
      object: { ...object, kind: hide(object.kind), namespace: hide(object.namespace), name: hide(object.name) },
    }),
    ...(field && { field: hide(field) }),
    ...(excerpt && { excerpt: excerpt.map(hide) }),
  };
}
