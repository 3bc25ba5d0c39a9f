import { lstatSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SECRET } from '../../api/secret';
import type { Finding } from '../../diagnostics/finding';
import * as hosts from '../../diagnostics/hosts';
import { type Identity, wordsFor } from '../../krm/identity';
import type { Item } from '../../krm/item';
import { collectText } from '../../krm/sink';
import { writeDocuments } from '../../krm/write-documents';
import type { Written } from '../../krm/written';
import { PRIVATE, READABLE } from '../disk';
import { isInside, resolveReal } from '../files';
import type { Encryption } from '../sops/encryption';
import { isSystemError } from '../system-errors';
import { nameFiles } from './file-names';
import { type OutputFolder, pathIn } from './folder';

/** A file that is written, with what it will hold. */
export interface Draft {
  readonly text: string;
  readonly mode: number;
}

/** What has to happen to the folder's files, decided before any of it happens; paths are relative to the folder. */
export interface FolderChanges {
  readonly write: ReadonlyMap<string, Draft>;
  readonly remove: readonly string[];
  readonly unchanged: number;
}

export const NO_CHANGES: FolderChanges = { write: new Map(), remove: [], unchanged: 0 };

/** What a render made, and what of the earlier objects it passes on. */
export interface RenderedObjects {
  readonly generated: readonly Written[];
  readonly written: readonly Written[];
}

/**
 * Every generated object in a file of its own; files of objects that are gone go too.
 * @param encryption encrypts the Secrets: one whose plain text is the same keeps its file, if that is encrypted.
 */
export function planChanges(
  folder: OutputFolder,
  { generated, written }: RenderedObjects,
  encryption?: Encryption,
): { changes: FolderChanges; findings: Finding[] } {
  const { fileOf, own } = folder;
  const isStillPlain = (item: Item) =>
    encryption !== undefined && isSecret(item.identity) && !folder.encrypted.has(fileOf.get(item) ?? '');
  const passed = new Set(written.flatMap((one) => ('item' in one && !isStillPlain(one.item) ? [one.item] : [])));
  const replaced = [...fileOf].filter(([item]) => !passed.has(item));
  const { named, findings } = nameFiles(generated);
  const write = new Map<string, Draft>();
  let unchanged = 0;
  for (const { one, identity, file } of named) {
    if ('item' in one && fileOf.has(one.item) && passed.has(one.item)) {
      unchanged++;
      continue;
    }
    const place = placeIn(folder, file);
    if ('finding' in place) {
      findings.push(place.finding);
      continue;
    }
    const sealed = isSecret(identity)
      ? encryption?.seal(join(folder.root, place.path), join(folder.name, place.path), textFor(one))
      : undefined;
    if (sealed !== undefined && 'finding' in sealed) findings.push(sealed.finding);
    else write.set(place.path, { text: sealed?.text ?? textFor(one), mode: isSecret(identity) ? PRIVATE : READABLE });
  }

  // A file may go, or be written anew, when every object in it leaves or is replaced.
  const stays = new Set([...fileOf].flatMap(([item, file]) => (passed.has(item) ? [file] : [])));
  const isFree = (file: string) => own.has(file) && !stays.has(file);
  for (const [item, file] of replaced) {
    if (!isFree(file)) findings.push(hosts.fileShared({}, join(folder.name, file), wordsFor(item.object)));
  }
  for (const file of write.keys()) {
    if (isThere(join(folder.root, file)) && !isFree(file)) {
      findings.push(hosts.fileInTheWay({}, join(folder.name, file)));
    }
  }
  const remove = new Set(replaced.map(([, file]) => file).filter((file) => !write.has(file)));
  return { changes: { write, remove: [...remove], unchanged }, findings };
}

/** Where a file of that name really is: a folder in between may be a link, but not to the outside. */
function placeIn({ name, root }: OutputFolder, file: string): { path: string } | { finding: Finding } {
  const path = join(root, file);
  const real = join(resolveReal(dirname(path)), basename(path));
  return isInside(real, root) ? { path: pathIn(root, real) } : { finding: hosts.outsideFolder({}, join(name, file)) };
}

function isSecret({ group, kind }: Identity): boolean {
  return kind === SECRET.kind && group === SECRET.group;
}

function textFor(one: Written): string {
  return collectText((sink) => writeDocuments(sink, [one]));
}

/** A link counts, wherever it leads; a path that goes through a file is for whoever writes there. */
function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return false;
  }
}
