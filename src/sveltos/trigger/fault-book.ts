import * as framework from '../../diagnostics/event-framework';
import type { Finding, Place } from '../../diagnostics/finding';
import type { TemplateFault } from '../template/render';

/** Faults of templates, told once however many events meet them. */
export class FaultBook {
  private readonly faults = new Map<string, { place: Place; fault: TemplateFault; first: string; count: number }>();

  note(place: Place, fault: TemplateFault, event: string): void {
    const key = [fault.template, fault.line, fault.column, fault.reason].join('\0');
    const known = this.faults.get(key);
    if (known === undefined) this.faults.set(key, { place, fault, first: event, count: 1 });
    else known.count++;
  }

  findings(): Finding[] {
    return [...this.faults.values()].map(({ place, fault, first, count }) => {
      const { template, line, column, reason } = fault;
      const words = count === 1 ? first : `${first} and ${count - 1} more`;
      return framework.templateFault(place, template, line, column, reason, words);
    });
  }
}
