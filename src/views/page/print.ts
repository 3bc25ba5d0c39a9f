import { element } from './element';
import { type Model, type Row, registrarIn } from './model';

/** Up to so many consumers, a column for each fits on paper. */
const MOST_COLUMNS = 8;

/** Paper cannot scroll: while the page is printed, the selected clusters are a plain table. */
export function printAsTable({ consumers }: Model, selected: () => readonly Row[], root: HTMLElement): void {
  let table: HTMLElement | undefined;
  const show = () => {
    table ??= root.appendChild(tableOf(selected()));
  };
  const hide = () => {
    table?.remove();
    table = undefined;
  };
  window.addEventListener('beforeprint', show);
  window.addEventListener('afterprint', hide);

  function tableOf(rows: readonly Row[]): HTMLElement {
    const isMatrix = consumers.length <= MOST_COLUMNS;
    const heads = ['ClusterProfile', 'ClusterSet', 'Credentials', 'Expires', registrarIn(rows)];
    const names = isMatrix ? consumers.map(({ name, namespace }) => name || namespace) : ['Consumers'];
    const cell = (text: string) => element('td', {}, text);
    return element(
      'table',
      { class: 'printed' },
      element(
        'thead',
        {},
        element('tr', {}, ...[...heads, ...names].map((text) => element('th', { scope: 'col' }, text))),
      ),
      element(
        'tbody',
        {},
        ...rows.map(({ path, cluster, credentials, ends, receivers }) =>
          element(
            'tr',
            {},
            ...[
              path,
              cluster.set,
              credentials,
              ends === undefined ? '' : new Date(ends).toISOString().slice(0, 10),
              cluster.registration.state === 'none' ? '' : 'yes',
              ...(isMatrix
                ? consumers.map(({ namespace }) => (receivers.has(namespace) ? '●' : ''))
                : [`${receivers.size} of ${consumers.length}`]),
            ].map(cell),
          ),
        ),
      ),
    );
  }
}
