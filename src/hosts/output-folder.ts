import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Finding } from '../diagnostics/finding';
import * as hosts from '../diagnostics/hosts';
import { identityOf, wordsFor } from '../krm/identity';
import type { Item } from '../krm/item';
import { type JsonObject, objectAt, textOf } from '../krm/json';
import { GENERATED_BY, ownerOf } from '../krm/ownership';
import { readDocuments } from '../krm/read-documents';
import { collectText } from '../krm/sink';
import { writeDocuments } from '../krm/write-documents';
import type { Written } from '../krm/written';
import { isFolder, isInside, listFiles, readBytes } from './files';
import { reasonOf } from './system-errors';

/** A folder that `render --output` keeps, and what earlier renders left in it. */
export interface OutputFolder {
  readonly folder: string;
  /** The objects of earlier renders, of whatever owner. */
  readonly earlier: readonly Item[];
  readonly fileOf: ReadonlyMap<Item, string>;
  /** The files that hold nothing else. */
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
}

/** What carries no mark of Rollcall is nobody's business here, even if it cannot be read. */
export function readOutputFolder(folder: string): OutputFolder {
  const fileOf = new Map<Item, string>();
  const files: string[] = [];
  const listing = isFolder(folder) ? listFiles([folder]) : { files: [], findings: [] };
  const findings = [...listing.findings];
  for (const file of listing.files) {
    const read = readBytes(file);
    if ('finding' in read) {
      findings.push(read.finding);
      continue;
    }
    const { items, findings: faults } = readDocuments(read.bytes, file.path);
    if (read.bytes.includes(GENERATED_BY)) findings.push(...faults);
    const marked = items.filter((item) => ownerOf(item) !== undefined);
    for (const item of marked) fileOf.set(item, file.path);
    if (marked.length > 0 && marked.length === items.length) files.push(file.path);
  }
  return { folder, earlier: [...fileOf.keys()], fileOf, files, findings };
}

/** What has to happen to the folder's files, decided before any of it happens. */
export interface FolderChanges {
  readonly write: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
  readonly unchanged: number;
}

/** What a render made, and what of the earlier objects it passes on. */
export interface RenderedObjects {
  readonly generated: readonly Written[];
  readonly written: readonly Written[];
}

/** Every generated object in a file of its own, named as kpt names it; files of objects that are gone go too. */
export function planChanges(
  { folder, fileOf, files }: OutputFolder,
  { generated, written }: RenderedObjects,
): { changes: FolderChanges; findings: Finding[] } {
  const passed = new Set(written.flatMap((one) => ('item' in one ? [one.item] : [])));
  const replaced = [...fileOf].filter(([item]) => !passed.has(item));
  const write = new Map<string, string>();
  let unchanged = 0;
  for (const one of generated) {
    if ('item' in one && fileOf.has(one.item)) unchanged++;
    else
      write.set(
        join(folder, fileNameOf(one)),
        collectText((sink) => writeDocuments(sink, [one])),
      );
  }

  // A file may go, or be written anew, when every object in it leaves or is replaced.
  const stays = new Set([...fileOf].flatMap(([item, file]) => (passed.has(item) ? [file] : [])));
  const isFree = (file: string) => files.includes(file) && !stays.has(file);
  const shared = replaced.filter(([, file]) => !isFree(file));
  const findings = shared.map(([item, file]) => hosts.fileShared({}, file, wordsFor(item.object)));
  for (const file of write.keys()) {
    if (existsSync(file) && !isFree(file)) findings.push(hosts.fileInTheWay({}, file));
  }
  const remove = new Set(replaced.map(([, file]) => file).filter((file) => !write.has(file)));
  return { changes: { write, remove: [...remove], unchanged }, findings };
}

/**
 * Makes the changes. Everything is written beside its place first, and moved there only when all of it could be written:
 * a full disk or a file in the way leaves the folder as it was.
 */
export function applyChanges(folder: string, { write, remove }: FolderChanges): Finding[] {
  const drafts = new Map<string, string>();
  let file = folder;
  try {
    mkdirSync(folder, { recursive: true });
    const root = realpathSync(folder);
    for (const [path, text] of write) {
      file = path;
      if (!isInside(resolve(path), resolve(folder))) throw new LeadsOut();
      mkdirSync(dirname(path), { recursive: true });
      if (!isInside(realpathSync(dirname(path)), root)) throw new LeadsOut();
      const draft = join(dirname(path), `.rollcall-${globalThis.crypto.randomUUID()}.tmp`);
      // What is written may be credentials: the file is its owner's alone, and never one that is there already.
      writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
      drafts.set(draft, path);
    }
    for (const [draft, path] of drafts) {
      file = path;
      renameSync(draft, path);
    }
    for (const path of remove) {
      file = path;
      rmSync(path);
    }
    return [];
  } catch (error) {
    for (const draft of drafts.keys()) rmSync(draft, { force: true });
    return [error instanceof LeadsOut ? hosts.outsideFolder({}, file) : hosts.cannotWrite({}, file, reasonOf(error))];
  }
}

class LeadsOut extends Error {}

/** `<namespace>/<kind>_<name>.yaml`, the name that kpt gives an object without a file. */
function fileNameOf(one: Written): string {
  const { kind, namespace, name } = identityOf(plainObject(one));
  const file = `${kind.toLowerCase()}_${name}.yaml`;
  return namespace === '' ? file : join(namespace, file);
}

function plainObject(one: Written): JsonObject {
  if ('item' in one) return one.item.object;
  const { apiVersion, kind, metadata } = one.copyOf.in(one.namespace);
  return {
    apiVersion: textOf(apiVersion),
    kind: textOf(kind),
    metadata: { namespace: one.namespace, name: textOf(objectAt(metadata).name) },
  };
}
