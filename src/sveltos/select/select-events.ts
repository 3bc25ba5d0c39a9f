import type { EventSource } from '../../api/event-source';
import * as selection from '../../diagnostics/event-selection';
import type { Finding } from '../../diagnostics/finding';
import type { Judgement, RuleFault, RunRules } from '../../engines/cel/job';
import type { LuaAnswer, LuaJob, LuaLimits, RunLua } from '../../engines/lua/job';
import type { Found } from '../../inventory/fleet';
import { identityKey, identityOf, wordsFor } from '../../krm/identity';
import type { JsonObject } from '../../krm/json';
import { isObject } from '../../krm/json';
import { changes, holdsLarge } from '../../krm/large-numbers';
import { asDoubles } from '../lua/doubles';
import { aggregateJob, evaluateJob } from '../lua/jobs';
import { readAggregate, readMatching } from '../lua/results';
import { tellFault, tellRuleFault } from '../lua/tell-fault';
import type { Stock } from '../stock';
import { applyRules, type Candidates, type Gathered, gatherObjects, ruleJobOf } from './candidates';
import type { Selected, Selection } from './selection';

/** Runs Lua, within its limits. */
export interface Lua {
  /** `undefined` where the host runs none. */
  readonly run: RunLua | undefined;
  readonly runRules: RunRules | undefined;
  readonly limits: LuaLimits;
  /** Notes what is going on, for whoever stops a render that takes too long. */
  readonly note: (running: string) => void;
}

/**
 * What each EventSource selects. One whose script fails selects nothing that could be relied on: it has a finding and no
 * selection. All scripts of a step go to Lua together.
 */
export function selectEvents(
  sources: readonly Found<EventSource>[],
  stock: Stock,
  lua: Lua,
): { selections: Selection[]; findings: Finding[] } {
  const { drafts, findings: judging } = judgeAll(sources, stock, lua);
  const findings = [...judging, ...drafts.flatMap(({ candidates }) => candidates.flatMap((one) => one.findings))];
  for (const { source } of drafts) {
    const { messagingMatchCriteria = [] } = source.object.spec ?? {};
    if (messagingMatchCriteria.length > 0) {
      const place = source.item.at('spec.messagingMatchCriteria');
      findings.push(selection.cloudEventsIgnored(place, source.object.metadata.name));
    }
  }
  const evaluated = evaluateAll(drafts, lua);
  const aggregated = aggregateAll(evaluated.selections, lua);
  return { selections: aggregated.selections, findings: [...findings, ...evaluated.findings, ...aggregated.findings] };
}

interface Draft {
  readonly source: Found<EventSource>;
  readonly candidates: readonly Candidates[];
}

/** Gathers what selectors take, and lets their CEL rules judge it. An EventSource whose rules were stopped selects nothing. */
function judgeAll(
  sources: readonly Found<EventSource>[],
  stock: Stock,
  lua: Lua,
): { drafts: Draft[]; findings: Finding[] } {
  const gathered = sources.map((source) =>
    (source.object.spec?.resourceSelectors ?? []).map((selector, at) => gatherObjects(source, at, selector, stock)),
  );
  const asked = gathered.flatMap((selectors) =>
    selectors.flatMap((one, at) => {
      const job = 'whatIsThere' in one ? ruleJobOf(one, at) : undefined;
      return 'whatIsThere' in one && job !== undefined ? [{ one, job }] : [];
    }),
  );
  const findings: Finding[] = [];
  const judgements = new Map<Gathered, Judgement>();
  const failed = new Set<Gathered | Candidates>();
  const jobs = asked.map(({ job }) => job);
  const none: RuleFault = { state: 'failed', reason: 'this host judges no CEL', line: undefined };
  const answers = jobs.length === 0 ? [] : (lua.runRules?.(jobs, lua.limits) ?? jobs.map(() => none));
  for (const [index, answer] of answers.entries()) {
    const one = asked[index]?.one;
    if (one === undefined) continue;
    if (answer.state === 'answered') {
      judgements.set(one, answer.judgement);
      findings.push(...tellRounded(one));
      continue;
    }
    const rule = answer.line === undefined ? undefined : one.selector.evaluateCEL?.[answer.line - 1]?.name;
    findings.push(tellRuleFault(answer, one.place, one.source, rule, lua.limits));
    failed.add(one);
  }
  const drafts = sources.flatMap((source, at) => {
    const selectors = gathered[at] ?? [];
    if (selectors.some((one) => failed.has(one))) return [];
    const candidates = selectors.map((one) => ('whatIsThere' in one ? applyRules(one, judgements.get(one)) : one));
    return [{ source, candidates }];
  });
  return { drafts, findings };
}

/** Lets each selector's `evaluate` decide on what CEL has not taken. */
function evaluateAll(drafts: readonly Draft[], lua: Lua): { selections: Selection[]; findings: Finding[] } {
  const asked = drafts.flatMap(({ source, candidates }) =>
    candidates.flatMap(({ selector, objects }, at) => {
      const open = objects.filter(({ isSure }) => !isSure);
      return open.length === 0 ? [] : [{ source, at, open, script: selector.evaluate ?? '' }];
    }),
  );
  const findings: Finding[] = [];
  const jobs: LuaJob[] = asked.map(({ script, open, source, at }) =>
    evaluateJob(`${nameScript(at)} of ${nameSource(source)}`, script, forLua(open, source, findings)),
  );
  const failed = new Set<Found<EventSource>>();
  const taken = new Set<Selected>();
  const answers = ask(lua, jobs);
  for (const [index, answer] of answers.entries()) {
    const question = asked[index];
    if (question === undefined) continue;
    const { source, at, open, script } = question;
    const place = source.item.at(fieldOfScript(at));
    const words = nameScript(at);
    if (answer.state !== 'answered') {
      findings.push(tellFault(answer, place, source.object.metadata.name, words, lua.limits));
      failed.add(source);
      continue;
    }
    const reading = readMatching(answer.values, script, place, source.object.metadata.name, words);
    findings.push(...reading.findings);
    if (reading.matching === undefined) failed.add(source);
    else for (const [one, matches] of reading.matching.entries()) if (matches && open[one]) taken.add(open[one]);
  }
  const selections = drafts
    .filter(({ source }) => !failed.has(source))
    .map(({ source, candidates }) => ({
      source,
      events: candidates.flatMap(({ objects }, at) =>
        objects.flatMap((one) => {
          if (one.isSure) return [one];
          return taken.has(one) ? [{ ...one, rule: { field: fieldOfScript(at), words: 'Lua' } }] : [];
        }),
      ),
    }));
  return { selections, findings };
}

function fieldOfScript(selector: number): string {
  return `spec.resourceSelectors[${selector}].evaluate`;
}

function nameScript(selector: number): string {
  return `evaluate of selector ${selector + 1}`;
}

function nameSource({ object }: Found<EventSource>): string {
  return `EventSource ${object.metadata.name}`;
}

/** Objects that hold a number which CEL has no whole number for. */
function tellRounded({ source, objects, place }: Gathered): Finding[] {
  return objects
    .filter(({ object }) => holdsLarge(object, changes.asUint64))
    .map(({ object }) => selection.numberRounded(place, `CEL in EventSource ${source}`, wordsFor(object)));
}

/** The objects as Lua can hold them; that a number is rounded there is said. */
function forLua(selected: readonly Selected[], source: Found<EventSource>, findings: Finding[]): LuaJob['objects'] {
  const doubles = selected.map(({ object }) => asDoubles(object));
  const rounded = selected.filter((_one, at) => doubles[at]?.rounded === true);
  for (const { object } of rounded) {
    findings.push(selection.numberRounded(source.item.at(), `Lua in ${nameSource(source)}`, wordsFor(object)));
  }
  return doubles.map(({ object }) => object);
}

/** Lets each EventSource's `aggregatedSelection` make of what is selected what it likes. */
function aggregateAll(selections: readonly Selection[], lua: Lua): { selections: Selection[]; findings: Finding[] } {
  const asked = selections.filter(({ source }) => source.object.spec?.aggregatedSelection);
  const findings: Finding[] = [];
  const jobs: LuaJob[] = asked.map(({ source, events }) =>
    aggregateJob(
      `aggregatedSelection of ${nameSource(source)}`,
      source.object.spec?.aggregatedSelection ?? '',
      forLua(events, source, findings),
    ),
  );
  const made = new Map<Selection, readonly Selected[] | undefined>();
  const answers = ask(lua, jobs);
  for (const [index, answer] of answers.entries()) {
    const selection = asked[index];
    if (selection === undefined) continue;
    const { source, events } = selection;
    const { name } = source.object.metadata;
    const place = source.item.at('spec.aggregatedSelection');
    if (answer.state !== 'answered') {
      findings.push(tellFault(answer, place, name, 'aggregatedSelection', lua.limits));
      made.set(selection, undefined);
      continue;
    }
    const reading = readAggregate(answer.values[0] ?? null, jobs[index]?.script ?? '', place, name);
    findings.push(...reading.findings);
    made.set(selection, reading.resources && findItems(reading.resources, events));
  }
  return {
    selections: selections.flatMap((selection) => {
      if (!made.has(selection)) return [selection];
      const events = made.get(selection);
      return events === undefined ? [] : [{ ...selection, events }];
    }),
    findings,
  };
}

/** A script may pass objects of the input on: they keep their item, so that findings point at their file. */
function findItems(resources: readonly JsonObject[], events: readonly Selected[]): Selected[] {
  const items = new Map(events.map(({ object, item }) => [identityKey(identityOf(object)), item]));
  const rule = { field: 'spec.aggregatedSelection', words: 'Lua' };
  return resources
    .filter(isObject)
    .map((object) => ({ object, item: items.get(identityKey(identityOf(object))), rule }));
}

function ask({ run, limits }: Lua, jobs: readonly LuaJob[]): LuaAnswer[] {
  if (jobs.length === 0) return [];
  if (run !== undefined) return run(jobs, limits);
  return jobs.map(() => ({ state: 'failed', reason: 'this host runs no Lua', line: undefined }));
}
