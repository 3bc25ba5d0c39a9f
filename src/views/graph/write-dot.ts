import { inOneLine } from '../../diagnostics/in-words';
import type { Hide } from '../hide';
import type { FleetGraph, NodeKind } from './fleet-graph';
import { cutLabel } from './labels';

const SHAPES: Record<NodeKind, string> = {
  source: 'note',
  cluster: 'box',
  profile: 'box, style=rounded',
  sveltos: 'hexagon',
  consumer: 'oval',
};

/** A Graphviz digraph. */
export function writeDot({ groups, nodes, edges, aggregated }: FleetGraph, hide: Hide): string {
  const quote = (label: string, most?: number) => quoteText(cutLabel(inOneLine(hide(label)), most));
  const drawNode = ({ id, kind, label, missing }: FleetGraph['nodes'][number]) =>
    `${id} [label=${quote(label)}, shape=${SHAPES[kind]}${missing ? ', color="#c2410c", penwidth=2' : ''}];`;
  const lines = [
    'digraph fleet {',
    '  rankdir=LR;',
    '  node [fontname="Helvetica", fontsize=11];',
    '  edge [fontname="Helvetica", fontsize=9];',
    ...(aggregated.length > 0
      ? [`  label=${quote(aggregated.join(' '), Number.POSITIVE_INFINITY)};`, '  labelloc=b;']
      : []),
    ...nodes.filter(({ group }) => group === undefined).map((node) => `  ${drawNode(node)}`),
    ...groups.flatMap(({ id, label }) => [
      `  subgraph cluster_${id} {`,
      `    label=${quote(label)};`,
      ...nodes.filter(({ group }) => group === id).map((node) => `    ${drawNode(node)}`),
      '  }',
    ]),
    ...edges.map(({ from, to, rule }) => `  ${from} -> ${to}${rule === undefined ? '' : ` [label=${quote(rule)}]`};`),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

/** Graphviz reads backslashes and HTML entities in a label. */
function quoteText(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('&', '&amp;')}"`;
}
