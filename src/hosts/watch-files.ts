import { relative } from 'node:path';
import type { Finding } from '../diagnostics/finding';
import * as hosts from '../diagnostics/hosts';
import type { Outcome } from '../run/run';
import type { FileListing, FoundFile } from './files';
import { isAt, type Stamp } from './stamp';

/** A file that was written just before it was looked at may be half of what its writer has to say. */
const SETTLED = 100;

/**
 * The files that a run reads. Before anything goes out they are looked at again: what came, went or changed in between may
 * have been read half, and what is missing from a render is withdrawn.
 */
export class FileWatch {
  private readonly read = new Map<string, { readonly path: string; readonly stamp: Stamp }>();
  private readonly listings: { readonly before: FileListing; readonly list: () => FileListing }[] = [];

  /** Files that `list` finds, and will find again. */
  list(list: () => FileListing): FileListing {
    const before = list();
    this.listings.push({ before, list });
    return before;
  }

  note({ path, realPath }: FoundFile, stamp: Stamp): void {
    this.read.set(realPath, { path, stamp });
  }

  lookAgain(): Finding[] {
    if (this.read.size === 0) return [];
    this.settle();
    const changed = [...this.read].filter(([realPath, { stamp }]) => !isAt(realPath, stamp));
    const moved = this.listings.flatMap(({ before, list }) => findMoved(before, list()));
    return [
      ...changed.map(([, { path }]) => hosts.fileChanged({}, path)),
      ...(moved.length > 0 ? [hosts.listingChanged({}, [...new Set(moved)])] : []),
    ];
  }

  /** Waits until the youngest file is as old as that. A clock that differs from ours keeps us no longer. */
  private settle(): void {
    const folders = this.listings.flatMap(({ before }) => [...before.folders.values()]);
    const newest = [...[...this.read.values()].map(({ stamp }) => stamp), ...folders].reduce(
      (latest, { written }) => Math.max(latest, written),
      0,
    );
    const age = Date.now() - newest;
    if (age < 0 || age >= SETTLED) return;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SETTLED - age);
  }
}

/** The outcome, if it was made of files that are still the same. */
export function confirm(outcome: Outcome, watch: FileWatch): Outcome {
  if (outcome.state === 'failed') return outcome;
  const findings = watch.lookAgain();
  return findings.length === 0 ? outcome : { state: 'failed', findings };
}

/** What came or went; where that cannot be seen any more, the folder in which something did. */
function findMoved(before: FileListing, now: FileListing): string[] {
  const had = new Set(before.files.map(({ realPath }) => realPath));
  const has = new Set(now.files.map(({ realPath }) => realPath));
  const moved = [
    ...before.files.filter(({ realPath }) => !has.has(realPath)),
    ...now.files.filter(({ realPath }) => !had.has(realPath)),
  ].map(({ path }) => path);
  if (moved.length > 0) return moved;
  return [...before.folders].flatMap(([path, { key }]) =>
    now.folders.get(path)?.key === key ? [] : [relative('.', path) || 'the current directory'],
  );
}
