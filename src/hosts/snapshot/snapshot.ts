import { type Finding, hasErrors } from '../../diagnostics/finding';
import type { Format } from '../../diagnostics/formats';
import * as snapshotFindings from '../../diagnostics/snapshot';
import { type JsonObject, objectAt, textOf } from '../../krm/json';
import type { Deadline } from '../deadline';
import { loadOutputFolder } from '../load-output-folder';
import { remark, tell } from '../tell';
import { type Access, KubectlFailed, KubectlMissing, openKubectl } from './kubectl';
import { readCluster, type SnapshotScope } from './read-cluster';
import { clusterOf, planObjects, readSnapshotFolder } from './snapshot-folder';

export interface SnapshotOptions extends SnapshotScope {
  readonly folder: string;
  readonly access: Access;
  readonly deadline: Deadline;
  readonly format: Format;
}

/** Reads a management cluster into a folder: all of it, or nothing changes. */
export async function takeSnapshot({
  folder: name,
  access,
  deadline,
  format,
  ...scope
}: SnapshotOptions): Promise<number> {
  const { applyChanges, planChanges, recoverFolder } = loadOutputFolder();
  const recovered = await recoverFolder(name);
  if (hasErrors(recovered)) return tell(recovered, format);
  const read = deadline.within<Reading>(
    () => readAll(access, scope, deadline),
    (finding) => ({ finding }),
  );
  if ('finding' in read) return tell([...recovered, read.finding], format);
  const folder = readSnapshotFolder(name, recovered);
  const [before, now] = [clusterOf(folder), textOf(objectAt(read.objects[0], 'spec').cluster)];
  if (before !== '' && now !== '' && before !== now) return tell([snapshotFindings.otherCluster({}, name)], format);
  const written = planObjects(read.objects, folder);
  const { changes, findings } = planChanges(folder, { generated: written, written });
  const faults = [...folder.findings, ...findings];
  if (hasErrors(faults)) return tell(faults, format);
  const applied = await applyChanges(folder, changes);
  if (hasErrors(applied)) return tell(applied, format);
  const code = tell([...faults, ...applied, ...tellCredentials(name, read.objects)], format);
  const { write, remove, unchanged } = changes;
  remark(`${name}: ${write.size} written, ${unchanged} unchanged, ${remove.length} removed\n`, format);
  return code;
}

type Reading = { readonly objects: readonly JsonObject[] } | { readonly finding: Finding };

function readAll(access: Access, scope: SnapshotScope, deadline: Deadline): Reading {
  try {
    return { objects: readCluster(openKubectl(access, deadline), scope) };
  } catch (error) {
    if (error instanceof KubectlMissing) return { finding: snapshotFindings.kubectlMissing({}) };
    if (error instanceof KubectlFailed) return { finding: snapshotFindings.readIncomplete({}, error.message) };
    throw error;
  }
}

/** A kubeconfig is a value of a Secret that is not empty, beside the public certificate. */
function tellCredentials(name: string, objects: readonly JsonObject[]): Finding[] {
  const count = objects.filter(
    (one) =>
      one.kind === 'Secret' &&
      Object.entries(objectAt(one, 'data')).some(([key, value]) => key !== 'tls.crt' && value !== ''),
  ).length;
  return count === 0 ? [] : [snapshotFindings.credentialsInSnapshot({}, name, count)];
}
