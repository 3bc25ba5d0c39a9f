import type { Explanation } from '../explain-cluster';
import type { ClusterChange, PageData } from '../page-shape';
import { changesView } from './changes';
import { button, element } from './element';
import { binExpiries } from './expiry';
import { Facets } from './facets';
import { listFacets, selects, sortRows } from './filter';
import { findingsView } from './findings';
import { Matrix } from './matrix';
import { explainObject, explainReceiver, explainRow, type Model, type Row, readModel, registrarIn } from './model';
import { Panel } from './panel';
import { printAsTable } from './print';
import { type State, Store, type Tab } from './state';
import { summaryView } from './summary';
import { Timeline } from './timeline';
import { Toolbar } from './toolbar';

/** The page of a fleet. The data is in the document, and everything on the page is made from it. */
function start(data: PageData): void {
  const model = readModel(data);
  const isDifference = data.difference !== undefined;
  const store = new Store({
    tab: isDifference && model.rows.length === 0 ? 'changes' : 'clusters',
    sort: isDifference ? 'change' : 'set',
  });
  const bins = binExpiries(
    model.rows.filter(({ change }) => change?.change !== 'left'),
    model.now,
  );
  const facets = listFacets(model, bins);
  const timeline = new Timeline(bins, store);
  const toolbar = new Toolbar(facets, store, isDifference);
  const column = new Facets(facets, model.rows, store);
  const panel = new Panel((isOpen) => {
    clusters.classList.toggle('has-panel', isOpen);
    matrix.reveal();
  });
  const matrix = new Matrix(model, {
    open: (row, key) => panel.open(explainCell(model, row, key), row.findings, () => matrix.focus()),
    openConsumer: (namespace) => {
      const consumer = model.consumers.find((one) => one.namespace === namespace);
      if (consumer) panel.open([explainReceiver(model, consumer)], [], () => matrix.focus());
    },
    sort: (sort) => store.change({ sort }),
  });
  const nothing = element(
    'p',
    { class: 'nothing', hidden: true },
    model.rows.length === 0 ? 'This fleet has no clusters.' : 'No cluster matches the search and the filters.',
  );
  const clusters = element(
    'div',
    { class: 'clusters' },
    column.root,
    element('div', { class: 'middle' }, toolbar.root, nothing, matrix.root, legend(model)),
    panel.root,
  );
  const views: Record<Tab, HTMLElement | undefined> = {
    clusters,
    findings: findingsView(model, store),
    changes: data.difference && changesView(data.difference),
  };
  const { bar, show: showTab } = tabs(views, model, store);
  const main = element('main', {}, summaryView(model, store), timeline.root, bar, ...Object.values(views));
  document.body.append(masthead(data), main);

  let selected: readonly Row[] = [];
  let last: State | undefined;
  store.listen((state) => {
    showTab(state.tab);
    if (last?.search !== state.search || last.chosen !== state.chosen || last.sort !== state.sort) {
      selected = sortRows(model.rows.filter(selects(state.search, facets, state.chosen)), state.sort);
      column.show(state);
      timeline.show(state);
      toolbar.show(state, selected.length, model.rows.length);
      nothing.hidden = selected.length > 0;
      matrix.root.hidden = selected.length === 0;
      matrix.show(selected, state.sort);
    }
    last = state;
  });
  printAsTable(model, () => selected, main);
}

/** The object of a cell where there is one, and then its cluster: both as `rollcall explain` has them. */
function explainCell(model: Model, row: Row, key: string) {
  const isConsumer = model.consumers.some(({ namespace }) => namespace === key);
  const object = isConsumer
    ? explainObject(model, row, 'ConsumerSecret', key)
    : key === 'sveltos'
      ? explainObject(model, row, registrarIn(model.rows) === 'Sveltos' ? 'SveltosCluster' : 'ArgoCDCluster')
      : undefined;
  const { change } = row;
  return [...(change ? [describeChange(row.path, change)] : []), ...(object ? [object] : []), explainRow(model, row)];
}

/** What the difference does to a cluster. */
function describeChange(path: string, change: ClusterChange): Explanation {
  const { gained, lost, registration, rotated, movedFrom, because } = change;
  const lines = [
    {
      joined: 'It joins the fleet.',
      left: 'It leaves the fleet.',
      moved: `It moves here from ${movedFrom}.`,
      changed: '',
    }[change.change],
    because ? `Reason: ${because}.` : '',
    rotated ? 'Its credentials have new content.' : '',
    registration === 'gained' ? 'It is newly registered.' : '',
    registration === 'lost' ? 'It is no longer registered.' : '',
    gained.length > 0 ? `Receive it from now on: ${gained.join(', ')}.` : '',
    lost.length > 0 ? `No longer receive it: ${lost.join(', ')}.` : '',
  ];
  return { subject: path, sections: [{ title: 'Change', lines: lines.filter((line) => line !== '') }] };
}

function masthead({ owner, difference }: PageData): HTMLElement {
  const theme = button(
    { class: 'theme', 'aria-label': 'Switch between light and dark' },
    () => {
      const { style } = document.documentElement;
      const isDark =
        style.colorScheme === ''
          ? window.matchMedia('(prefers-color-scheme: dark)').matches
          : style.colorScheme === 'dark';
      style.colorScheme = isDark ? 'light' : 'dark';
    },
    '◐',
  );
  return element(
    'header',
    { class: 'masthead' },
    element('span', { class: 'wordmark' }, 'Rollcall'),
    element('span', { class: 'owner' }, difference ? `${difference.old} → ${difference.new}` : owner),
    theme,
  );
}

function tabs(views: Readonly<Record<Tab, HTMLElement | undefined>>, { data, rows }: Model, store: Store) {
  const counts: Record<Tab, string> = {
    clusters: `Clusters ${rows.length.toLocaleString('en')}`,
    findings: `Findings ${data.findings.length.toLocaleString('en')}`,
    changes: 'Changes',
  };
  const names = (['clusters', 'findings', 'changes'] as const).filter((name) => views[name] !== undefined);
  const buttons = names.map((name) => button({ class: 'tab' }, () => store.change({ tab: name }), counts[name]));
  const bar = element('nav', { class: 'tabs', 'aria-label': 'Views' }, ...buttons);
  const show = (tab: Tab) => {
    const shown = names.find((name) => name === tab) ?? 'clusters';
    names.forEach((name, at) => {
      const view = views[name];
      if (view) view.hidden = name !== shown;
      if (name === shown) buttons[at]?.setAttribute('aria-current', 'page');
      else buttons[at]?.removeAttribute('aria-current');
    });
  };
  return { bar, show };
}

/** What the marks mean; only those that this page shows. */
function legend({ rows, data }: Model): HTMLElement {
  const isKept = rows.some(({ cluster }) => cluster.delivery.state === 'kept' || cluster.registration.state === 'kept');
  const marks: readonly (readonly [string, string, boolean])[] = [
    ['yes', 'receives it', true],
    ['kept', 'kept from an earlier render', isKept],
    ['gap', 'no credentials', rows.some(({ isMissing }) => isMissing)],
    ['none', 'does not receive it', true],
    ['gained', 'gains it', data.difference !== undefined],
    ['lost', 'loses it', data.difference !== undefined],
    ['renewed', 'new credentials', data.difference !== undefined],
  ];
  return element(
    'ul',
    { class: 'legend', 'aria-label': 'Legend' },
    ...marks
      .filter(([, , isShown]) => isShown)
      .map(([mark, text]) =>
        element('li', {}, element('span', { class: `mark ${mark}`, 'aria-hidden': 'true' }), text),
      ),
  );
}

const data: PageData = JSON.parse(document.getElementById('fleet')?.textContent ?? '{}');
start(data);
