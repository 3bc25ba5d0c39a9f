import type { Cluster, ClusterCondition } from '../../api/cluster';
import type { Condition } from '../../api/managed-cluster';

/** The conditions of a ClusterProfile, and what says the same of a Cluster: newer names come first. */
const CONDITIONS = [
  ['ControlPlaneHealthy', ['ControlPlaneAvailable', 'ControlPlaneReady']],
  ['Joined', ['ControlPlaneInitialized']],
] as const;

/** As a ClusterProfile has them, with the Cluster's own times: nothing depends on the moment of the render. */
export function translateConditions(cluster: Cluster): Condition[] {
  const stated = listConditions(cluster);
  return CONDITIONS.flatMap(([type, names]) => {
    for (const name of names) {
      for (const condition of stated) {
        const translated = condition.type === name ? translate(condition, type) : undefined;
        if (translated !== undefined) return [translated];
      }
    }
    return [];
  });
}

/** Those of v1beta2 come first in either version: v1beta1's own are deprecated. */
function listConditions({ status }: Cluster): readonly ClusterCondition[] {
  return [status?.v1beta2?.conditions, status?.conditions, status?.deprecated?.v1beta1?.conditions].flatMap(
    (list) => list ?? [],
  );
}

/** Without a status or a time there is no condition: the API requires both. */
function translate(
  { status, reason, message, lastTransitionTime }: ClusterCondition,
  type: string,
): Condition | undefined {
  if (status === undefined || !STATUSES.has(status) || !lastTransitionTime) return undefined;
  return { lastTransitionTime, message: message ?? '', reason: readReason(reason ?? ''), status, type };
}

const STATUSES = new Set(['True', 'False', 'Unknown']);

/** v1beta1 needs no reason where all is well, and adds the object that it comes from behind an `@`. */
function readReason(reason: string): string {
  const [own = ''] = reason.split(' @ ');
  return REASON.test(own) && own.length <= 1024 ? own : NO_REASON;
}

const REASON = /^[A-Za-z](?:[A-Za-z0-9_,:]*[A-Za-z0-9_])?$/;
/** Cluster API's own word for it, where it converts conditions. */
const NO_REASON = 'NoReasonReported';
