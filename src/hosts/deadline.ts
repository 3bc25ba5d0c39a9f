import { durationInWords } from '../api/duration';
import type { Finding } from '../diagnostics/finding';
import * as limits from '../diagnostics/limits';
import { milliseconds } from './stopwatch';
import { codeOf } from './system-errors';

/** A timer cannot wait for longer: 24 days. */
const LONGEST = 2 ** 31 - 1;
/** Where the script finds what it is to run. */
const WORK = Symbol.for('rollcall.work');

/** Shows what is going on. */
export interface Watcher {
  begins(phase: string): void;
  goesOn(words: string): void;
}

/**
 * The one clock of a render: it runs from the first work to the last, and stops while the program waits for standard
 * input or writes. Synchronous code is ended wherever it is, a regular expression included: V8 does it, on behalf of `node:vm`.
 */
export class Deadline {
  private readonly milliseconds: number;
  private spent = 0;
  private since: number | undefined;
  private running = '';
  /** The timer may end the work a moment before the clock says so; what follows is not begun then either. */
  private over = false;

  private readonly watcher: Watcher | undefined;

  /**
   * @param milliseconds that the work may take; 0 is no limit.
   * @param watcher who wants to see what is going on.
   */
  constructor(milliseconds: number, watcher?: Watcher) {
    this.milliseconds = milliseconds;
    this.watcher = watcher;
  }

  /** Notes what is going on, in words that hold nothing secret: `evaluating …`. */
  readonly note = (running: string): void => {
    this.running = running;
    this.watcher?.begins(running);
  };

  /** Shows how far it is. */
  readonly progress = (words: string): void => {
    this.watcher?.goesOn(words);
  };

  /** What is left, in milliseconds. */
  get left(): number {
    if (this.over) return 0;
    if (this.milliseconds === 0) return LONGEST;
    const now = this.since === undefined ? 0 : milliseconds() - this.since;
    return Math.min(this.milliseconds - this.spent - now, LONGEST);
  }

  /** Ends the work here if there is no time left. */
  readonly check = (): void => {
    if (this.left <= 0) throw new OutOfTime();
  };

  /**
   * Does a part of the work.
   * @param stopped what it comes to when there is not enough time.
   */
  within<T>(work: () => T, stopped: (finding: Finding) => T): T {
    this.start();
    try {
      this.check();
      return this.milliseconds === 0 ? work() : runFor(this.left, work);
    } catch (error) {
      if (!(error instanceof OutOfTime) && codeOf(error) !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      this.over = true;
      return stopped(this.finding());
    } finally {
      this.pause();
    }
  }

  /** The same for work that waits for others, which has to look at what is left by itself. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.start();
    try {
      return await work();
    } finally {
      this.pause();
    }
  }

  private start(): void {
    this.since = milliseconds();
  }

  private pause(): void {
    if (this.since !== undefined) this.spent += milliseconds() - this.since;
    this.since = undefined;
  }

  private finding(): Finding {
    return limits.renderTooLong({}, durationInWords(this.milliseconds), this.running);
  }
}

class OutOfTime extends Error {}

function runFor<T>(milliseconds: number, work: () => T): T {
  const { Script }: typeof import('node:vm') = require('node:vm');
  const world: Record<symbol, unknown> = new Script('globalThis').runInThisContext();
  const results: T[] = [];
  world[WORK] = () => {
    results.push(work());
  };
  try {
    const script = new Script("globalThis[Symbol.for('rollcall.work')]()");
    script.runInThisContext({ timeout: Math.max(1, Math.ceil(milliseconds)), displayErrors: false });
  } finally {
    delete world[WORK];
  }
  for (const result of results) return result;
  throw new Error('the work gave nothing');
}
