import type { EventTrigger } from '../../api/event-trigger';
import * as framework from '../../diagnostics/event-framework';
import type { Place } from '../../diagnostics/finding';
import type { Purse } from '../../engines/go-template/budget';
import type { TemplateFault } from '../../engines/go-template/fault';
import type { TemplateData } from '../../engines/go-template/value';
import type { Found } from '../../inventory/fleet';
import type { EventBook } from './event-book';
import type { Occasion } from './event-data';
import { hideData } from './hide-data';
import type { TemplateSource } from './references';
import { Templates } from './templates';

/** One text to fill in: what it is called, where it stands, and its data. */
export interface Filling {
  readonly name: string;
  readonly text: string;
  readonly data: TemplateData;
  readonly place: Place;
  /** What the text was before anything was filled in, where a filling has made it. */
  readonly written?: string | undefined;
}

/** Fills the templates of an EventTrigger; what goes wrong is noted with the event that it went wrong for. */
export class Filler {
  private readonly name: string;
  private readonly templates: Templates;
  /** Templates that came to the end of what one run may do, with their faults: they are not run for further events. */
  private readonly exhausted = new Map<string, { readonly fault: TemplateFault }>();

  constructor(
    private readonly trigger: Found<EventTrigger>,
    private readonly book: EventBook,
    purse: Purse,
    private readonly noteRunning: (running: string) => void,
  ) {
    this.name = trigger.object.metadata.name;
    this.templates = new Templates(purse);
  }

  /** A field of the EventTrigger that may be a template. */
  fillField(text: string, field: string, occasion: Occasion): string | undefined {
    const place = this.trigger.item.at(`spec.${field}`);
    return this.fill({ name: field, text, data: occasion.data, place }, occasion);
  }

  /** Every text of a ConfigMap or Secret; `undefined` where one of them cannot be filled in. */
  fillAll(source: TemplateSource, occasion: Occasion): (readonly [key: string, text: string])[] | undefined {
    const filled = source.texts.map(([key, text]) => {
      const name = `${source.words}, ${key}`;
      const filling = { name, text, data: occasion.data, place: this.placeOf(source, key) };
      return [key, this.fill({ ...filling, written: source.written.get(key) }, occasion)] as const;
    });
    const texts = filled.flatMap(([key, text]) => (text === undefined ? [] : [[key, text] as const]));
    return texts.length < filled.length ? undefined : texts;
  }

  /** @param templates those of the second filling, which has functions of its own. */
  fill(
    { name, text, data, place, written }: Filling,
    occasion: Occasion,
    templates: Templates = this.templates,
  ): string | undefined {
    this.noteRunning(`filling the template ${name} for EventTrigger ${this.name}`);
    const outcome = this.exhausted.get(name) ?? templates.fill(name, text, data);
    if ('text' in outcome) return outcome.text;
    const reason = adviseOnNumbers(hideData(outcome.fault.reason, text, written));
    const { template, line, column, isExhausted } = outcome.fault;
    // It would take as long for each further event.
    if (isExhausted) this.exhausted.set(name, outcome);
    this.book.note(occasion.words, (events) => framework.templateFault(place, template, line, column, reason, events));
    return undefined;
  }

  placeOf({ item }: TemplateSource, key: string): Place {
    return item?.at(`data["${key}"]`) ?? this.trigger.item.at();
  }
}

/** Whoever compares a number with `3` expects it to work: Sveltos decodes an event's numbers as floats. */
function adviseOnNumbers(reason: string): string {
  return /incompatible types for comparison: .*float64/.test(reason)
    ? `${reason} (numbers of an event’s resource are float64, as in Sveltos: compare them with 3.0, or write int before them)`
    : reason;
}
