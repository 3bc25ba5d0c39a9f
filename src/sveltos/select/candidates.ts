import type { EventSource, ResourceSelector } from '../../api/event-source';
import * as framework from '../../diagnostics/event-framework';
import * as selection from '../../diagnostics/event-selection';
import type { Finding } from '../../diagnostics/finding';
import { listNames } from '../../diagnostics/finding';
import type { Rule, Variables } from '../../engines/cel/rules';
import type { Found } from '../../inventory/fleet';
import { objectAt, textOf } from '../../krm/json';
import { groupBy } from '../../lists/group';
import { serve } from '../serve';
import type { Stock } from '../stock';
import { findWrongExpressions, matchFilters, matchSelector } from './match-labels';
import { readRule, variablesOf } from './rules';
import type { Selected } from './selection';

/** What a resourceSelector takes without Lua, and what its Lua has to decide. */
export interface Candidates {
  readonly selector: ResourceSelector;
  /** `true`: selected; `false`: the selector's `evaluate` decides. */
  readonly objects: readonly (Selected & { readonly isSure: boolean })[];
  readonly findings: readonly Finding[];
}

/** Applies a resourceSelector of an EventSource, but for its Lua. */
export function findCandidates(
  source: Found<EventSource>,
  at: number,
  selector: ResourceSelector,
  stock: Stock,
): Candidates {
  const place = source.item.at(`spec.resourceSelectors[${at}]`);
  const { name } = source.object.metadata;
  const wrong = findWrongExpressions(selector.selector ?? {});
  if (wrong.length > 0) {
    const words = `EventSource ${name}, ${nameSelector(selector)},`;
    return { selector, objects: [], findings: wrong.map((key) => framework.labelSelectorInvalid(place, words, key)) };
  }

  const findings: Finding[] = [];
  const ofKind = stock.of(selector.group, selector.kind);
  const items = ofKind.filter((item) => {
    const labels = objectAt(item.object, 'metadata', 'labels');
    return (
      (!selector.namespace || item.identity.namespace === selector.namespace) &&
      (!selector.name || item.identity.name === selector.name) &&
      matchFilters(labels, selector.labelFilters) &&
      matchSelector(labels, selector.selector ?? {})
    );
  });
  const apiVersion = selector.group === '' ? selector.version : `${selector.group}/${selector.version}`;
  const others = items.filter(({ object }) => object.apiVersion !== apiVersion);
  if (others.length > 0) {
    const found = [...groupBy(others, ({ object }) => textOf(object.apiVersion)).keys()].sort();
    findings.push(
      selection.otherVersionMatched(place, name, `${selector.kind} as ${apiVersion}`, found, others.length),
    );
  }
  const served = items.map((item) => ({ object: serve(item, apiVersion), item }));
  const judged = judge(served, selector);
  for (const { rule, reason, count } of judged.failures) {
    findings.push(selection.ruleFailed(place, name, rule, reason, count));
  }
  for (const { rule, used } of judged.beyond) findings.push(selection.ruleBeyondSveltos(place, name, rule, used));
  if (judged.objects.length === 0) {
    findings.push(selection.selectorMatchesNothing(place, name, nameSelector(selector), whatIsThere()));
  }
  return { selector, objects: judged.objects, findings };

  function whatIsThere(): string {
    if (ofKind.length === 0) {
      const { kinds } = stock;
      return `there is no ${selector.kind} of that group in the input, but ${kinds.length === 0 ? 'nothing' : listNames(kinds)}`;
    }
    const paths = ofKind.map(({ identity }) =>
      identity.namespace === '' ? identity.name : `${identity.namespace}/${identity.name}`,
    );
    return `there is ${selector.kind} ${listNames(paths)}`;
  }
}

function nameSelector({ group, version, kind, namespace, name }: ResourceSelector): string {
  const where = [namespace ? `namespace ${namespace}` : '', name ? `name ${name}` : ''].filter((part) => part !== '');
  const what = `the selector of ${kind} (${group === '' ? version : `${group}/${version}`})`;
  return where.length === 0 ? what : `${what} in ${where.join(', ')}`;
}

interface Judged {
  readonly objects: (Selected & { readonly isSure: boolean })[];
  readonly failures: { rule: string; reason: string; count: number }[];
  readonly beyond: { rule: string; used: readonly string[] }[];
}

/** CEL rules are ORed, and with the Lua too: what no rule takes is left to `evaluate` where there is one. */
function judge(objects: readonly Selected[], { evaluateCEL = [], evaluate }: ResourceSelector): Judged {
  const hasLua = evaluate !== undefined && evaluate !== '';
  if (evaluateCEL.length === 0) {
    return { objects: objects.map((one) => ({ ...one, isSure: !hasLua })), failures: [], beyond: [] };
  }
  const rules = evaluateCEL.map(({ name, rule }) => ({ name, rule: readRule(rule) }));
  const failures = new Map<string, { rule: string; reason: string; count: number }>();
  const kept: (Selected & { isSure: boolean })[] = [];
  for (const one of objects) {
    const isSure = matchesAny(one);
    if (isSure || hasLua) kept.push({ ...one, isSure });
  }
  const beyond = rules.flatMap(({ name, rule }) =>
    rule.extensions.length > 0 ? [{ rule: name, used: rule.extensions }] : [],
  );
  return { objects: kept, failures: [...failures.values()], beyond };

  function matchesAny({ object }: Selected): boolean {
    const seen = variablesOf(object);
    return rules.some(({ name, rule }) => matches(name, rule, seen));
  }

  function matches(name: string, rule: Rule, seen: Variables): boolean {
    if (rule.extensions.length > 0) return false; // it has a finding of its own
    const verdict = rule.judge(seen);
    if ('matches' in verdict) return verdict.matches;
    const key = `${name}\0${verdict.fault}`;
    const failure = failures.get(key) ?? { rule: name, reason: verdict.fault, count: 0 };
    failure.count++;
    failures.set(key, failure);
    return false;
  }
}
