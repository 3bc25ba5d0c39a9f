import type { EventSource } from '../../api/event-source';
import type { EventTrigger } from '../../api/event-trigger';
import * as framework from '../../diagnostics/event-framework';
import { type Finding, nameObject } from '../../diagnostics/finding';
import type { Found } from '../../inventory/fleet';
import { isHostAnnotation, LOCAL_CONFIG } from '../../krm/host-annotations';
import { groupOf, identityKey, identityOf } from '../../krm/identity';
import type { Item } from '../../krm/item';
import { type JsonObject, objectAt, textOf } from '../../krm/json';
import { isSame } from '../../krm/yaml/write';
import { sortedBy } from '../../lists/order';
import type { Cause, Instantiated, Output, OutputObject } from '../../outputs/output';
import type { Selected, Selection, SelectionRule } from '../select/selection';
import type { Made } from './instantiate';
import { textsOf } from './read-objects';
import type { Scopes } from './scopes';

/** What EventTriggers make, object by object. */
export class OutputShelf {
  private readonly dropped = new Set<string>();
  private readonly drafts = new Map<string, Draft>();
  private readonly namespaces = new Map<string, ReadonlySet<string>>();
  private readonly defaulted = new Set<string>();
  private readonly rivals: Finding[] = [];

  constructor(private readonly scopes: Scopes) {}

  /**
   * Adds what an EventTrigger makes: an object that is there already must be the very same.
   * @param selection its events: it may change their objects alone, where `mayUpdate` says so.
   */
  add(trigger: Found<EventTrigger>, made: readonly Made[], selection: Selection, mayUpdate: boolean): void {
    const items = selection.events.flatMap(({ item }) => (item === undefined ? [] : [item]));
    const events = new Map(items.map((item) => [item.key, item]));
    for (const one of made) this.put(trigger, one, selection, events, mayUpdate);
  }

  outputs(): Output[] {
    return [...this.drafts.values()].map(({ object, namespace, origin, sources, updates, instantiated }) => ({
      object,
      ...(updates === undefined ? {} : { updates }),
      namespaces: this.setOf(namespace),
      origin,
      role: 'Instantiated',
      instantiated,
      sources: sortedBy(new Set(sources), (source) => source),
    }));
  }

  findings(): Finding[] {
    const findings = [...this.rivals];
    if (this.defaulted.size > 0) findings.push(framework.namespaceDefaulted({}, [...this.defaulted].sort()));
    if (this.dropped.size > 0) findings.push(framework.namespaceDropped({}, [...this.dropped].sort()));
    return findings;
  }

  private put(
    found: Found<EventTrigger>,
    one: Made,
    selection: Selection,
    events: ReadonlyMap<string, Item>,
    mayUpdate: boolean,
  ): void {
    const { object: trigger, item } = found;
    const { made, occasion, destination } = one;
    const { apiVersion, kind, name } = made;
    const { event } = occasion;
    const namespace = this.placeOf(made);
    const object = toOutput(made, trigger);
    const source = event === undefined ? identityKey(item.identity) : identityKey(identityOf(event.object));
    const words = `EventTrigger ${trigger.metadata.name} for ${occasion.words}${whereTo(trigger, destination)}`;
    const key = identityKey({ group: groupOf(apiVersion), kind, namespace, name });
    const updates = events.get(key);
    if (updates !== undefined && !mayUpdate) {
      this.rivals.push(
        framework.changesItsEvent(updates.at(), trigger.metadata.name, nameObject({ kind, namespace, name })),
      );
      return;
    }
    const rival = this.drafts.get(key);
    if (rival === undefined) {
      const origin = event?.item ?? item;
      const instantiated = () => explain(one, found, selection);
      const draft = { object, namespace, origin, sources: [source], words, updates, instantiated };
      this.drafts.set(key, { ...draft, isContested: false });
    } else if (isSame(object, rival.object)) rival.sources.push(source);
    else if (!rival.isContested) {
      rival.isContested = true; // one pair shows it
      const thing = nameObject({ kind, namespace, name });
      this.rivals.push(framework.madeDifferently(item.at(), thing, rival.words, words));
    }
  }

  /** As Sveltos has it: a namespaced object without a namespace goes to `default`, one of the cluster loses it. */
  private placeOf({ apiVersion, kind, name, namespace }: Made['made']): string {
    const scope = this.scopes.of(apiVersion, kind);
    if (scope === 'Namespaced' && namespace === '') {
      this.defaulted.add(nameObject({ kind, namespace: '', name }));
      return 'default';
    }
    if (scope === 'Cluster' && namespace !== '') {
      this.dropped.add(nameObject({ kind, namespace: '', name }));
      return '';
    }
    return namespace;
  }

  /** Outputs of one namespace share one set. */
  private setOf(namespace: string): ReadonlySet<string> {
    const known = this.namespaces.get(namespace) ?? new Set([namespace]);
    this.namespaces.set(namespace, known);
    return known;
  }
}

interface Draft {
  readonly object: OutputObject;
  readonly namespace: string;
  readonly origin: Output['origin'];
  readonly sources: string[];
  readonly words: string;
  readonly updates: Item | undefined;
  readonly instantiated: () => Instantiated;
  isContested: boolean;
}

/** Why an object is made; where it takes all events together, by every rule that made one of them an event. */
function explain(
  { occasion, template: { source, key } }: Made,
  trigger: Found<EventTrigger>,
  { source: eventSource, events }: Selection,
): Instantiated {
  return {
    eventTrigger: causeOf(nameObject({ ...trigger.item.identity, namespace: '' }), trigger.item),
    eventSource: causeOf(nameObject({ ...eventSource.item.identity, namespace: '' }), eventSource.item),
    rules: rulesOf(occasion.event === undefined ? events : [occasion.event], eventSource),
    template: causeOf(
      key === undefined ? source.words : `${source.words}, ${key}`,
      source.item,
      key === undefined ? 'data' : `data["${key}"]`,
    ),
  };
}

function rulesOf(events: readonly Selected[], { item }: Found<EventSource>): Cause[] {
  const rules = new Map<string, SelectionRule>();
  for (const { rule } of events) if (rule !== undefined) rules.set(rule.field, rule);
  return [...rules.values()].map(({ field, words }) => causeOf(`${words} in ${field}`, item, field));
}

function causeOf(words: string, item: Item | undefined, field?: string): Cause {
  return { words, file: item?.at(field).file };
}

/** One object may be another one in each cluster that it goes to. */
function whereTo({ spec }: EventTrigger, destination: JsonObject | undefined): string {
  if (destination === undefined) return '';
  if (spec.destinationCluster === undefined && spec.destinationClusterSelector === undefined) return '';
  const { namespace, name } = objectAt(destination, 'metadata');
  return ` in cluster ${textOf(namespace)}/${textOf(name)}`;
}

/**
 * The object as it is written, with the EventTrigger's extraLabels and extraAnnotations laid over it. Annotations that say
 * where a host keeps an object, or that it must not apply it, are about other objects: they would move this one elsewhere.
 */
function toOutput({ object, apiVersion, kind, name }: Made['made'], { spec }: EventTrigger): OutputObject {
  const { metadata: _metadata, ...fields } = object;
  const {
    namespace: _namespace,
    labels: _labels,
    annotations: _annotations,
    ...metadata
  } = objectAt(object, 'metadata');
  return {
    ...fields,
    apiVersion,
    kind,
    metadata: {
      ...metadata,
      name,
      labels: { ...textsOf(objectAt(object, 'metadata', 'labels')), ...spec.extraLabels },
      annotations: withoutHosts({ ...textsOf(objectAt(object, 'metadata', 'annotations')), ...spec.extraAnnotations }),
    },
  };
}

function withoutHosts(annotations: Record<string, string>): Record<string, string> {
  const own = Object.entries(annotations).filter(([key]) => !isHostAnnotation(key) && key !== LOCAL_CONFIG);
  return Object.fromEntries(own);
}
