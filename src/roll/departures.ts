import type { Difference } from './compare';
import type { Member, Roll } from './roll';

/** How many members may leave without somebody's word: a number, or a percentage such as `10%`. */
export type MaxDepartures = number | string;

/** Departures beyond what is allowed, in one of the Roll's sections. */
export interface Departures {
  readonly count: number;
  readonly of: number;
  readonly what: string;
  readonly limit: string;
}

/**
 * Counts who leaves, each section by itself: one consumer of three is a third, whatever the number of clusters. A cluster
 * that loses its registration, its credentials or a consumer has left as far as others see.
 * @param limits how many may leave: the smallest counts.
 * @returns the first section with more than is allowed.
 */
export function countDepartures(
  difference: Difference,
  was: Roll,
  limits: readonly [MaxDepartures, ...MaxDepartures[]],
): Departures | undefined {
  const losing = difference.clusters.changed.filter(({ was: before, is }) => isLoss(before, is)).length;
  const sections = [
    { what: 'consumers', count: difference.consumers.left.size, of: was.consumers.size },
    { what: 'clusters', count: difference.clusters.left.size + losing, of: was.clusters.size },
    { what: 'objects', count: difference.objects.left.size, of: was.objects.size },
  ];
  const over = sections
    .map((section) => ({ ...section, limit: smallest(limits, section.of) }))
    .find(({ count, of, limit }) => count > allowed(limit, of));
  return over === undefined ? undefined : { ...over, limit: String(over.limit) };
}

function isLoss(was: Member, is: Member): boolean {
  if (was.registered !== undefined && is.registered === undefined) return true;
  if (was.credentials !== 'none' && is.credentials === 'none') return true;
  if (is.consumers === undefined) return false;
  const receivers = new Set(is.consumers);
  return was.consumers === undefined || was.consumers.some((namespace) => !receivers.has(namespace));
}

function smallest(limits: readonly [MaxDepartures, ...MaxDepartures[]], of: number): MaxDepartures {
  return limits.reduce((least, limit) => (allowed(limit, of) < allowed(least, of) ? limit : least));
}

/** A percentage is rounded up, so that one of a few may leave, and none at 0%. */
function allowed(limit: MaxDepartures, of: number): number {
  const number = Number.parseInt(String(limit), 10);
  return String(limit).endsWith('%') ? Math.ceil((of * number) / 100) : number;
}
