import type { PageData, PageFinding } from '../page-shape';
import { button, countOf, element } from './element';
import type { Model } from './model';
import type { Store } from './state';

const DOCS = 'https://github.com/rollcall-dev/rollcall/blob/main/docs/findings.md#';
/** More of one code are folded. */
const MOST = 5;

/** The finding and what to do. */
export function findingItem({ code, severity, problem, remedy, place }: PageFinding): HTMLElement {
  return element(
    'li',
    { class: `finding ${severity}` },
    element(
      'p',
      {},
      element('strong', {}, `${severity} `),
      element('a', { href: DOCS + code.toLowerCase(), rel: 'noreferrer' }, code),
      ` ${problem}`,
    ),
    remedy !== '' && element('p', { class: 'remedy' }, remedy),
    place !== '' && element('p', { class: 'place' }, place),
  );
}

/** Every finding by its code, and what nothing is made from. */
export function findingsView({ data, rows }: Model, store: Store): HTMLElement {
  const codes = [...new Set(data.findings.map(({ code }) => code))];
  const sections = codes.map((code) => {
    const own = data.findings.filter((finding) => finding.code === code);
    const [first] = own;
    const clusters = rows.filter(({ findings }) => findings.some((finding) => finding.code === code)).length;
    return element(
      'section',
      {},
      element(
        'h3',
        {},
        element('span', { class: `flag ${first?.severity}`, 'aria-hidden': 'true' }),
        `${first?.title} `,
        element('span', { class: 'count' }, `${code} × ${own.length.toLocaleString('en')}`),
      ),
      clusters > 0 &&
        button({ class: 'link' }, () => store.choose('finding', [code]), `Show ${countOf(clusters, 'cluster')}`),
      ...folded(own.map(findingItem)),
    );
  });
  const found = element('section', { class: 'all-findings', 'aria-label': 'Findings' });
  found.append(
    ...(sections.length === 0 ? [element('p', { class: 'nothing' }, 'This render has no findings.')] : sections),
    ...leftOut(data),
  );
  return found;
}

function folded(items: readonly HTMLElement[]): HTMLElement[] {
  const listOf = (some: readonly HTMLElement[]) => element('ul', { class: 'findings' }, ...some);
  if (items.length <= MOST) return [listOf(items)];
  const more = element('summary', {}, `${(items.length - MOST).toLocaleString('en')} more`);
  return [listOf(items.slice(0, MOST)), element('details', {}, more, listOf(items.slice(MOST)))];
}

function leftOut({ leftOut: list }: PageData): HTMLElement[] {
  if (list.length === 0) return [];
  return [
    element(
      'section',
      {},
      element(
        'h3',
        {},
        'Nothing is made from these objects ',
        element('span', { class: 'count' }, String(list.length)),
      ),
      element(
        'ul',
        { class: 'lines' },
        ...list.map(({ subject, because }) => element('li', {}, `${subject}: ${because}.`)),
      ),
    ),
  ];
}
