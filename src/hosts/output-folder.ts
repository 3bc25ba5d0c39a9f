import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../diagnostics/finding';
import * as hosts from '../diagnostics/hosts';
import { groupBy } from '../krm/group';
import { wordsFor } from '../krm/identity';
import type { Item } from '../krm/item';
import { isObject } from '../krm/json';
import { ownerOf } from '../krm/ownership';
import { readDocuments } from '../krm/read-documents';
import { collectText } from '../krm/sink';
import { writeDocuments } from '../krm/write-documents';
import type { Written } from '../krm/written';
import { isFolder, listFiles, readBytes } from './files';
import { codeOf } from './standard-streams';

/** A folder that `render --output` keeps: its earlier objects, by the file that each lies in. */
export interface OutputFolder {
  readonly folder: string;
  /** The objects of earlier renders, of whatever owner. */
  readonly earlier: readonly Item[];
  readonly fileOf: ReadonlyMap<Item, string>;
  /** How many objects each file holds. */
  readonly counts: ReadonlyMap<string, number>;
  readonly findings: readonly Finding[];
}

/** What an earlier render left in the folder; what carries no mark of Rollcall is nobody's business here. */
export function readOutputFolder(folder: string): OutputFolder {
  const fileOf = new Map<Item, string>();
  const counts = new Map<string, number>();
  const listing = isFolder(folder) ? listFiles([folder]) : { files: [], findings: [] };
  const findings = [...listing.findings];
  for (const file of listing.files) {
    const read = readBytes(file);
    if ('finding' in read) findings.push(read.finding);
    else {
      const { items } = readDocuments(read.bytes, file.path);
      counts.set(file.path, items.length);
      for (const item of items) if (ownerOf(item) !== undefined) fileOf.set(item, file.path);
    }
  }
  return { folder, earlier: [...fileOf.keys()], fileOf, counts, findings };
}

/** What has to happen to the folder's files, decided before any of it happens. */
export interface FolderChanges {
  readonly write: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
  readonly unchanged: number;
}

/** Every generated object in a file of its own, named as kpt names it; files of objects that are gone go too. */
export function planChanges(
  { folder, fileOf, counts, earlier }: OutputFolder,
  owner: string,
  generated: readonly Written[],
): { changes: FolderChanges; findings: Finding[] } {
  const findings: Finding[] = [];
  const write = new Map<string, string>();
  const remove = new Set<string>();
  let unchanged = 0;
  const mine = earlier.filter((item) => ownerOf(item) === owner);
  const filesByKey = groupBy(mine, ({ key }) => key);
  const stay = new Set<string>();

  for (const one of generated) {
    const object = 'item' in one ? one.item.object : one.copyOf.in(one.namespace);
    const old = 'item' in one ? fileOf.get(one.item) : undefined;
    const file = old ?? join(folder, fileNameFor(object));
    stay.add(file);
    if (old !== undefined) unchanged++;
    else
      write.set(
        file,
        collectText((sink) => writeDocuments(sink, [one])),
      );
  }
  for (const item of mine) {
    const file = fileOf.get(item) ?? '';
    const untouched = stay.has(file) && !write.has(file);
    if (!untouched && (counts.get(file) ?? 0) > 1) findings.push(hosts.fileShared({}, file, wordsFor(item.object)));
    else if (!stay.has(file)) remove.add(file);
  }
  const known = new Set([...filesByKey.values()].flat().map((item) => fileOf.get(item)));
  for (const file of write.keys()) {
    if (!known.has(file) && exists(file)) findings.push(hosts.fileInTheWay({}, file));
  }
  return { changes: { write, remove: [...remove], unchanged }, findings };
}

/** Makes the changes; each file is written beside its place and then moved there, so that none is ever half a file. */
export function applyChanges({ write, remove }: FolderChanges): Finding[] {
  let file = '';
  try {
    for (const [path, text] of write) {
      file = path;
      mkdirSync(dirname(path), { recursive: true });
      const draft = join(dirname(path), `.rollcall-${process.pid}.tmp`);
      writeFileSync(draft, text, { mode: 0o600 });
      renameSync(draft, path);
    }
    for (const path of remove) {
      file = path;
      rmSync(path);
    }
    return [];
  } catch (error) {
    return [hosts.cannotWrite({}, file, codeOf(error))];
  }
}

/** `<namespace>/<kind>_<name>.yaml`, the name that kpt gives an object without a file. */
export function fileNameFor(object: unknown): string {
  const metadata = isObject(object) && isObject(object.metadata) ? object.metadata : {};
  const kind = isObject(object) ? String(object.kind).toLowerCase() : '';
  const file = `${kind}_${String(metadata.name)}.yaml`;
  return typeof metadata.namespace === 'string' && metadata.namespace !== '' ? join(metadata.namespace, file) : file;
}

function exists(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR';
  }
}
