import type { EventSource, ResourceSelector } from '../../api/event-source';
import * as framework from '../../diagnostics/event-framework';
import * as selection from '../../diagnostics/event-selection';
import type { Finding, Place } from '../../diagnostics/finding';
import { listNames } from '../../diagnostics/finding';
import type { Judgement, RuleJob } from '../../engines/cel/job';
import type { Found } from '../../inventory/fleet';
import { objectAt, textOf } from '../../krm/json';
import { groupBy } from '../../lists/group';
import { serve } from '../serve';
import type { Stock } from '../stock';
import { findWrongExpressions, matchFilters, matchSelector } from './match-labels';
import type { Selected, SelectionRule } from './selection';

/** What a resourceSelector takes without Lua, and what its Lua has to decide. */
export interface Candidates {
  readonly selector: ResourceSelector;
  /** `true`: selected; `false`: the selector's `evaluate` decides. */
  readonly objects: readonly (Selected & { readonly isSure: boolean })[];
  readonly findings: readonly Finding[];
}

/** Applies a resourceSelector of an EventSource, but for its CEL and its Lua; or says what is wrong with it. */
export function gatherObjects(
  source: Found<EventSource>,
  at: number,
  selector: ResourceSelector,
  stock: Stock,
): Gathered | Candidates {
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
  return { selector, objects: served, place, source: name, whatIsThere: whatIsThere(), findings };

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

/** What CEL decides on: the objects that a selector takes otherwise. */
export interface Gathered {
  readonly selector: ResourceSelector;
  readonly objects: readonly Selected[];
  /** The selector's place, and its EventSource's name. */
  readonly place: Place;
  readonly source: string;
  readonly whatIsThere: string;
  readonly findings: readonly Finding[];
}

/** The rules of a selector, for the objects that they decide on; `undefined` where there is nothing to ask. */
export function ruleJobOf({ selector, objects, source }: Gathered, at: number): RuleJob | undefined {
  const rules = (selector.evaluateCEL ?? []).map(({ rule }) => rule);
  if (rules.length === 0) return undefined;
  const name = `the CEL rules of selector ${at + 1} of EventSource ${source}`;
  return { name, rules, objects: objects.map(({ object }) => object) };
}

/** CEL rules are ORed, and with the Lua too: what no rule takes is left to `evaluate` where there is one. */
export function applyRules(gathered: Gathered, judgement: Judgement | undefined): Candidates {
  const { selector, place, source, findings, whatIsThere } = gathered;
  const { evaluateCEL = [], evaluate } = selector;
  const hasLua = evaluate !== undefined && evaluate !== '';
  const nameOf = (rule: number) => evaluateCEL[rule]?.name ?? '';
  const ruleFor = (rule = -1): SelectionRule =>
    rule < 0
      ? { field: place.field ?? '', words: 'The selector' }
      : { field: `${place.field}.evaluateCEL[${rule}]`, words: `CEL rule ${nameOf(rule)}` };
  const judged = gathered.objects.map((one, at) => ({
    ...one,
    isSure: judgement?.matches[at] ?? !hasLua,
    rule: ruleFor(judgement?.by[at]),
  }));
  const objects = judged.filter(({ isSure }) => isSure || hasLua);
  const failing = (judgement?.failures ?? []).map(({ rule, reason, count }) =>
    selection.ruleFailed(place, source, nameOf(rule), reason, count),
  );
  const beyond = (judgement?.extensions ?? []).flatMap((used, rule) =>
    used.length > 0 ? [selection.ruleBeyondSveltos(place, source, nameOf(rule), used)] : [],
  );
  const nothing =
    objects.length === 0 ? [selection.selectorMatchesNothing(place, source, nameSelector(selector), whatIsThere)] : [];
  return { selector, objects, findings: [...findings, ...failing, ...beyond, ...nothing] };
}
