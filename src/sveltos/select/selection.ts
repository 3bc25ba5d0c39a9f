import type { EventSource } from '../../api/event-source';
import type { Found } from '../../inventory/fleet';
import type { Item } from '../../krm/item';
import type { JsonObject } from '../../krm/json';

/** What made an object an event: a field of its EventSource. */
export interface SelectionRule {
  /** `spec.resourceSelectors[0].evaluate` … */
  readonly field: string;
  readonly words: string;
}

/** An object that is an event: of the input as it is served, or made by a script. */
export interface Selected {
  readonly object: JsonObject;
  /** The object's item; `undefined` for one that a script made. */
  readonly item: Item | undefined;
  readonly rule?: SelectionRule | undefined;
}

/** What an EventSource selects. */
export interface Selection {
  readonly source: Found<EventSource>;
  readonly events: readonly Selected[];
}
