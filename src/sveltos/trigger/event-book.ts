import type { Finding } from '../../diagnostics/finding';

/** Findings that many events may meet alike: each is told once, with the first event and how many more there are. */
export class EventBook {
  private readonly entries = new Map<string, { first: string; count: number; tell: (events: string) => Finding }>();

  /** @param tell the finding for an event, or for several, in words. Those of one problem are one entry. */
  note(event: string, tell: (events: string) => Finding): void {
    const { code, object, field, problem } = tell('');
    const key = [code, object?.namespace, object?.name, field, problem].join('\0');
    const known = this.entries.get(key);
    if (known === undefined) this.entries.set(key, { first: event, count: 1, tell });
    else known.count++;
  }

  findings(): Finding[] {
    return [...this.entries.values()].map(({ first, count, tell }) =>
      tell(count === 1 ? first : `${first} and ${count - 1} more`),
    );
  }
}
