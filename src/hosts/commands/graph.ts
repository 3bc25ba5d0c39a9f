import { loadViews, showView } from '../view';
import { ACCESS_OPTIONS, readAccessOptions } from './access-options';
import { defineCommand } from './command';
import { formOption, readForm } from './form';
import { CONFIG_OPTION } from './render';

const FORMS = ['mermaid', 'dot', 'json', 'html'] as const;
/** More nodes than this are no picture that people can read. */
const MOST_NODES = 50;

export const graphCommand = defineCommand({
  name: 'graph',
  takes: '[PATH...]',
  summary: 'draw the fleet: from its sources to who receives each cluster',
  about: `Renders without writing anything and draws the sources, the clusters, their ClusterProfiles by ClusterSet and
namespace, and who receives them: Sveltos and the consumers. Findings are printed on stderr.

Mermaid and dot show at most 50 nodes: in a larger fleet, clusters that are alike become one node, and the drawing says what
it aggregates. JSON holds every node. HTML is a page with every cluster, consumer, reason and finding; it holds no secret.`,
  options: {
    config: CONFIG_OPTION,
    form: formOption(
      FORMS,
      'mermaid (default), dot (Graphviz), json, or html: one page to look through, search and print.',
    ),
    'max-nodes': {
      type: 'string',
      value: 'NUMBER',
      about: 'Aggregate beyond this many nodes; 0 never does. Default: 50, and 0 for json.',
    },
    ...ACCESS_OPTIONS,
  },
  examples: [
    { command: 'rollcall graph', does: 'a Mermaid drawing, for a Markdown page' },
    { command: 'rollcall graph -o html fleet > fleet.html', does: 'the fleet as a page, which needs no network' },
    { command: 'rollcall graph -o dot fleet | dot -Tsvg > fleet.svg', does: 'the same by Graphviz' },
  ],
  completes: 'file',
  run(given) {
    const access = readAccessOptions(given);
    if ('fault' in access) return access;
    const form = readForm(given, FORMS);
    if (typeof form !== 'string') return form;
    const most = given.text('max-nodes') ?? String(form === 'json' ? 0 : MOST_NODES);
    if (!/^\d{1,6}$/.test(most) || (most !== '0' && Number(most) < 10)) {
      return { fault: `--max-nodes takes 0 or a number from 10, and got ${most}.` };
    }
    const { writeGraph, writePage } = loadViews();
    return showView({ paths: given.positionals, config: given.text('config'), access }, (record, findings, { hide }) =>
      form === 'html'
        ? writePage(record, findings, { now: access.now, hide })
        : writeGraph(record, findings, { form, most: Number(most), hide }),
    );
  },
});
