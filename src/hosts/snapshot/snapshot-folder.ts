import { SNAPSHOT } from '../../api/snapshot';
import type { Finding } from '../../diagnostics/finding';
import { identityKey, identityOf } from '../../krm/identity';
import type { Item } from '../../krm/item';
import { type JsonObject, objectAt, textOf } from '../../krm/json';
import { readDocuments } from '../../krm/read-documents';
import { CopiedObject, type Written } from '../../krm/written';
import { isSame } from '../../krm/yaml/write';
import { isFolder, listFiles, readBytes, resolveReal } from '../files';
import type { OutputFolder } from '../output-folder';
import { pathIn } from '../output-folder/folder';
import type { Stamp } from '../stamp';
import { SNAPSHOT_MARK } from './clean-object';

/** A folder that holds a snapshot, and perhaps files of somebody else, which stay. */
export function readSnapshotFolder(name: string, recovered: readonly Finding[]): OutputFolder {
  const root = resolveReal(name);
  const fileOf = new Map<Item, string>();
  const own = new Set<string>();
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
    const { items } = readDocuments(read.bytes, file.path);
    const marked = items.filter((item) => item.annotation(SNAPSHOT_MARK) !== undefined);
    for (const item of marked) fileOf.set(item, path);
    if (marked.length > 0 && marked.length === items.length) own.add(path);
  }
  return { name, root, earlier: [...fileOf.keys()], fileOf, own, encrypted: new Set(), stamps, findings };
}

/** The cluster that the folder's snapshot is of; empty where that is not known. */
export function clusterOf({ earlier }: OutputFolder): string {
  const manifest = earlier.find(({ identity }) => identity.kind === SNAPSHOT.kind && identity.group === SNAPSHOT.group);
  return manifest === undefined ? '' : textOf(objectAt(manifest.object, 'spec').cluster);
}

/** Objects as they are written: those that the folder holds already keep their files. */
export function planObjects(objects: readonly JsonObject[], { earlier }: OutputFolder): Written[] {
  const byKey = new Map(earlier.map((item) => [item.key, item]));
  return objects.map((object) => {
    const { apiVersion, kind, metadata, ...rest } = object;
    const { name, namespace, ...more } = objectAt(metadata);
    const type = { apiVersion: textOf(apiVersion), kind: textOf(kind) };
    const copyOf = new CopiedObject(type, textOf(name), { ...more }, { ...rest });
    const place = textOf(namespace);
    const item = byKey.get(identityKey(identityOf(object)));
    return item !== undefined && isSame(item.object, copyOf.in(place)) ? { item } : { copyOf, namespace: place };
  });
}
