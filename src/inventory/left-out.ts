import type { Found } from './fleet';

/** An object of the inventory that no line of the roster came from. */
export interface LeftOut {
  readonly source: Pick<Found<unknown>, 'item'>;
  /** Half a sentence. */
  readonly because: string;
}
