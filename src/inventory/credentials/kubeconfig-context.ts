import type { Kubeconfig } from '../../api/kubeconfig';
import { isObject, type JsonObject, objectAt } from '../../krm/json';

/**
 * The kubeconfig with one of its contexts as the only and current one, and with that context's cluster and user alone, as
 * `kubectl config view --minify --context` has it; `undefined` where it has no context of that name.
 */
export function pickContext(config: Kubeconfig, name: string): JsonObject | undefined {
  const whole = objectAt(config);
  const context = listAt(whole, 'contexts').find((one) => one.name === name);
  if (context === undefined) return undefined;
  const { cluster, user } = objectAt(context, 'context');
  const named = (field: string, wanted: unknown) => listAt(whole, field).filter((one) => one.name === wanted);
  return {
    ...whole,
    clusters: named('clusters', cluster),
    contexts: [context],
    'current-context': name,
    users: named('users', user),
  };
}

function listAt(config: JsonObject, field: string): JsonObject[] {
  return [config[field] ?? []].flat().filter(isObject);
}
