import { SNAPSHOT } from '../../api/snapshot';
import type { Finding } from '../../diagnostics/finding';
import { identityKey, identityOf } from '../../krm/identity';
import { type JsonObject, objectAt, textOf } from '../../krm/json';
import { CopiedObject, type Written } from '../../krm/written';
import { isSame } from '../../krm/yaml/write';
import type { OutputFolder } from '../output-folder';
import { readFolder } from '../output-folder/folder';
import { SNAPSHOT_MARK } from './clean-object';

/** A folder that holds a snapshot, and perhaps files of somebody else, which stay. */
export function readSnapshotFolder(name: string, recovered: readonly Finding[]): OutputFolder {
  return readFolder(name, recovered, (item) => item.annotation(SNAPSHOT_MARK) !== undefined);
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
