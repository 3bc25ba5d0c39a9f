import { writeSync } from 'node:fs';
import { memoryUsage, pid } from 'node:process';
import type { LuaFault, LuaLimits } from '../../engines/lua/job';

/** What the two threads of the Lua process share: which script runs, and the line that was noted last. */
const RUNNING = 0;
const LINE = 1;
const LENGTH = 2;

export class Board {
  readonly shared: SharedArrayBuffer;
  private readonly cells: Int32Array;

  constructor(shared = new SharedArrayBuffer(LENGTH * Int32Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.cells = new Int32Array(shared);
  }

  /** @param script the number of it, counted from 1; 0 is none. */
  begin(script: number): void {
    Atomics.store(this.cells, LINE, 0);
    Atomics.store(this.cells, RUNNING, script);
  }

  note(line: number): void {
    this.cells[LINE] = line;
  }

  end(): void {
    Atomics.store(this.cells, RUNNING, 0);
  }

  get running(): number {
    return Atomics.load(this.cells, RUNNING);
  }

  get line(): number | undefined {
    return Atomics.load(this.cells, LINE) || undefined;
  }

  sleep(milliseconds: number): void {
    Atomics.wait(this.cells, RUNNING, this.running, milliseconds);
  }
}

const LOOK_EVERY = 10;
const MEGABYTE = 1 << 20;

/**
 * Looks at the clock and at the memory until a script is over its limit; then tells so and ends the process. Ends it too
 * when the process that wants the answers is gone.
 */
export function keepWatch(board: Board, { seconds, megabytes }: LuaLimits, parent: number): void {
  const before = memoryUsage.rss();
  let running = 0;
  let since = 0;
  for (;;) {
    if (process.ppid !== parent) end();
    const now = performance.now();
    if (board.running !== running) {
      running = board.running;
      since = now;
    }
    if (running !== 0) {
      if (memoryUsage.rss() - before > megabytes * MEGABYTE) stop(board, 'memory');
      if (now - since > seconds * 1000) stop(board, 'time');
    }
    board.sleep(LOOK_EVERY);
  }
}

function stop({ line }: Board, limit: 'time' | 'memory'): never {
  const fault: LuaFault = { state: 'stopped', limit, line };
  try {
    writeSync(1, `${JSON.stringify(fault)}\n`);
  } finally {
    // Whether or not anyone is left to be told.
    end();
  }
}

function end(): never {
  process.kill(pid, 'SIGKILL');
  for (;;);
}
