import { EVENT_SOURCE, type EventSource, eventSourceSchema } from '../api/event-source';
import { EVENT_TRIGGER, type EventTrigger, eventTriggerSchema } from '../api/event-trigger';
import type { ApiKind } from '../api/kind';
import type { WithMetadata } from '../api/metadata';
import { explainShape } from '../api/shape';
import * as framework from '../diagnostics/event-framework';
import type { Finding } from '../diagnostics/finding';
import * as wire from '../diagnostics/wire';
import type { Found } from '../inventory/fleet';
import { wordsFor } from '../krm/identity';
import { nearestOf } from '../schema/nearest';
import { fieldNames, schemaAt } from '../schema/schema-walk';
import type { Stock } from './stock';

/** The EventSources and EventTriggers of the input, sorted by name. */
export interface Events {
  readonly sources: readonly Found<EventSource>[];
  readonly triggers: readonly Found<EventTrigger>[];
  /** Names of EventSources that are there and could not be read: they have had their findings. */
  readonly unreadable: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

export function readEvents(stock: Stock): Events {
  const sources = readKind(stock, EVENT_SOURCE, eventSourceSchema);
  const triggers = readKind(stock, EVENT_TRIGGER, eventTriggerSchema);
  return {
    sources: sources.found,
    triggers: triggers.found,
    unreadable: new Set(sources.unreadable),
    findings: [...sources.findings, ...triggers.findings],
  };
}

/** Whatever is wrong with an object is found; one with a fault is left out. */
function readKind<T extends WithMetadata>(stock: Stock, { group, kind, validate }: ApiKind<T>, schema: object) {
  const found: Found<T>[] = [];
  const unreadable: string[] = [];
  const findings: Finding[] = [];
  for (const item of stock.of(group, kind)) {
    const { object } = item;
    if (validate(object)) {
      found.push({ object, item });
      continue;
    }
    unreadable.push(item.identity.name);
    for (const { keyword, field, expected, found: is, path } of explainShape(validate.errors, object)) {
      const known = () => fieldNames(schemaThrough(schema, path.slice(0, -1)));
      findings.push(
        keyword === 'additionalProperties'
          ? framework.unknownEventField(item.at(field), wordsFor(object), field, nearestOf(path.at(-1) ?? '', known()))
          : wire.wrongShape(item.at(field), field, expected, is),
      );
    }
  }
  return { found, unreadable, findings };
}

/** The schema at a path that goes through lists too. */
function schemaThrough(schema: object, path: readonly string[]): ReturnType<typeof schemaAt> {
  const at = path.findIndex((key) => /^\d+$/.test(key));
  if (at < 0) return schemaAt(schema, path);
  const list = schemaAt(schema, path.slice(0, at));
  const { items } = list ?? {};
  return typeof items === 'object' && items !== null ? schemaThrough(items, path.slice(at + 1)) : undefined;
}
