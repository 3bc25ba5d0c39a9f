import { button, countOf, element } from './element';
import type { Bin } from './expiry';
import type { State, Store } from './state';

/** When credentials expire: a bar for each day, month or year, which filters. */
export class Timeline {
  readonly root = element('section', { class: 'timeline', 'aria-label': 'When credentials expire' });
  private readonly bars = new Map<string, HTMLElement>();

  constructor(bins: readonly Bin[], store: Store) {
    const most = Math.max(1, ...bins.map(({ rows }) => rows.length));
    const dated = bins.reduce((sum, { rows }) => sum + rows.length, 0);
    if (dated === 0) {
      this.root.hidden = true;
      return;
    }
    const list = element('ol', { class: 'bars' });
    for (const { label, rows, ending, tick } of bins) {
      const says = `${label}: ${countOf(rows.length, 'cluster')}`;
      const bar =
        rows.length === 0
          ? element('span', { class: 'bar empty', 'aria-hidden': 'true' })
          : button({ class: `bar ${ending}`, 'aria-label': says, 'aria-pressed': 'false', title: says }, () =>
              store.toggle('ends', label),
            );
      const fill = element('span', { class: 'fill' });
      // The root keeps one late cluster visible beside a hundred.
      fill.style.height = rows.length === 0 ? '1px' : `${Math.round(100 * Math.sqrt(rows.length / most))}%`;
      bar.append(fill);
      if (rows.length > 0) this.bars.set(label, bar);
      list.append(element('li', {}, bar, element('span', { class: 'tick', 'aria-hidden': 'true' }, tick)));
    }
    this.root.append(element('h2', {}, 'Credentials expire'), list);
  }

  show({ chosen }: State): void {
    const pressed = chosen.get('ends');
    for (const [label, bar] of this.bars) bar.setAttribute('aria-pressed', String(pressed?.has(label) ?? false));
  }
}
