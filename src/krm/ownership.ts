import { groupBy } from '../lists/group';
import type { Item } from './item';

/** The marks that a generated object carries. */
export const MANAGED_BY = { label: 'app.kubernetes.io/managed-by', value: 'rollcall' } as const;
export const GENERATED_BY = 'rollcall.dev/generated-by';
export const SOURCE = 'rollcall.dev/source';

/** The owner that an object names, or `undefined` where it carries no mark. */
export function ownerOf(item: Item): string | undefined {
  return item.annotation(GENERATED_BY);
}

/** What an object was made from: `<group>/<Kind>/<namespace>/<name>`, one or several. */
export function sourcesOf(item: Item): string[] {
  return (item.annotation(SOURCE) ?? '').split(',').filter((source) => source !== '');
}

/** The marks of an object, to be laid over its labels and annotations. */
export function marksFor(owner: string, sources: readonly string[]) {
  return {
    labels: { [MANAGED_BY.label]: MANAGED_BY.value },
    annotations: { [GENERATED_BY]: owner, [SOURCE]: sources.join(',') },
  };
}

/** What an earlier render of the same owner left in the input. */
export interface EarlierOutputs {
  readonly isEmpty: boolean;
  madeFrom(source: string): readonly Item[];
}

export function indexEarlier(own: readonly Item[]): EarlierOutputs {
  const pairs = own.flatMap((item) => sourcesOf(item).map((source) => ({ source, item })));
  const bySource = groupBy(pairs, ({ source }) => source);
  return { isEmpty: own.length === 0, madeFrom: (source) => (bySource.get(source) ?? []).map(({ item }) => item) };
}
