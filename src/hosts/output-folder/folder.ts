import { relative, sep } from 'node:path';
import { ownOutputEncrypted } from '../../diagnostics/encryption';
import type { Finding } from '../../diagnostics/finding';
import { isEncrypted } from '../../inventory/stand-ins';
import type { Item } from '../../krm/item';
import { GENERATED_BY, ownerOf } from '../../krm/ownership';
import { readDocuments } from '../../krm/read-documents';
import { isFolder, listFiles, readBytes, resolveReal } from '../files';
import { mayBeEncrypted } from '../sops/decryption';
import type { Encryption } from '../sops/encryption';
import { isAt, type Stamp } from '../stamp';

/** A folder that `render --output` keeps, and what earlier renders left in it. */
export interface OutputFolder {
  /** As people call it. */
  readonly name: string;
  /** As the system knows it; files are called relative to it. */
  readonly root: string;
  /** The objects of earlier renders, of whatever owner. */
  readonly earlier: readonly Item[];
  readonly fileOf: ReadonlyMap<Item, string>;
  /** The files that hold nothing else. */
  readonly own: ReadonlySet<string>;
  /** Those of them that are encrypted. */
  readonly encrypted: ReadonlySet<string>;
  /** Every file that was read, to know it again. */
  readonly stamps: ReadonlyMap<string, Stamp>;
  readonly findings: readonly Finding[];
}

/**
 * What carries no mark of Rollcall is nobody's business here, even if it cannot be read.
 * @param recovered what was found when an earlier render was undone.
 * @param encryption reads what is encrypted; without it, an own file that is encrypted is an error.
 */
export function readOutputFolder(
  name: string,
  recovered: readonly Finding[] = [],
  encryption?: Encryption,
): OutputFolder {
  const sealed: string[] = [];
  const folder = readFolder(
    name,
    recovered,
    (item) => ownerOf(item) !== undefined,
    (path, bytes) => {
      if (!bytes.includes(GENERATED_BY)) return { bytes, isJudged: false };
      if (encryption === undefined && isSealed(path, bytes)) {
        sealed.push(path);
        return { findings: [] };
      }
      const plain = encryption?.open(path, bytes) ?? { bytes };
      return 'finding' in plain ? { findings: [plain.finding] } : { bytes: plain.bytes, isJudged: true };
    },
  );
  if (sealed.length === 0) return folder;
  return { ...folder, findings: [...folder.findings, ownOutputEncrypted({}, sealed)] };
}

/** A file's plain bytes, and whether it matters that they cannot be read; or why the file is passed over. */
type Opened = { readonly bytes: Buffer; readonly isJudged: boolean } | { readonly findings: readonly Finding[] };

/**
 * A folder with objects of our own among those of others.
 * @param open gives what a file holds, for files that may be encrypted.
 */
export function readFolder(
  name: string,
  recovered: readonly Finding[],
  isOwn: (item: Item) => boolean,
  open: (path: string, bytes: Buffer) => Opened = (_, bytes) => ({ bytes, isJudged: false }),
): OutputFolder {
  const root = resolveReal(name);
  const fileOf = new Map<Item, string>();
  const own = new Set<string>();
  const encrypted = new Set<string>();
  const stamps = new Map<string, Stamp>();
  const listing = isFolder(name) ? listFiles([name]) : { files: [], findings: [] };
  const findings = [...recovered, ...listing.findings];
  for (const file of listing.files) {
    const read = readBytes(file);
    if ('finding' in read) {
      findings.push(read.finding);
      continue;
    }
    const path = pathIn(root, file.realPath);
    stamps.set(path, read.stamp);
    const plain = open(file.path, read.bytes);
    if ('findings' in plain) {
      findings.push(...plain.findings);
      continue;
    }
    if (plain.bytes !== read.bytes) encrypted.add(path);
    const { items, findings: faults } = readDocuments(plain.bytes, file.path);
    if (plain.isJudged) findings.push(...faults);
    const ours = items.filter(isOwn);
    for (const item of ours) fileOf.set(item, path);
    if (ours.length > 0 && ours.length === items.length) own.add(path);
  }
  return { name, root, earlier: [...fileOf.keys()], fileOf, own, encrypted, stamps, findings };
}

/** SOPS leaves the keys of a map readable, so that the mark is seen even where its value is encrypted. */
function isSealed(path: string, bytes: Buffer): boolean {
  return mayBeEncrypted(bytes) && readDocuments(bytes, path).items.some(({ object }) => isEncrypted(object));
}

/** A file that is not as it was read, or that has come since; `undefined` where the folder is as it was. */
export function findChanged({ root, stamps }: OutputFolder): string | undefined {
  const now = new Set<string>();
  for (const { realPath } of listFiles([root]).files) {
    const path = pathIn(root, realPath);
    now.add(path);
    const stamp = stamps.get(path);
    if (stamp === undefined || !isAt(realPath, stamp)) return path;
  }
  return [...stamps.keys()].find((path) => !now.has(path));
}

export function pathIn(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}
