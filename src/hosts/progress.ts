import { inOneLine } from '../diagnostics/in-words';
import type { Watcher } from './deadline';
import { showStatus, writeStandardError } from './standard-streams';
import { milliseconds } from './stopwatch';
import { isTerminal } from './terminal';

/** Shorter work shows nothing. */
const PATIENCE = 1_000;
/** So often the line changes at most. */
const PAUSE = 100;

/** What a person sees of the work: one line that changes, on a terminal; or a line a phase, where somebody asks for it. */
export class Progress implements Watcher {
  private readonly form: 'status' | 'lines' | 'none';
  private readonly start = milliseconds();
  private shown = 0;
  private phase = '';

  /** @param wants `quiet` shows nothing, and `verbose` a line a phase. */
  constructor(wants: 'quiet' | 'verbose' | undefined) {
    const isShown = isTerminal(2) && process.env.TERM !== 'dumb';
    this.form = wants === 'verbose' ? 'lines' : wants === undefined && isShown ? 'status' : 'none';
  }

  /** Whether there is somebody to tell at the end how long it took. */
  get isWatched(): boolean {
    return this.form !== 'none';
  }

  /** Since the start, as in `1.3 s`. */
  get elapsed(): string {
    return `${((milliseconds() - this.start) / 1_000).toFixed(1)} s`;
  }

  begins(phase: string): void {
    if (phase === this.phase) return;
    this.phase = phase;
    if (this.form === 'lines') writeStandardError(`${this.elapsed} ${phase}\n`);
    else this.goesOn(phase);
  }

  goesOn(words: string): void {
    if (this.form !== 'status') return;
    const now = milliseconds();
    if (now - this.start < PATIENCE || now - this.shown < PAUSE) return;
    this.shown = now;
    showStatus(shorten(inOneLine(`${this.elapsed} ${words}`)));
  }
}

/** A line that is wider than the terminal would not go away again. */
function shorten(text: string): string {
  const width = process.stderr.columns || 80;
  return text.length < width ? text : `${text.slice(0, width - 2)}…`;
}
