import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** The programs of one suite and their folder. They end with the suite, whatever it ends of: see keeper.js. */
export class Programs {
  private readonly exits = new Map<string, number | string>();

  private constructor(
    private readonly keeper: ChildProcessByStdio<Writable, Readable, null>,
    /** Removed at the end, with whatever is in it. */
    readonly folder: string,
    lines: AsyncIterator<string>,
  ) {
    void this.listen(lines);
  }

  static async open(): Promise<Programs> {
    // A session of its own: Ctrl-C reaches this process only, and the keeper learns of it in its own time.
    const keeper = spawn(process.execPath, [join(__dirname, 'keeper.js')], {
      stdio: ['pipe', 'pipe', 'inherit'],
      detached: true,
    });
    const lines = createInterface({ input: keeper.stdout })[Symbol.asyncIterator]();
    const { value } = await lines.next();
    return new Programs(keeper, JSON.parse(String(value)).folder, lines);
  }

  private async listen(lines: AsyncIterator<string>): Promise<void> {
    for (;;) {
      const { value, done } = await lines.next();
      if (done === true) return;
      const { name, pid, exited } = JSON.parse(value);
      if (pid === undefined) this.exits.set(name, exited);
      else this.exits.delete(name);
    }
  }

  /** Returns at once: `until` waits for what shows that the program is ready. */
  start(program: Program): void {
    this.exits.delete(program.name);
    this.keeper.stdin.write(`${JSON.stringify({ start: program })}\n`);
  }

  async stop(name: string): Promise<void> {
    this.keeper.stdin.write(`${JSON.stringify({ stop: name })}\n`);
    await until(`${name} has ended`, () => this.exits.has(name), 15);
  }

  /** Everything that a program has written. */
  log(name: string): string {
    const file = join(this.folder, 'logs', `${name}.log`);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** Waits for a program to be ready, and fails with the end of its log when it exits or takes too long. */
  async ready(name: string, isReady: () => boolean | Promise<boolean>, seconds = 60): Promise<void> {
    const withLog = (what: string) => new Error(`${what}\n${this.log(name).slice(-2000)}`);
    await until(
      `${name} is ready`,
      async () => {
        if (this.exits.has(name)) throw withLog(`${name} ended with ${this.exits.get(name)}`);
        return isReady();
      },
      seconds,
    ).catch((error: Error) => {
      throw withLog(error.message);
    });
  }

  /** Ends every program, the last one first, and removes the folder. */
  async end(): Promise<void> {
    const ended = once(this.keeper, 'exit');
    this.keeper.stdin.end();
    await ended;
  }
}

/** Asks ten times a second. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, seconds = 60): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not so after ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A port of 127.0.0.1 that nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
