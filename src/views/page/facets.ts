import { element } from './element';
import { type Chosen, countValues, type Facet, selects } from './filter';
import type { Row } from './model';
import type { State, Store } from './state';

/** More values of one facet are for the search. */
const MOST_VALUES = 12;
/** These are open from the start, where they have something to choose. */
const OPEN = new Set(['change', 'set', 'credentials', 'expires', 'finding']);

/** The column of filters: each value with how many clusters have it, as far as the other filters let them through. */
export class Facets {
  readonly root = element('nav', { class: 'facets', 'aria-label': 'Filters' });
  private readonly groups = new Map<string, { readonly facet: Facet; readonly details: HTMLDetailsElement }>();
  private state: State | undefined;

  constructor(
    private readonly facets: readonly Facet[],
    private readonly rows: readonly Row[],
    private readonly store: Store,
  ) {
    for (const facet of facets) {
      if (
        facet.isHidden ||
        countValues(facet, rows).length < (facet.key === 'finding' || facet.key === 'change' ? 1 : 2)
      )
        continue;
      const details = element('details', { open: OPEN.has(facet.key) }, element('summary', {}, facet.title));
      details.addEventListener('toggle', () => this.fill(facet, details));
      this.groups.set(facet.key, { facet, details });
      this.root.append(details);
    }
  }

  show(state: State): void {
    this.state = state;
    for (const { facet, details } of this.groups.values()) this.fill(facet, details);
  }

  private fill(facet: Facet, details: HTMLDetailsElement): void {
    if (!details.open || this.state === undefined) return;
    const { search, chosen } = this.state;
    const others: Chosen = new Map([...chosen].filter(([key]) => key !== facet.key));
    const counts = countValues(facet, this.rows.filter(selects(search, this.facets, others)));
    const picked = chosen.get(facet.key);
    const gone = [...(picked ?? [])].filter((value) => !counts.some(([other]) => other === value));
    const shown = [...gone.map((value) => [value, 0] as const), ...counts.slice(0, MOST_VALUES)];
    const had = document.activeElement instanceof HTMLInputElement ? document.activeElement.value : undefined;
    const hadFocus = details.contains(document.activeElement);
    const list = element(
      'ul',
      {},
      ...shown.map(([value, count]) => {
        const box = element('input', { type: 'checkbox', value });
        box.checked = picked?.has(value) ?? false;
        box.addEventListener('change', () => this.store.toggle(facet.key, value));
        return element(
          'li',
          {},
          element(
            'label',
            {},
            box,
            element('span', { class: 'value' }, facet.nameOf?.(value) ?? value),
            element('span', { class: 'count' }, count.toLocaleString('en')),
          ),
        );
      }),
      counts.length > MOST_VALUES &&
        element('li', { class: 'more' }, `and ${counts.length - MOST_VALUES} more: use the search`),
    );
    details.querySelector('ul')?.remove();
    details.append(list);
    if (hadFocus && had !== undefined) {
      [...list.querySelectorAll('input')].find(({ value }) => value === had)?.focus();
    }
  }
}
