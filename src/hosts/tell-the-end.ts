import { countOf } from '../diagnostics/finding';
import type { Outcome } from '../run/run';
import type { AccessOptions } from './capabilities';
import { remark } from './tell';

/** The last line, for whoever watches: what was done, and how long it took. */
export function tellTheEnd(
  { generated, record }: Extract<Outcome, { state: 'rendered' }>,
  { progress, format }: AccessOptions,
): void {
  if (progress === undefined || (!progress.isWatched && format !== 'lines')) return;
  const objects = countOf(generated.length, 'object', 'objects');
  const clusters = countOf(record.fleet.clusters.length, 'cluster', 'clusters');
  remark(`Rendered ${objects} for ${clusters} in ${progress.elapsed}.\n`, format);
}
