import { copyLabels } from '../../inventory/copy-labels';
import { LOCAL_CONFIG } from '../../krm/host-annotations';
import { isObject, type Json, type JsonObject, objectAt } from '../../krm/json';
import { sortedBy } from '../../lists/order';
import { registerFields } from '../../schema/fields/register';

/** On every object of a snapshot: whoever takes the next one may replace and remove it. */
export const SNAPSHOT_MARK = 'rollcall.dev/snapshot';

/** What an API server adds, and what changes by itself. */
const OF_THE_SERVER = new Set([
  'managedFields',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'ownerReferences',
  'selfLink',
  'generateName',
]);

/** Fields of a status that change although nothing has changed. */
const VOLATILE = new Set([
  'observedGeneration',
  'lastHeartbeatTime',
  'lastProbeTime',
  'lastUpdateTime',
  'lastUpdated',
  'lastScheduleTime',
  'lastSyncTime',
  'renewTime',
]);

/** Annotations by which other tools keep track of what they apply; one holds all that was applied. */
const TRACKING = [
  'kubectl.kubernetes.io/*',
  'kubernetes.io/change-cause',
  'argocd.argoproj.io/*',
  'meta.helm.sh/*',
  'kustomize.toolkit.fluxcd.io/*',
  'helm.toolkit.fluxcd.io/*',
  'reconcile.fluxcd.io/*',
  'config.k8s.io/owning-inventory',
  'config.kubernetes.io/*',
  'internal.config.kubernetes.io/*',
  'applyset.kubernetes.io/*',
  'objectset.rio.cattle.io/*',
];

/** An object as it is kept in Git: what it says, sorted, and nothing of the server it comes from. */
export function cleanObject(object: JsonObject): JsonObject {
  const { apiVersion, kind, metadata, ...rest } = object;
  return {
    apiVersion: apiVersion ?? null,
    kind: kind ?? null,
    metadata: cleanMetadata(objectAt(metadata)),
    ...objectAt(sorted(rest, new Set())),
    ...(rest.status === undefined ? {} : { status: sorted(rest.status, VOLATILE) }),
  };
}

function cleanMetadata({ name, namespace, labels, annotations, ...rest }: JsonObject): JsonObject {
  const kept = Object.fromEntries(Object.entries(rest).filter(([key]) => !OF_THE_SERVER.has(key)));
  const ownLabels = without(objectAt(labels), registerFields.dropLabels.default);
  return {
    name: name ?? null,
    ...(namespace === undefined ? {} : { namespace }),
    ...(Object.keys(ownLabels).length === 0 ? {} : { labels: ownLabels }),
    annotations: {
      ...without(objectAt(annotations), TRACKING),
      [LOCAL_CONFIG]: 'true',
      [SNAPSHOT_MARK]: 'true',
    },
    ...objectAt(sorted(kept, new Set())),
  };
}

function without(map: JsonObject, patterns: readonly string[]): JsonObject {
  const texts = Object.entries(map).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[key, value]] : [],
  );
  const { copied } = copyLabels(Object.fromEntries(texts), patterns);
  return Object.fromEntries(sortedBy(Object.entries(copied), ([key]) => key));
}

/** Maps in the order of their keys; lists stay as they are, since their order may mean something. */
function sorted(value: Json, left: ReadonlySet<string>): Json {
  if (Array.isArray(value)) return value.map((one) => sorted(one, left));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([key]) => !left.has(key));
  return Object.fromEntries(sortedBy(entries, ([key]) => key).map(([key, one]) => [key, sorted(one, left)]));
}
