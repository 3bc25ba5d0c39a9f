import { type Chosen, SORTS, type Sort } from './filter';

export type Tab = 'clusters' | 'findings' | 'changes';

/** What somebody has asked the page for. It stands in the address, so that a link leads to the same view. */
export interface State {
  readonly tab: Tab;
  readonly search: string;
  readonly chosen: Chosen;
  readonly sort: Sort;
}

const START: State = { tab: 'clusters', search: '', chosen: new Map(), sort: 'set' };

export class Store {
  private current: State;
  private readonly listeners: ((state: State) => void)[] = [];

  constructor() {
    this.current = readAddress(location.hash);
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
    const address = writeAddress(this.current);
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

function writeAddress({ tab, search, chosen, sort }: State): string {
  const fields = new URLSearchParams();
  if (tab !== START.tab) fields.set('tab', tab);
  if (search !== '') fields.set('q', search);
  if (sort !== START.sort) fields.set('sort', sort);
  for (const [facet, values] of chosen) for (const value of values) fields.append(facet, value);
  return fields.toString();
}

function readAddress(hash: string): State {
  const fields = new URLSearchParams(hash.slice(1));
  const tab = fields.get('tab');
  const sort = fields.get('sort');
  const keys = [...new Set(fields.keys())].filter((key) => !OWN.has(key));
  return {
    tab: tab === 'findings' || tab === 'changes' ? tab : START.tab,
    search: fields.get('q') ?? '',
    chosen: new Map(keys.map((key) => [key, new Set(fields.getAll(key))])),
    sort: isSort(sort) ? sort : START.sort,
  };
}

export function isSort(text: string | null): text is Sort {
  return text !== null && Object.hasOwn(SORTS, text);
}
