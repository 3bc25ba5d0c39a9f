import { button, countOf, element } from './element';
import { type Facet, SORTS } from './filter';
import { isSort, type State, type Store } from './state';

/** Search, order, and what is filtered by. */
export class Toolbar {
  readonly root: HTMLElement;
  private readonly search = element('input', {
    type: 'search',
    placeholder: 'Search names, labels, properties…',
    'aria-label': 'Search clusters',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  private readonly sort = element('select');
  private readonly chips = element('ul', { class: 'chips', 'aria-label': 'Active filters' });
  private readonly found = element('p', { class: 'found', role: 'status' });

  constructor(
    private readonly facets: readonly Facet[],
    private readonly store: Store,
    isDifference: boolean,
  ) {
    const sorts = Object.entries(SORTS).filter(([value]) => isDifference || value !== 'change');
    this.sort.append(...sorts.map(([value, text]) => element('option', { value }, text)));
    this.search.addEventListener('input', () => store.change({ search: this.search.value }));
    this.sort.addEventListener('change', () => {
      if (isSort(this.sort.value)) store.change({ sort: this.sort.value });
    });
    this.root = element(
      'div',
      { class: 'toolbar', role: 'search' },
      this.search,
      element('label', {}, 'Sort ', this.sort),
      this.found,
      this.chips,
    );
  }

  show({ search, sort, chosen }: State, shown: number, all: number): void {
    if (this.search.value !== search) this.search.value = search;
    this.sort.value = sort;
    this.found.textContent =
      shown === all ? countOf(all, 'cluster') : `${shown.toLocaleString('en')} of ${countOf(all, 'cluster')}`;
    const chips = [...chosen].flatMap(([key, values]) => {
      const facet = this.facets.find((one) => one.key === key);
      return [...values].map((value) => ({
        key,
        value,
        text: `${facet?.title ?? key}: ${facet?.nameOf?.(value) ?? value}`,
      }));
    });
    this.chips.hidden = chips.length === 0;
    this.chips.replaceChildren(
      ...chips.map(({ key, value, text }) =>
        element(
          'li',
          {},
          button(
            { class: 'chip', 'aria-label': `Remove the filter ${text}` },
            () => this.remove(key, value),
            text,
            element('span', { 'aria-hidden': 'true' }, ' ×'),
          ),
        ),
      ),
      ...(chips.length > 1
        ? [
            element(
              'li',
              {},
              button({ class: 'link' }, () => this.clear(), 'Remove all filters'),
            ),
          ]
        : []),
    );
  }

  private remove(key: string, value: string): void {
    this.store.toggle(key, value);
    this.search.focus();
  }

  private clear(): void {
    this.store.change({ chosen: new Map() });
    this.search.focus();
  }
}
