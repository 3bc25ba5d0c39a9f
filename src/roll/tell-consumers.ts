import type { Finding, Place } from '../diagnostics/finding';
import * as rolls from '../diagnostics/roll';
import { groupBy } from '../lists/group';
import type { Causes } from './causes';
import type { Entries } from './compare';
import type { Roll } from './roll';

/** Consumers that join, leave or have another name. */
export function tellConsumers(
  { joined, left, changed }: Entries,
  was: Roll,
  is: Roll,
  causes: Causes,
  place: Place,
): Finding[] {
  const gone = [...left].map(([namespace, name]) => ({ namespace, name, cause: causes.consumerLeft(namespace) }));
  const at = (namespace: string | undefined) => causes.namespace(namespace ?? '')?.at('metadata.labels') ?? place;
  const most = (roll: Roll, namespaces: readonly string[]) =>
    Math.max(0, ...namespaces.map((namespace) => countReceived(roll, namespace)));
  const findings = [...groupBy(gone, ({ cause }) => cause.words)].map(([words, group]) => {
    const namespaces = group.map(({ namespace }) => namespace);
    const names = group.map(({ namespace, name }) => nameConsumer(namespace, name));
    return rolls.consumersLeft(at(namespaces[0]), names, most(was, namespaces), words);
  });
  if (joined.size > 0) {
    const namespaces = [...joined.keys()];
    const names = [...joined].map(([namespace, name]) => nameConsumer(namespace, name));
    findings.push(rolls.consumersJoined(at(namespaces[0]), names, most(is, namespaces)));
  }
  if (changed.length > 0) {
    const names = changed.map(
      (one) => `Namespace ${one.key} was ${one.was || '(unnamed)'}, is ${one.is || '(unnamed)'}`,
    );
    findings.push(rolls.consumersRenamed(at(changed[0]?.key), names));
  }
  return findings;
}

function nameConsumer(namespace: string, name: string): string {
  return `${name || '(unnamed)'} in Namespace ${namespace}`;
}

/** How many clusters' credentials go to a Namespace. */
function countReceived({ clusters }: Roll, namespace: string): number {
  let count = 0;
  for (const { consumers, credentials } of clusters.values()) {
    if (credentials !== 'none' && (consumers === undefined || consumers.includes(namespace))) count++;
  }
  return count;
}
