const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Thrown where work stops because a signal came. */
export class Interrupted extends Error {}

/** Gives signals that are waiting a chance, and stops the work if one came. */
export type Checkpoint = () => Promise<void>;

/**
 * Work that cleans up after itself when a signal comes: it stops at its next checkpoint with `Interrupted`, and once it
 * has ended the signal ends the program, as if nobody had waited.
 */
export async function untilSignal<T>(work: (checkpoint: Checkpoint) => Promise<T>): Promise<T> {
  let received: NodeJS.Signals | undefined;
  const note = (signal: NodeJS.Signals) => {
    received ??= signal;
  };
  for (const signal of SIGNALS) process.on(signal, note);
  try {
    return await work(async () => {
      await deliverSignals();
      if (received !== undefined) throw new Interrupted(received);
    });
  } finally {
    await deliverSignals();
    for (const signal of SIGNALS) process.off(signal, note);
    if (received !== undefined) await endBy(received);
  }
}

/** Node hands signals over only between two turns of its loop. */
function deliverSignals(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The first process of a container cannot end itself by a signal. */
function endBy(signal: NodeJS.Signals): Promise<never> {
  const { constants }: typeof import('node:os') = require('node:os');
  process.kill(process.pid, signal);
  return new Promise(() => setTimeout(() => process.exit(128 + constants.signals[signal]), 100));
}
