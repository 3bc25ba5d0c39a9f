import { inOneLine } from '../../diagnostics/in-words';
import type { Hide } from '../hide';
import type { FleetGraph, NodeKind } from './fleet-graph';
import { cutLabel } from './labels';

const SHAPES: Record<NodeKind, readonly [string, string]> = {
  source: ['>', ']'],
  cluster: ['[', ']'],
  profile: ['(', ')'],
  sveltos: ['{{', '}}'],
  consumer: ['([', '])'],
};

/** A Mermaid flowchart. */
export function writeMermaid({ groups, nodes, edges, aggregated }: FleetGraph, hide: Hide): string {
  const quote = (label: string, most?: number) => quoteText(cutLabel(inOneLine(hide(label)), most));
  const drawNode = ({ id, kind, label, missing }: FleetGraph['nodes'][number]) => {
    const [open, close] = SHAPES[kind];
    return `${id}${open}${quote(label)}${close}:::${missing ? 'missing' : kind}`;
  };
  const lines = [
    'flowchart LR',
    ...nodes.filter(({ group }) => group === undefined).map((node) => `  ${drawNode(node)}`),
    ...groups.flatMap(({ id, label }) => [
      `  subgraph ${id}[${quote(label)}]`,
      ...nodes.filter(({ group }) => group === id).map((node) => `    ${drawNode(node)}`),
      '  end',
    ]),
    ...edges.map(({ from, to, rule }) => `  ${from} -->${rule === undefined ? '' : `|${quote(rule)}|`} ${to}`),
    ...(aggregated.length > 0 ? [`  note[${quote(aggregated.join(' '), Number.POSITIVE_INFINITY)}]:::note`] : []),
    '  classDef missing stroke:#c2410c,stroke-width:2px,stroke-dasharray:4',
    '  classDef source stroke-dasharray:2',
    '  classDef note fill:none,stroke:none',
  ];
  return `${lines.join('\n')}\n`;
}

/** Letters, digits and a few signs stay; every other character becomes an entity, so that no name is read as Mermaid. */
function quoteText(text: string): string {
  return `"${text.replace(/[^\p{L}\p{M}\p{N} ./:,()–…-]/gu, (sign) => `#${sign.codePointAt(0)};`)}"`;
}
