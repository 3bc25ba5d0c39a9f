import type { Explanation } from '../explain-cluster';
import type { PageFinding } from '../page-shape';
import { button, element } from './element';
import { findingItem } from './findings';

/** More lines than this are folded: a consumer may receive thousands of clusters. */
const MOST_LINES = 12;

/** What is beside the matrix: the explanation of a cell. */
export class Panel {
  readonly root = element('aside', { class: 'panel', 'aria-label': 'Explanation', hidden: true });
  private back: (() => void) | undefined;

  constructor(private readonly onToggle: (isOpen: boolean) => void) {
    this.root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
    });
  }

  /** @param back where the focus goes when the panel closes. */
  open(explanations: readonly Explanation[], findings: readonly PageFinding[], back: () => void): void {
    this.back = back;
    const parts = explanations.map(({ subject, sections }, at) => [
      element(at === 0 ? 'h2' : 'h3', { class: 'subject', tabindex: at === 0 ? -1 : undefined }, subject),
      ...sections.filter(({ title }) => title !== 'Findings').map(({ title, lines }) => sectionOf(title, lines)),
    ]);
    const about =
      findings.length === 0
        ? []
        : [element('h4', {}, 'Findings'), element('ul', { class: 'findings' }, ...findings.map(findingItem))];
    this.root.replaceChildren(
      button({ class: 'close', 'aria-label': 'Close the explanation' }, () => this.close(), '×'),
      ...parts.flat().flat(),
      ...about,
    );
    this.root.hidden = false;
    this.root.scrollTop = 0;
    this.onToggle(true);
    this.root.querySelector<HTMLElement>('.subject')?.focus();
  }

  close(): void {
    if (this.root.hidden) return;
    this.root.hidden = true;
    this.onToggle(false);
    this.back?.();
  }
}

function sectionOf(title: string, lines: readonly string[]): HTMLElement[] {
  const heading = element('h4', {}, title);
  const listOf = (some: readonly string[]) =>
    element('ul', { class: title === 'Objects' ? 'objects' : 'lines' }, ...some.map((line) => element('li', {}, line)));
  if (lines.length <= MOST_LINES) return [heading, listOf(lines)];
  const more = element(
    'details',
    {},
    element('summary', {}, `${(lines.length - MOST_LINES).toLocaleString('en')} more`),
  );
  more.addEventListener('toggle', () => more.append(listOf(lines.slice(MOST_LINES))), { once: true });
  return [heading, listOf(lines.slice(0, MOST_LINES)), more];
}
