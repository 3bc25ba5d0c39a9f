import type { PageDifference } from '../page-shape';
import { element } from './element';

const SIGNS: Readonly<Record<string, string>> = { '+': 'gained', '-': 'lost', '>': 'moved', '~': 'changed' };
const WORDS: Readonly<Record<string, string>> = { '+': 'added: ', '-': 'removed: ', '>': 'moved: ', '~': 'changed: ' };

/** What separates this fleet from another, as `rollcall diff` says it. */
export function changesView({ old, new: is, summary, sections }: PageDifference): HTMLElement {
  return element(
    'section',
    { class: 'all-changes', 'aria-label': 'Changes' },
    element('p', { class: 'between' }, 'From ', element('strong', {}, old), ' to ', element('strong', {}, is)),
    element('p', {}, `${summary}.`),
    ...sections.map(({ title, lines }) =>
      element(
        'section',
        {},
        element('h3', {}, title),
        element(
          'ul',
          { class: 'changes' },
          ...lines.map(({ sign, text, below }) =>
            element(
              'li',
              { class: SIGNS[sign] },
              element('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
              element('span', { class: 'unseen' }, WORDS[sign]),
              text,
              below.length > 0 && element('ul', {}, ...below.map((line) => element('li', {}, line))),
            ),
          ),
        ),
      ),
    ),
  );
}
