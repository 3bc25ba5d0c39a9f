import { type Chosen, SORTS, type Sort } from './filter';

export type Tab = 'clusters' | 'findings' | 'changes';

/** What somebody has asked the page for. It stands in the address, so that a link leads to the same view. */
export interface State {
  readonly tab: Tab;
  readonly search: string;
  readonly chosen: Chosen;
  readonly sort: Sort;
}

export class Store {
  private current: State;
  private readonly listeners: ((state: State) => void)[] = [];

  /** @param start what the page shows where the address says nothing else. */
  constructor(private readonly start: Pick<State, 'tab' | 'sort'>) {
    this.current = readAddress(location.hash, start);
  }

  get state(): State {
    return this.current;
  }

  listen(listener: (state: State) => void): void {
    this.listeners.push(listener);
    listener(this.current);
  }

  change(change: Partial<State>): void {
    this.current = { ...this.current, ...change };
    const address = writeAddress(this.current, this.start);
    history.replaceState(null, '', address === '' ? location.pathname + location.search : `#${address}`);
    for (const listener of this.listeners) listener(this.current);
  }

  toggle(facet: string, value: string): void {
    const values = new Set(this.current.chosen.get(facet));
    if (!values.delete(value)) values.add(value);
    this.choose(facet, [...values]);
  }

  /** Puts values in the place of a facet's earlier ones. */
  choose(facet: string, values: readonly string[]): void {
    const chosen = new Map(this.current.chosen);
    if (values.length === 0) chosen.delete(facet);
    else chosen.set(facet, new Set(values));
    this.change({ chosen, tab: 'clusters' });
  }
}

const OWN = new Set(['tab', 'q', 'sort']);

function writeAddress({ tab, search, chosen, sort }: State, start: Pick<State, 'tab' | 'sort'>): string {
  const fields = new URLSearchParams();
  if (tab !== start.tab) fields.set('tab', tab);
  if (search !== '') fields.set('q', search);
  if (sort !== start.sort) fields.set('sort', sort);
  for (const [facet, values] of chosen) for (const value of values) fields.append(facet, value);
  return fields.toString();
}

function readAddress(hash: string, start: Pick<State, 'tab' | 'sort'>): State {
  const fields = new URLSearchParams(hash.slice(1));
  const tab = fields.get('tab');
  const sort = fields.get('sort');
  const keys = [...new Set(fields.keys())].filter((key) => !OWN.has(key));
  return {
    tab: tab === 'clusters' || tab === 'findings' || tab === 'changes' ? tab : start.tab,
    search: fields.get('q') ?? '',
    chosen: new Map(keys.map((key) => [key, new Set(fields.getAll(key))])),
    sort: isSort(sort) ? sort : start.sort,
  };
}

export function isSort(text: string | null): text is Sort {
  return text !== null && Object.hasOwn(SORTS, text);
}
