import type { TemplateResourceRef } from '../../api/event-trigger';
import { nameObject } from '../../diagnostics/finding';
import type { Purse } from '../../engines/go-template/budget';
import { fromData, GoMap, type TemplateData } from '../../engines/go-template/value';
import { groupOf } from '../../krm/identity';
import { isObject, type Json, type JsonObject, objectAt, textOf } from '../../krm/json';
import { sveltosFunctions } from '../template/functions';
import { functionsById } from '../template/resources';
import { Templates } from './templates';

interface Surroundings {
  /** The cluster that is deployed to. */
  readonly cluster: JsonObject;
  /** Finds an object of the management cluster. */
  find(group: string, kind: string, namespace: string, name: string): JsonObject | undefined;
  fill(text: string, field: string): string | undefined;
}

interface Missing {
  readonly field: string;
  readonly words: string;
  readonly optional: boolean;
}

/** The objects that templateResourceRefs mean, by their identifiers, and which of them are not there. */
export function findResources(
  refs: readonly TemplateResourceRef[],
  { cluster, find, fill }: Surroundings,
): { resources: ReadonlyMap<string, JsonObject>; missing: Missing[] } {
  const resources = new Map<string, JsonObject>();
  const missing: Missing[] = [];
  for (const [at, ref] of refs.entries()) {
    const { apiVersion = '', kind = '' } = ref.resource;
    const field = `templateResourceRefs[${at}]`;
    const name = fill(ref.resource.name ?? '', `${field}.resource.name`);
    const written = fill(ref.resource.namespace ?? '', `${field}.resource.namespace`);
    if (name === undefined || written === undefined) continue;
    const namespace = written === '' ? textOf(objectAt(cluster, 'metadata').namespace) : written;
    const group = groupOf(apiVersion);
    const object = find(group, kind, namespace, name) ?? find(group, kind, '', name);
    if (object !== undefined) resources.set(ref.identifier, whatIsSeen(object, ref));
    else missing.push({ field, words: nameObject({ kind, namespace, name }), optional: ref.optional ?? false });
  }
  return { resources, missing };
}

/**
 * What the templates of Sveltos' second step see (addon-controller): the cluster that is deployed to, those objects, and
 * functions that take an identifier. What a function changes lasts for the template.
 */
export function deployTemplates(
  cluster: JsonObject,
  resources: ReadonlyMap<string, JsonObject>,
  purse: Purse,
): { filler: Templates; data: TemplateData } {
  const maps = new Map<string, GoMap>();
  for (const [identifier, object] of resources) {
    const map = fromData(object);
    if (map instanceof GoMap) maps.set(identifier, map);
  }
  const data = {
    Cluster: cluster,
    KubeadmControlPlane: {},
    InfrastructureProvider: {},
    MgmtResources: Object.fromEntries(maps),
  };
  return { filler: new Templates(purse, sveltosFunctions.with(functionsById(maps))), data };
}

/** `watchFields` and `ignoreStatusChanges` are about when to look again, and yet hide the other fields from templates. */
function whatIsSeen(object: JsonObject, { watchFields = [], ignoreStatusChanges }: TemplateResourceRef): JsonObject {
  if (watchFields.length > 0) return pick(object, watchFields);
  if (!ignoreStatusChanges) return object;
  const { status: _status, metadata, ...fields } = object;
  const { resourceVersion: _version, managedFields: _fields, ...kept } = objectAt(object, 'metadata');
  return metadata === undefined ? fields : { ...fields, metadata: kept };
}

function pick(object: JsonObject, paths: readonly string[]): JsonObject {
  let picked: JsonObject = {};
  for (const path of paths) {
    const keys = path.split('.');
    const value = valueAt(object, keys);
    if (value !== undefined) picked = withValue(picked, keys, value) ?? picked;
  }
  return picked;
}

function valueAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  return isObject(value) && Object.hasOwn(value, key) ? valueAt(value[key], rest) : undefined;
}

/** A copy with the value there; `undefined` where something on the way is no map. */
function withValue(object: JsonObject, path: readonly string[], value: Json): JsonObject | undefined {
  const [key = '', ...rest] = path;
  if (rest.length === 0) return { ...object, [key]: value };
  const at = Object.hasOwn(object, key) ? object[key] : {};
  const inner = isObject(at) ? withValue(at, rest, value) : undefined;
  return inner && { ...object, [key]: inner };
}
