import { CLUSTER_PROFILE, EXEC_EXTENSION } from '../../api/cluster-profile';
import type { PluginWay } from '../../inventory/access-ways/plugin-way';
import { isObject, type JsonObject, objectAt } from '../../krm/json';
import { orderKeys } from '../../krm/key-order';
import type { OutputObject } from '../output';

/**
 * A ClusterProfile as a consumer reads it in its own namespace: the same spec and status. Only the namespace of a Secret is
 * written out, which would be the consumer's otherwise.
 * @param labels those of its labels that are copied.
 */
export function copyProfile(
  object: JsonObject,
  name: string,
  labels: Record<string, string>,
  way: PluginWay,
): OutputObject {
  const spec = objectAt(object, 'spec');
  const status = objectAt(object, 'status');
  return {
    apiVersion: typeof object.apiVersion === 'string' ? object.apiVersion : `${CLUSTER_PROFILE.group}/v1alpha1`,
    kind: CLUSTER_PROFILE.kind,
    metadata: { name, labels, annotations: {} },
    spec: orderKeys(spec),
    status: orderKeys({ ...status, ...withNamespaces(status, way) }),
  };
}

/** The lists of providers, in which the one that is used says where its Secret is. */
function withNamespaces(status: JsonObject, { offered, config, secret }: PluginWay): JsonObject {
  if (secret === undefined || config === undefined) return {};
  const lists = ['accessProviders', 'credentialProviders'].flatMap((field): [string, JsonObject[]][] => {
    const list = status[field];
    if (!Array.isArray(list)) return [];
    return [[field, list.filter(isObject).map((one) => (one.name === offered.name ? withConfig(one, config) : one))]];
  });
  return Object.fromEntries(lists);
}

function withConfig(provider: JsonObject, config: JsonObject): JsonObject {
  const cluster = objectAt(provider, 'cluster');
  const extensions = Array.isArray(cluster.extensions) ? cluster.extensions.filter(isObject) : [];
  return {
    ...provider,
    cluster: {
      ...cluster,
      extensions: extensions.map((one) => (one.name === EXEC_EXTENSION ? { ...one, extension: config } : one)),
    },
  };
}
