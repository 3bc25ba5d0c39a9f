import type { TemplateResourceRef } from '../../api/event-trigger';
import type { ExtraFunction } from '../../engines/go-template/functions';
import { renderTemplate } from '../../engines/go-template/render';
import type { TemplateData } from '../../engines/go-template/value';
import { groupOf } from '../../krm/identity';
import { isObject, type Json, type JsonObject, objectAt, textOf } from '../../krm/json';
import { serve } from '../serve';
import type { Stock } from '../stock';
import { sveltosFunctions } from '../template/functions';
import { Templates } from './templates';

interface Surroundings {
  readonly cluster: JsonObject;
  readonly stock: Stock;
  fill(text: string, field: string): string | undefined;
}

interface Missing {
  readonly field: string;
  readonly words: string;
  readonly optional: boolean;
}

/**
 * What the templates of Sveltos' second step see (addon-controller): the cluster, the objects that templateResourceRefs
 * name, by their identifiers, and functions that take such an identifier.
 */
export function deployTemplates(
  refs: readonly TemplateResourceRef[],
  { cluster, stock, fill }: Surroundings,
): { templates: { filler: Templates; data: TemplateData }; missing: Missing[] } {
  const resources = new Map<string, JsonObject>();
  const missing: Missing[] = [];
  for (const [at, { identifier, resource, optional = false }] of refs.entries()) {
    const { apiVersion = '', kind = '' } = resource;
    const field = `templateResourceRefs[${at}]`;
    const name = fill(resource.name ?? '', `${field}.resource.name`);
    const own = textOf(objectAt(cluster, 'metadata').namespace);
    const namespace = resource.namespace ? fill(resource.namespace, `${field}.resource.namespace`) : own;
    if (name === undefined || namespace === undefined) continue;
    const group = groupOf(apiVersion);
    const item = stock.find(group, kind, namespace, name) ?? stock.find(group, kind, '', name);
    if (item === undefined) missing.push({ field, words: `${kind} ${namespace}/${name}`, optional });
    else resources.set(identifier, serve(item));
  }
  const data = {
    Cluster: cluster,
    KubeadmControlPlane: {},
    InfrastructureProvider: {},
    MgmtResources: Object.fromEntries(resources),
  };
  return { templates: { filler: new Templates(byIdentifier(resources)), data }, missing };
}

/** Without what an API server adds to an object: `.MgmtResources` and `getField` show that, the other functions do not. */
function plain(object: JsonObject): JsonObject {
  const { managedFields: _fields, resourceVersion: _version, uid: _uid, ...metadata } = objectAt(object, 'metadata');
  return { ...object, metadata };
}

function byIdentifier(resources: ReadonlyMap<string, JsonObject>): ReadonlyMap<string, ExtraFunction> {
  const find = (id: TemplateData | undefined) => resources.get(textOf(id));
  const findPlain = (id: TemplateData | undefined) => {
    const object = find(id);
    return object === undefined ? undefined : plain(object);
  };
  return new Map<string, ExtraFunction>([
    ['getResource', ([id]) => ({ value: findPlain(id) ?? null })],
    ['copy', ([id]) => toYaml(findPlain(id))],
    ['getField', ([id, path]) => ({ value: valueAt(find(id), textOf(path).split('.')) ?? '' })],
    ['setField', ([id, path, value]) => toYaml(changed(findPlain(id), textOf(path).split('.'), toJson(value)))],
    ['removeField', ([id, path]) => toYaml(changed(findPlain(id), textOf(path).split('.'), undefined))],
  ]);
}

function toYaml(object: JsonObject | undefined): ReturnType<ExtraFunction> {
  if (object === undefined) return { value: '' };
  const outcome = renderTemplate('toYaml', '{{ toYaml . }}', object, sveltosFunctions);
  return 'text' in outcome ? { value: outcome.text } : { fault: outcome.fault.reason };
}

function valueAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined || value === undefined) return value;
  return isObject(value) && Object.hasOwn(value, key) ? valueAt(value[key], rest) : undefined;
}

/** A copy with a field set, or without it. */
function changed(
  object: JsonObject | undefined,
  path: readonly string[],
  value: Json | undefined,
): JsonObject | undefined {
  const [key, ...rest] = path;
  if (object === undefined || key === undefined) return object;
  if (rest.length > 0) {
    const inner = changed(objectAt(object, key), rest, value) ?? {};
    return { ...object, [key]: inner };
  }
  const { [key]: _old, ...others } = object;
  return value === undefined ? others : { ...object, [key]: value };
}

/** Data of templates is never changed, JSON may be: a copy is both. */
function toJson(value: TemplateData | undefined): Json {
  if (Array.isArray(value)) return value.map(toJson);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, toJson(one)]));
  return typeof value === 'object' || value === undefined ? null : value;
}
