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
  const root = resolveReal(name);
  const fileOf = new Map<Item, string>();
  const own = new Set<string>();
  const encrypted = new Set<string>();
  const sealed: string[] = [];
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
    const mayBeOwn = read.bytes.includes(GENERATED_BY);
    if (mayBeOwn && encryption === undefined && isSealed(file.path, read.bytes)) {
      sealed.push(file.path);
      continue;
    }
    const plain = (mayBeOwn && encryption?.open(file.path, read.bytes)) || read;
    if ('finding' in plain) {
      findings.push(plain.finding);
      continue;
    }
    if (plain.bytes !== read.bytes) encrypted.add(path);
    const { items, findings: faults } = readDocuments(plain.bytes, file.path);
    if (mayBeOwn) findings.push(...faults);
    const marked = items.filter((item) => ownerOf(item) !== undefined);
    for (const item of marked) fileOf.set(item, path);
    if (marked.length > 0 && marked.length === items.length) own.add(path);
  }
  if (sealed.length > 0) findings.push(ownOutputEncrypted({}, sealed));
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
