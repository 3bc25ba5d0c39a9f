import { SNAPSHOT } from '../../api/snapshot';
import { LOCAL_CONFIG } from '../../krm/host-annotations';
import { isObject, type JsonObject, objectAt, textOf } from '../../krm/json';
import { GENERATED_BY } from '../../krm/ownership';
import { readYaml } from '../../krm/yaml/read';
import { cleanObject, SNAPSHOT_MARK } from './clean-object';
import { nameOf, READ_KINDS, type ReadKind } from './kinds';
import { type Kubectl, KubectlFailed } from './kubectl';
import { readSecrets, type SecretsMode } from './read-secrets';

export interface SnapshotScope {
  /** None for all of them. */
  readonly namespaces: readonly string[];
  readonly secrets: SecretsMode;
}

/** Everything that a snapshot holds, the manifest first. Whatever cannot be read completely throws `KubectlFailed`. */
export function readCluster(kubectl: Kubectl, { namespaces, secrets }: SnapshotScope): JsonObject[] {
  const served = listServed(kubectl);
  const read: Record<string, number> = {};
  const notServed: string[] = [];
  const notRead: string[] = [];
  let generated = 0;
  const objects: JsonObject[] = [];
  const take = (name: string, found: readonly JsonObject[]) => {
    const ours = found.filter((object) => Object.hasOwn(objectAt(object, 'metadata', 'annotations'), GENERATED_BY));
    generated += ours.length;
    const kept = found.filter((object) => !ours.includes(object));
    read[name] = (read[name] ?? 0) + kept.length;
    objects.push(...kept.map(cleanObject));
  };
  const known = readNamespaces(kubectl, namespaces);
  take('namespaces', known);
  for (const kind of READ_KINDS) {
    const version = served(kind);
    if (version === undefined) notServed.push(nameOf(kind));
    else if (namespaces.length > 0 && !kind.isNamespaced) notRead.push(nameOf(kind));
    else for (const scope of scopesFor(kind, namespaces)) take(nameOf(kind), readList(kubectl, kind, version, scope));
  }
  for (const scope of scopesFor({ isNamespaced: true }, namespaces)) {
    if (secrets !== 'None') take('secrets', readSecrets(kubectl, scope, secrets));
  }
  const manifest: JsonObject = {
    apiVersion: SNAPSHOT.apiVersion,
    kind: SNAPSHOT.kind,
    metadata: { name: 'snapshot', annotations: { [LOCAL_CONFIG]: 'true', [SNAPSHOT_MARK]: 'true' } },
    spec: {
      cluster: readClusterId(kubectl, known),
      ...(namespaces.length === 0 ? {} : { namespaces: [...namespaces] }),
      secrets,
      read,
      ...(notServed.length === 0 ? {} : { notServed }),
      ...(notRead.length === 0 ? {} : { notRead }),
      ...(generated === 0 ? {} : { madeByRollcall: generated }),
    },
  };
  return [manifest, ...objects];
}

function scopesFor({ isNamespaced }: Pick<ReadKind, 'isNamespaced'>, namespaces: readonly string[]): string[][] {
  if (!isNamespaced) return [[]];
  return namespaces.length === 0 ? [['--all-namespaces']] : namespaces.map((one) => [`--namespace=${one}`]);
}

/** The preferred version in which a kind is served, by asking for its group alone: another group's API may be down. */
function listServed(kubectl: Kubectl): (kind: ReadKind) => string | undefined {
  const versions = new Map(
    itemsOf(parse(kubectl(['get', '--raw=/apis'])), 'groups').map((group) => [
      textOf(group.name),
      textOf(objectAt(group, 'preferredVersion').version),
    ]),
  );
  const resources = new Map<string, ReadonlySet<string>>();
  return ({ group, resource }) => {
    const version = versions.get(group);
    if (version === undefined) return undefined;
    const names =
      resources.get(group) ??
      new Set(
        itemsOf(parse(kubectl(['get', `--raw=/apis/${group}/${version}`])), 'resources').map(({ name }) =>
          textOf(name),
        ),
      );
    resources.set(group, names);
    return names.has(resource) ? version : undefined;
  };
}

function readList(
  kubectl: Kubectl,
  { group, resource }: ReadKind,
  version: string,
  scope: readonly string[],
): JsonObject[] {
  return itemsOf(parse(kubectl(['get', `${resource}.${version}.${group}`, ...scope, '--output=json'])), 'items');
}

/** All of them, or those that are named; of one alone, kubectl prints no list. */
function readNamespaces(kubectl: Kubectl, names: readonly string[]): JsonObject[] {
  const answer = parse(kubectl(['get', 'namespaces', ...names, '--output=json']));
  return answer.kind === 'Namespace' ? [answer] : itemsOf(answer, 'items');
}

/** What tells clusters apart: the uid of kube-system, which every cluster has; unknown to whoever may not read it. */
function readClusterId(kubectl: Kubectl, known: readonly JsonObject[]): string {
  const system = known.find((one) => objectAt(one, 'metadata').name === 'kube-system');
  if (system !== undefined) return textOf(objectAt(system, 'metadata').uid);
  try {
    return kubectl(['get', 'namespaces', 'kube-system', '--output=jsonpath={.metadata.uid}']).trim();
  } catch (error) {
    if (error instanceof KubectlFailed) return '';
    throw error;
  }
}

function parse(text: string): JsonObject {
  const reading = readYaml(text);
  if ('fault' in reading || !isObject(reading.value))
    throw new KubectlFailed('kubectl printed something that is no object');
  return reading.value;
}

function itemsOf(list: JsonObject, key: string): JsonObject[] {
  const items = list[key];
  if (!Array.isArray(items) || !items.every(isObject)) throw new KubectlFailed(`kubectl printed no list of ${key}`);
  if (textOf(objectAt(list, 'metadata').continue) !== '') throw new KubectlFailed('kubectl printed a part of a list');
  return items;
}
