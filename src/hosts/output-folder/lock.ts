import { linkSync, readFileSync, readlinkSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { PRIVATE, removeIfThere, writeNewFile } from '../disk';
import { readOwn } from '../read-regular';
import { codeOf, quietly } from '../system-errors';

/** Who works on a folder: the process, and what tells it from a later one with the same id. */
interface Holder {
  readonly pid: number;
  /** When the process started, as the system counts it; empty where the system does not say. */
  readonly started: string;
  readonly host: string;
  /** The start of the machine, and the process table that the id belongs to. */
  readonly boot: string;
  readonly processes: string;
}

/** A lock that is held. */
export interface Lock {
  readonly path: string;
  readonly text: string;
}

const NAME = 'lock';

/**
 * Takes the lock in a folder, if nobody who lives has it.
 * @returns the lock, or the id of the process that has it; 0 where that cannot be read.
 */
export function takeLock(folder: string): Lock | { readonly heldBy: number } {
  const path = join(folder, NAME);
  const own = join(folder, `${NAME}-${globalThis.crypto.randomUUID()}`);
  const ours = JSON.stringify(describeOurselves());
  try {
    writeNewFile(own, ours, PRIVATE);
    for (;;) {
      if (placeLock(own, path)) return { path, text: ours };
      const text = readLock(path);
      if (text === undefined) continue; // it has just been given back
      const holder = parseHolder(text);
      if (holder === undefined || mayLive(holder)) return { heldBy: holder?.pid ?? 0 };
      setAside(path, text);
    }
  } finally {
    quietly(() => removeIfThere(own));
  }
}

/** Whether the lock is still ours: somebody may have removed it by hand. */
export function isHeld({ path, text }: Lock): boolean {
  return readLock(path) === text;
}

export function giveBack(lock: Lock): void {
  if (isHeld(lock)) removeIfThere(lock.path);
}

/** A link appears whole or not at all, so that nobody reads half a lock. Some file systems have none. */
function placeLock(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EOPNOTSUPP') throw error;
  }
  try {
    writeNewFile(path, readFileSync(own), PRIVATE);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock of a process that is gone, and of no other: in the meantime another may have taken it over. */
function setAside(path: string, seen: string): void {
  const aside = `${path}-${globalThis.crypto.randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (readLock(aside) !== seen) placeLock(aside, path);
  removeIfThere(aside);
}

/** Nothing of what no render has made: whose lock it is cannot be told. */
function readLock(path: string): string | undefined {
  try {
    return readOwn(path)?.toString() ?? '';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const { pid, started, host, boot, processes } = JSON.parse(text);
    return Number.isInteger(pid) && pid > 0 ? { pid, started, host, boot, processes } : undefined;
  } catch {
    return undefined;
  }
}

function describeOurselves(): Holder {
  const { hostname }: typeof import('node:os') = require('node:os');
  return {
    pid: process.pid,
    started: startOf(process.pid) ?? '',
    host: hostname(),
    boot: tell(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    processes: tell(() => readlinkSync('/proc/self/ns/pid')),
  };
}

/** Only a process of this machine and of this process table can be known to be gone. */
function mayLive({ pid, started, host, boot, processes }: Holder): boolean {
  const here = describeOurselves();
  if (host !== here.host) return true;
  if (boot !== here.boot) return false;
  if (processes !== here.processes) return true;
  if (started !== '') return startOf(pid) === started;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

/** Ticks from the machine's start to the process's; `undefined` where there is no such process, or it has ended. */
function startOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function tell(ask: () => string): string {
  try {
    return ask();
  } catch {
    return '';
  }
}
