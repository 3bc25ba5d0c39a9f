import { button, countOf, element } from './element';
import { endingOf, SOON } from './expiry';
import { type Model, type Row, registrarIn } from './model';
import type { Store } from './state';

/** What somebody wants to see first: how many, for whom, what is missing, what expires. */
export function summaryView(model: Model, store: Store): HTMLElement {
  const rows = model.rows.filter(({ change }) => change?.change !== 'left');
  const sets = new Set(rows.map(({ cluster }) => cluster.set).filter((set) => set !== '')).size;
  const registered = rows.filter(({ cluster }) => cluster.registration.state !== 'none').length;
  const { consumers } = model;
  const summary = element('section', { class: 'summary', 'aria-label': 'Summary' });
  summary.append(
    element(
      'h1',
      {},
      element('b', {}, countOf(rows.length, 'cluster')),
      sets > 0 ? ` in ${countOf(sets, 'ClusterSet')}` : '',
      registered > 0 ? ', ' : '',
      registered > 0 ? element('b', {}, registered.toLocaleString('en')) : '',
      registered > 0 ? ` of them registered with ${registrarIn(rows)}` : '',
      '. ',
      consumers.length > 0 ? element('b', {}, countOf(consumers.length, 'consumer')) : '',
      consumers.length > 0 ? ` ${consumers.length === 1 ? 'receives' : 'receive'} credentials.` : '',
    ),
    element('ul', { class: 'alerts' }, ...alerts(model, rows, store).map((one) => element('li', {}, one))),
  );
  return summary;
}

function alerts({ data, now }: Model, rows: readonly Row[], store: Store): HTMLElement[] {
  const missing = rows.filter(({ isMissing }) => isMissing);
  const expired = rows.filter((row) => endingOf(row, now) === 'expired').length;
  const soon = rows.filter((row) => endingOf(row, now) === 'soon').length;
  const errors = data.findings.filter(({ severity }) => severity === 'error').length;
  const warnings = data.findings.filter(({ severity }) => severity === 'warning').length;
  const toFindings = () => store.change({ tab: 'findings' });
  const alert = (tone: string, text: string, onClick: () => void) => button({ class: `alert ${tone}` }, onClick, text);
  const words = [...new Set(missing.map(({ credentials }) => credentials))];
  const isDated = rows.some(({ ends }) => ends !== undefined);
  const { difference, leftOut } = data;
  return [
    ...(difference ? [alert('change', `${difference.summary}`, () => store.change({ tab: 'changes' }))] : []),
    missing.length > 0
      ? alert('bad', `${countOf(missing.length, 'cluster')} without credentials`, () =>
          store.choose('credentials', words),
        )
      : element('span', { class: 'alert good' }, 'Every cluster has credentials'),
    ...(expired > 0
      ? [alert('bad', `${expired.toLocaleString('en')} expired`, () => store.choose('expires', ['expired']))]
      : []),
    ...(soon > 0
      ? [
          alert('warn', `${soon.toLocaleString('en')} ${soon === 1 ? 'expires' : 'expire'} within ${SOON} days`, () =>
            store.choose('expires', ['within 30 days']),
          ),
        ]
      : []),
    ...(isDated && soon + expired === 0
      ? [element('span', { class: 'alert good' }, `Nothing expires within ${SOON} days`)]
      : []),
    ...(errors > 0 ? [alert('bad', countOf(errors, 'error'), toFindings)] : []),
    ...(warnings > 0 ? [alert('warn', countOf(warnings, 'warning'), toFindings)] : []),
    ...(leftOut.length > 0 ? [alert('plain', `${countOf(leftOut.length, 'object')} left out`, toFindings)] : []),
  ];
}
