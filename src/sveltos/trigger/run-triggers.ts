import type { EventSource } from '../../api/event-source';
import type { EventTrigger } from '../../api/event-trigger';
import { SECRET } from '../../api/secret';
import * as framework from '../../diagnostics/event-framework';
import { numberRounded } from '../../diagnostics/event-selection';
import type { Finding } from '../../diagnostics/finding';
import * as nearMisses from '../../diagnostics/near-misses';
import { Purse } from '../../engines/go-template/budget';
import { renderTemplate } from '../../engines/go-template/render';
import type { Found } from '../../inventory/fleet';
import { isEncrypted } from '../../inventory/stand-ins';
import { wordsFor } from '../../krm/identity';
import type { Item } from '../../krm/item';
import type { JsonObject } from '../../krm/json';
import { objectAt, textOf } from '../../krm/json';
import { changes, holdsLarge } from '../../krm/large-numbers';
import type { Output } from '../../outputs/output';
import { nearestOf } from '../../schema/nearest';
import { type Events, readEvents } from '../read-events';
import { type Lua, selectEvents } from '../select/select-events';
import type { Selection } from '../select/selection';
import { Stock } from '../stock';
import { sveltosFunctions } from '../template/functions';
import { findSourceClusters, STAND_IN_WORDS } from './clusters';
import { listOccasions, type Occasion } from './event-data';
import { Generated } from './generated';
import { Instantiation } from './instantiate';
import { OutputShelf } from './outputs';
import { Scopes } from './scopes';
import { surveyTriggers } from './survey';

/** An EventTrigger that can run: a cluster that its events happen in, and the EventSource that says what they are. */
interface Ready {
  readonly trigger: Found<EventTrigger>;
  readonly cluster: JsonObject;
  readonly source: Found<EventSource>;
}

/** Which EventTriggers run, and which of them may change the objects that they select. */
export interface Choice {
  /** By name; without it all. */
  readonly eventTriggers?: readonly string[] | undefined;
  readonly updateSelected?: readonly string[] | undefined;
}

/** Runs the EventTriggers of the input. */
export function runTriggers(
  items: readonly Item[],
  { eventTriggers, updateSelected = [] }: Choice,
  lua: Lua,
): { outputs: Output[]; findings: Finding[]; selected: number } {
  const stock = new Stock(items);
  const events = readEvents(stock);
  const chosen = chooseTriggers(events, eventTriggers);
  const prepared = prepare(chosen.triggers, events, stock);
  const sources = [...new Set(prepared.ready.map(({ source }) => source))];
  const { selections, findings: selecting } = selectEvents(sources, stock, lua);
  const findings = [
    ...events.findings,
    ...chosen.findings,
    ...findUnknown(events, 'updateSelected', updateSelected),
    ...surveyTriggers(chosen.triggers),
    ...prepared.findings,
    ...selecting,
  ];
  const generated = new Generated();
  let selected = 0;
  const runs: Run[] = [];
  const purse = new Purse();
  for (const { trigger, cluster, source } of prepared.ready) {
    const selection = selections.find((one) => one.source === source);
    if (selection === undefined) continue;
    const { name } = trigger.object.metadata;
    if (selection.events.length === 0) {
      findings.push(framework.nothingSelected(trigger.item.at(), name, source.object.metadata.name));
      continue;
    }
    selected += selection.events.length;
    const collects = source.object.spec?.collectResources ?? false;
    for (const { object } of collects ? selection.events : []) {
      if (!holdsLarge(object, changes.asDouble)) continue;
      findings.push(numberRounded(trigger.item.at(), `the templates of EventTrigger ${name}`, wordsFor(object)));
    }
    if (collects) for (const finding of findEncrypted(selection)) findings.push(finding);
    const occasions = listOccasions(selection.events, cluster, trigger.object.spec.oneForEvent ?? false, collects);
    const instantiation = new Instantiation(trigger, cluster, stock, generated, purse, lua.note);
    runs.push({ trigger, instantiation, occasions, selection });
  }
  // What one EventTrigger generates, others may refer to.
  for (const { instantiation, occasions } of runs) instantiation.generateAll(occasions);
  const shelf = new OutputShelf(new Scopes(stock));
  for (const { trigger, instantiation, occasions, selection } of runs) {
    instantiation.deployAll(occasions);
    const { made, findings: making } = instantiation.result();
    for (const finding of making) findings.push(finding);
    shelf.add(trigger, made, selection, updateSelected.includes(trigger.object.metadata.name));
  }
  return { outputs: shelf.outputs(), findings: [...findings, ...shelf.findings(), ...stock.findings], selected };
}

/** Events whose values the templates would take for what they stand for. */
function findEncrypted({ events }: Selection): Finding[] {
  return events.flatMap(({ item }) => {
    if (item === undefined || item.identity.kind !== SECRET.kind || !isEncrypted(item.object)) return [];
    return [nearMisses.secretEncrypted(item.at(), `${item.identity.namespace}/${item.identity.name}`)];
  });
}

/** An EventTrigger that runs on the events of one cluster. */
interface Run {
  readonly trigger: Found<EventTrigger>;
  readonly instantiation: Instantiation;
  readonly occasions: readonly Occasion[];
  readonly selection: Selection;
}

function chooseTriggers(events: Events, names: readonly string[] | undefined) {
  if (names === undefined) return { triggers: events.triggers, findings: [] };
  const triggers = events.triggers.filter(({ object }) => names.includes(object.metadata.name));
  return { triggers, findings: findUnknown(events, 'eventTriggers', names) };
}

function findUnknown({ triggers }: Events, field: string, names: readonly string[]): Finding[] {
  const known = triggers.map(({ object }) => object.metadata.name);
  const unknown = names.filter((name) => !known.includes(name));
  return unknown.map((name) =>
    framework.eventTriggerUnknown({ field: `spec.${field}` }, field, name, nearestOf(name, known)),
  );
}

function prepare(triggers: readonly Found<EventTrigger>[], events: Events, stock: Stock) {
  const ready: Ready[] = [];
  const findings: Finding[] = [];
  const assumed: string[] = [];
  for (const trigger of triggers) {
    const { name } = trigger.object.metadata;
    const { clusters, isAssumed, findings: choosing } = findSourceClusters(trigger, stock);
    findings.push(...choosing);
    if (isAssumed) assumed.push(name);
    for (const cluster of clusters) {
      const source = findEventSource(trigger, cluster, events);
      if ('findings' in source) findings.push(...source.findings);
      else ready.push({ trigger, cluster, source: source.found });
    }
  }
  if (assumed.length > 0) findings.push(framework.clusterAssumed({}, assumed, STAND_IN_WORDS));
  return { ready, findings };
}

/** eventSourceName may be a template of the cluster. */
function findEventSource(
  { object, item }: Found<EventTrigger>,
  cluster: JsonObject,
  { sources, unreadable }: Events,
): { found: Found<EventSource> } | { findings: Finding[] } {
  const place = item.at('spec.eventSourceName');
  const { namespace, name } = objectAt(cluster, 'metadata');
  const data = { Cluster: cluster, ClusterNamespace: textOf(namespace), ClusterName: textOf(name) };
  const outcome = renderTemplate('eventSourceName', object.spec.eventSourceName, data, sveltosFunctions);
  if ('fault' in outcome) {
    const { line, column, reason } = outcome.fault;
    const words = `EventTrigger ${object.metadata.name}`;
    return { findings: [framework.templateFault(place, 'eventSourceName', line, column, reason, words)] };
  }
  const found = sources.find((source) => source.object.metadata.name === outcome.text);
  if (found !== undefined) return { found };
  if (unreadable.has(outcome.text)) return { findings: [] };
  const known = sources.map((source) => source.object.metadata.name);
  const nearest = nearestOf(outcome.text, known);
  return { findings: [framework.eventSourceMissing(place, object.metadata.name, outcome.text, nearest)] };
}
