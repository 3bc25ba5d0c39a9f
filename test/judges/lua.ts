import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LuaState, lauxlib, lua, lualib, to_luastring } from 'fengari';
import { parse } from 'yaml';
import { groupOf } from '../../src/krm/identity';
import { isObject, type Json, type JsonObject, objectAt, stringAt, textOf } from '../../src/krm/json';

/** The documents that the project started from, beside the project where they are there at all. */
export const seeds = join(__dirname, '..', '..', '..', 'shared', 'seeds');
const page = 'sveltos-push-model-from-capi.md';

/** What the push-model document would have applied to the management cluster. */
export interface PushModel {
  readonly selectors: readonly Selector[];
  readonly aggregatedSelection: string;
  /** The ConfigMap's Secret: Go's text/template. */
  readonly template: string;
  /** The page as it stands. */
  readonly text: string;
}

/** Reads the document; `undefined` where it is not there. */
export function readPushModel(): PushModel | undefined {
  const path = join(seeds, page);
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  const objects = yamlBlocks(text).map((block): unknown => parse(block));
  const eventSource = objectAt(ofKind(objects, 'EventSource'), 'spec');
  return {
    selectors: list(eventSource.resourceSelectors).map(readSelector),
    aggregatedSelection: nonEmpty(eventSource.aggregatedSelection, 'aggregatedSelection'),
    template: nonEmpty(objectAt(ofKind(objects, 'ConfigMap'), 'data')['secret.yaml'], 'secret.yaml'),
    text,
  };
}

/** What stands between `cat > file <<EOF` and `EOF` in each YAML block, as text: no shell reads it. */
function yamlBlocks(text: string): string[] {
  const blocks = [...text.matchAll(/^( *)```yaml\n([\s\S]*?)\n\1```$/gm)];
  return blocks.map(([, indent = '', body = '']) => {
    const lines = body.split('\n').map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trim()));
    return lines.filter((line) => !line.startsWith('cat > ') && line !== 'EOF').join('\n');
  });
}

function ofKind(objects: readonly unknown[], kind: string): unknown {
  const found = objects.find((object) => objectAt(object).kind === kind);
  if (found === undefined) throw new Error(`The document has no ${kind}`);
  return found;
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function nonEmpty(value: Json | undefined, what: string): string {
  const text = textOf(value);
  if (text === '') throw new Error(`The document has no ${what}`);
  return text;
}

/** One of an EventSource's resourceSelectors. */
interface Selector {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Empty: every namespace. */
  readonly namespace: string;
  /** labelFilters: all of these labels are there. */
  readonly labels: readonly string[];
  /** evaluateCEL: one true rule is a match; without rules everything is. */
  readonly rules: readonly ((object: JsonObject) => boolean)[];
}

/** The document's CEL rules, in TypeScript. */
const rules: Readonly<Record<string, (object: JsonObject) => boolean>> = {
  'resource.metadata.name.endsWith("-kubeconfig")': (object) => nameOf(object).endsWith('-kubeconfig'),
  'resource.type == "cluster.x-k8s.io/secret"': ({ type }) => type === 'cluster.x-k8s.io/secret',
};

function readSelector(selector: Json): Selector {
  const { group, version, kind, namespace, labelFilters, evaluateCEL, ...rest } = objectAt(selector);
  if (Object.keys(rest).length > 0) throw new Error(`The document's selection uses ${Object.keys(rest).join(', ')}`);
  return {
    group: textOf(group),
    version: textOf(version),
    kind: textOf(kind),
    namespace: textOf(namespace),
    labels: list(labelFilters).map((filter) => {
      const { key, operation } = objectAt(filter);
      if (operation !== 'Has') throw new Error(`The document filters labels with ${textOf(operation)}`);
      return textOf(key);
    }),
    rules: list(evaluateCEL).map((cel) => {
      const rule = rules[textOf(objectAt(cel).rule)];
      if (rule === undefined) throw new Error(`The document has an unknown rule: ${textOf(objectAt(cel).rule)}`);
      return rule;
    }),
  };
}

/** What Sveltos hands to the Lua: selector by selector, so that an object that two of them match is there twice. */
export function select(objects: readonly JsonObject[], selectors: readonly Selector[]): JsonObject[] {
  return selectors.flatMap((selector) => objects.filter((object) => matches(object, selector)));
}

function matches(object: JsonObject, { group, version, kind, namespace, labels, rules }: Selector): boolean {
  const metadata = objectAt(object, 'metadata');
  const own = objectAt(metadata, 'labels');
  return (
    !metadata.deletionTimestamp &&
    object.kind === kind &&
    object.apiVersion === (group === '' ? version : `${group}/${version}`) &&
    groupOf(textOf(object.apiVersion)) === group &&
    (namespace === '' || metadata.namespace === namespace) &&
    labels.every((label) => stringAt(own, label) !== undefined) &&
    (rules.length === 0 || rules.some((rule) => rule(object)))
  );
}

export function nameOf(object: JsonObject): string {
  return textOf(objectAt(object, 'metadata').name);
}

/** What the Lua makes of a Cluster and a consumer's Namespace. */
export interface Target {
  readonly targetNamespace: string;
  readonly profileNamespace: string;
  readonly profileName: string;
  /** base64 */
  readonly kubeconfig: string;
}

/** Runs the document's `evaluate()` on resources, in their order. */
export function evaluate(aggregatedSelection: string, resources: readonly JsonObject[]): Target[] {
  const result = runLua(aggregatedSelection, [...resources]);
  return list(objectAt(result).resources).map((resource) => {
    const spec = objectAt(resource, 'spec');
    return {
      targetNamespace: textOf(spec.targetNamespace),
      profileNamespace: textOf(spec.clusterProfileNamespace),
      profileName: textOf(spec.clusterProfileName),
      kubeconfig: textOf(spec.kubeconfigRaw),
    };
  });
}

const libraries = { _G: lualib.luaopen_base, table: lualib.luaopen_table, string: lualib.luaopen_string };

/** Calls the script's `evaluate()` with the global `resources`; the libraries are those that Sveltos opens, or fewer. */
export function runLua(script: string, resources: Json): Json {
  const state = lauxlib.luaL_newstate();
  try {
    for (const [name, open] of Object.entries({ ...libraries, math: lualib.luaopen_math })) {
      lauxlib.luaL_requiref(state, to_luastring(name), open, 1);
      lua.lua_pop(state, 1);
    }
    push(state, resources);
    lua.lua_setglobal(state, to_luastring('resources'));
    check(state, lauxlib.luaL_loadstring(state, to_luastring(script)));
    check(state, lua.lua_pcall(state, 0, 0, 0));
    lua.lua_getglobal(state, to_luastring('evaluate'));
    check(state, lua.lua_pcall(state, 0, 1, 0));
    return read(state);
  } finally {
    lua.lua_close(state);
  }
}

function check(state: LuaState, status: number): void {
  if (status !== lua.LUA_OK) throw new Error(`Lua: ${lua.lua_tojsstring(state, -1) ?? 'no message'}`);
}

/** Puts a value on the stack. A null is nil, so a field that is null is not there. */
function push(state: LuaState, value: Json): void {
  if (value === null) lua.lua_pushnil(state);
  else if (typeof value === 'string') lua.lua_pushstring(state, to_luastring(value));
  else if (typeof value === 'number') lua.lua_pushnumber(state, value);
  else if (typeof value === 'boolean') lua.lua_pushboolean(state, value);
  else if (Array.isArray(value)) {
    lua.lua_createtable(state, value.length, 0);
    for (const [at, entry] of value.entries()) {
      push(state, entry);
      lua.lua_seti(state, -2, at + 1);
    }
  } else {
    lua.lua_createtable(state, 0, 0);
    for (const [key, entry] of Object.entries(value)) {
      push(state, entry);
      lua.lua_setfield(state, -2, to_luastring(key));
    }
  }
}

/** Takes the value on top of the stack off it. */
function read(state: LuaState): Json {
  const value = readTop(state);
  lua.lua_pop(state, 1);
  return value;
}

function readTop(state: LuaState): Json {
  switch (lua.lua_type(state, -1)) {
    case lua.LUA_TNIL:
      return null;
    case lua.LUA_TBOOLEAN:
      return lua.lua_toboolean(state, -1);
    case lua.LUA_TNUMBER:
      return lua.lua_tonumber(state, -1);
    case lua.LUA_TSTRING:
      return lua.lua_tojsstring(state, -1);
    case lua.LUA_TTABLE:
      return readTable(state);
    default:
      throw new Error('The Lua returned something that is no data');
  }
}

/** A table whose keys are 1 to n is a list; an empty one comes back as a map, as in Sveltos. */
function readTable(state: LuaState): Json {
  const map: JsonObject = {};
  const entries: Json[] = [];
  const table = lua.lua_gettop(state);
  lua.lua_pushnil(state);
  while (lua.lua_next(state, table) !== 0) {
    const value = read(state);
    if (lua.lua_type(state, -1) === lua.LUA_TNUMBER) entries[lua.lua_tonumber(state, -1) - 1] = value;
    else map[lua.lua_tojsstring(state, -1) ?? ''] = value;
  }
  return entries.length > 0 ? entries : map;
}

/**
 * The document's Secret for a target: the text that its template gives. Only the few turns of text/template that it
 * takes are known here; another one is an error.
 */
export function fillTemplate(template: string, target: Target): string {
  const values: Readonly<Record<string, string>> = {
    '- $spec := .Resource.spec -': '',
    '- $cpName := $spec.clusterProfileName -': '',
    '- $cpNs := $spec.clusterProfileNamespace | default "default" -': '',
    ' printf "%s-%s-kubeconfig" $cpNs $cpName ': `${target.profileNamespace}-${target.profileName}-kubeconfig`,
    ' $spec.targetNamespace ': target.targetNamespace,
    ' $cpName ': target.profileName,
    ' $cpNs ': target.profileNamespace,
    ' $spec.kubeconfigRaw ': target.kubeconfig,
  };
  return template.replace(/\{\{(.*?)\}\}/g, (_, action: string) => {
    const value = values[action];
    if (value === undefined) throw new Error(`The template has an unknown action: ${action}`);
    return value;
  });
}

/** The same, as an API server would read it. */
export function readSecret(template: string, target: Target): JsonObject {
  const secret: unknown = parse(fillTemplate(template, target));
  return isObject(secret) ? secret : {};
}
