import type { Finding } from '../diagnostics/finding';
import type { RenderRecord } from '../run/render-record';
import { indexFindings, viewCluster } from './cluster-view';
import { buildGraph } from './graph/build-graph';
import { writeDot } from './graph/write-dot';
import { writeMermaid } from './graph/write-mermaid';
import type { Hide } from './hide';
import { writeData } from './write-data';

export type GraphForm = 'mermaid' | 'dot' | 'json';

/**
 * The fleet as a graph.
 * @param most more nodes are aggregated; 0 is no limit.
 */
export function writeGraph(
  { fleet, function: name }: RenderRecord,
  findings: readonly Finding[],
  { form, most, hide }: { readonly form: GraphForm; readonly most: number; readonly hide: Hide },
): { text: string } | { fault: string } {
  if (fleet.labelKeys === undefined) return { fault: nothingToDraw(name) };
  const findingsOf = indexFindings(findings);
  const clusters = fleet.clusters.map((one) => viewCluster(one, findingsOf));
  const graph = buildGraph(clusters, fleet, most === 0 ? Number.POSITIVE_INFINITY : most);
  switch (form) {
    case 'mermaid':
      return { text: writeMermaid(graph, hide) };
    case 'dot':
      return { text: writeDot(graph, hide) };
    case 'json':
      return { text: writeData(graph, 'json', hide) };
  }
}

/** Of a function that decides about no cluster. */
export function nothingToDraw(name: string): string {
  return `There is nothing to draw: ${name} lists no clusters. \`rollcall explain\` shows an object.`;
}
