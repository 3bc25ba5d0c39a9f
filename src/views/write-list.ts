import type { Finding } from '../diagnostics/finding';
import type { RenderRecord } from '../run/render-record';
import { indexFindings, viewCluster } from './cluster-view';
import { type Cell, type Paint, writeColumns } from './columns';
import { nameOutput } from './explain-cluster';
import { type Filter, findUnknown, readFilter } from './filter';
import type { Hide } from './hide';
import { tableOf } from './list-table';
import { objectTable, viewObject } from './object-table';
import { type DataForm, writeData } from './write-data';

export type ListForm = 'table' | 'json' | 'yaml' | 'csv' | 'name';

export interface ListOptions {
  readonly form: ListForm;
  readonly wide: boolean;
  readonly filter: Filter;
  readonly paint: Paint;
  readonly hide: Hide;
  readonly width?: number | undefined;
}

/** The clusters of a render and what each receives. */
export function writeList(
  record: RenderRecord,
  findings: readonly Finding[],
  { form, wide, filter, paint, hide, width }: ListOptions,
): { text: string; note?: string } | { fault: string } {
  const selected = readFilter(filter);
  if ('fault' in selected) return selected;
  const unknown = findUnknown(filter, record.fleet);
  if (unknown !== undefined) return { fault: unknown };
  if (record.function === 'run-event-trigger')
    return { text: writeObjects(record, { form, paint, hide, width: wide ? undefined : width }) };
  const findingsOf = indexFindings(findings);
  const clusters = record.fleet.clusters
    .map((one) => viewCluster(one, findingsOf, record.division))
    .filter(selected.matches);
  const consumers = [...new Set(record.fleet.consumers.map(({ namespace }) => namespace))];
  if (clusters.length === 0 && record.fleet.clusters.length > 0 && form === 'table')
    return { text: '', note: 'No cluster matches.\n' };
  const isMissing = filter.missing;
  switch (form) {
    case 'table': {
      const table = hideCells(tableOf(clusters, { wide, consumers, isMissing }), hide);
      return { text: writeColumns(table, paint, wide ? undefined : width) };
    }
    case 'name':
      return { text: clusters.map(({ clusterProfile }) => `${hide(clusterProfile)}\n`).join('') };
    case 'csv':
      return { text: writeCsv(hideCells(tableOf(clusters, { wide: true, consumers, isMissing }), hide)) };
    default:
      return { text: writeData({ clusters }, form satisfies DataForm, hide) };
  }
}

/** The event framework has no clusters: its objects are shown, and why they are made. */
function writeObjects(
  record: RenderRecord,
  { form, paint, hide, width }: Pick<ListOptions, 'form' | 'paint' | 'hide' | 'width'>,
): string {
  const objects = record.outputs();
  switch (form) {
    case 'table':
      return writeColumns(hideCells(objectTable(objects), hide), paint, width);
    case 'name':
      return objects.map((one) => `${hide(nameOutput(one))}\n`).join('');
    case 'csv':
      return writeCsv(hideCells(objectTable(objects), hide));
    default:
      return writeData({ objects: objects.map(viewObject) }, form satisfies DataForm, hide);
  }
}

/** Before a cell is cut to its column: half of a name could not be found any more. */
function hideCells(table: readonly (readonly Cell[])[], hide: Hide): Cell[][] {
  return table.map((row) => row.map((cell) => ({ ...cell, text: hide(cell.text) })));
}

function writeCsv(table: readonly (readonly Cell[])[]): string {
  const rows = table.map((row) => row.map(({ text }) => (text === '–' ? '' : text)));
  return rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

/** RFC 4180. A leading sign would be read as a formula by a spreadsheet. */
function csvField(text: string): string {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
