import { inOneLine } from '../diagnostics/in-words';
import type { DifferenceRecord } from './difference';
import type { Part } from './difference/parts';
import { listSections, summarise } from './difference/sections';
import type { ClusterChange, PageDifference } from './page-shape';

/** A difference as the page of its new side shows it: marks for each cluster, and the text of `rollcall diff`. */
export function viewDifference(record: DifferenceRecord): PageDifference {
  return {
    old: inOneLine(record.old.name),
    new: inOneLine(record.new.name),
    summary: record.differs ? summarise(record) : 'No difference',
    sections: listSections(record).map(({ title, lines }) => ({
      title,
      lines: lines.map(({ sign, parts, below }) => ({ sign, text: textOf(parts), below: below.map(textOf) })),
    })),
    clusters: Object.fromEntries(record.clusters.map((one) => [one.clusterProfile, changeOf(one)])),
    newConsumers: record.consumers.flatMap(({ change, namespace }) => (change === 'joined' ? [namespace] : [])),
  };
}

function changeOf(cluster: DifferenceRecord['clusters'][number]): ClusterChange {
  const { change, movedFrom, because, consumers, registration, credentials } = cluster;
  return { change, movedFrom, because, ...consumers, registration, rotated: credentials.length > 0 };
}

function textOf(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : inOneLine(part.given))).join('');
}
