import type { Finding } from '../diagnostics/finding';
import * as outputFindings from '../diagnostics/outputs';
import type { Item } from '../krm/item';
import { sourcesOf } from '../krm/ownership';
import type { Output } from '../outputs/output';
import { indexWanted } from './index-wanted';

/** An object that is kept for one cluster and wanted for another. */
export function findKeptRivals(outputs: readonly Output[], keep: readonly Item[]): Finding[] {
  return findKeptClaims(outputs, keep).map((item) =>
    outputFindings.outputClaimedTwice(item.at(), [item.key], [...sourcesOf(item), 'another cluster of this render']),
  );
}

/** What an earlier render made that is kept, and that a new source now wants to make too. */
export function findKeptClaims(outputs: readonly Output[], keep: readonly Item[]): Item[] {
  if (keep.length === 0) return [];
  const wanted = indexWanted(outputs);
  return keep.filter((item) => wanted(item) !== undefined);
}
