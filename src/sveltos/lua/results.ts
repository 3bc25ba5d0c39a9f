import type { Finding, Place } from '../../diagnostics/finding';
import * as lua from '../../diagnostics/lua';
import { withheld } from '../../diagnostics/withheld';
import { hasText } from '../../engines/lua/script-text';
import { isObject, type Json, type JsonObject, objectAt, textOf, typeInWords } from '../../krm/json';

/** `matching` of each call of an `evaluate`; absent is false. */
export function readMatching(
  values: readonly Json[],
  script: string,
  place: Place,
  source: string,
  words: string,
): { matching: boolean[] | undefined; findings: Finding[] } {
  const wrong = new Set<string>();
  const messages = new Set<string>();
  const matching = values.map((value) => {
    const { matching: matches = null, message = null } = fieldsOf(value);
    if (matches !== null && typeof matches !== 'boolean') wrong.add(`${typeInWords(matches)} as matching`);
    if (message !== null && typeof message !== 'string') wrong.add(`${typeInWords(message)} as message`);
    if (textOf(message) !== '') messages.add(textOf(message));
    return matches === true;
  });
  const faults = [...wrong].sort().map((what) => lua.luaResultInvalid(place, source, words, what));
  const said = tellMessages(messages, script, place, source, words);
  return { matching: faults.length > 0 ? undefined : matching, findings: [...faults, ...said] };
}

/** `resources` of an aggregatedSelection: objects with a kind. Absent is none. */
export function readAggregate(
  value: Json,
  script: string,
  place: Place,
  source: string,
): { resources: JsonObject[] | undefined; findings: Finding[] } {
  const words = 'aggregatedSelection';
  const { resources = null, message = null } = fieldsOf(value);
  const wrong = (what: string) => ({
    resources: undefined,
    findings: [lua.luaResultInvalid(place, source, words, what)],
  });
  if (message !== null && typeof message !== 'string') return wrong(`${typeInWords(message)} as message`);
  const findings = tellMessages(new Set(message ? [message] : []), script, place, source, words);
  if (resources === null) return { resources: [], findings };
  if (!Array.isArray(resources)) {
    if (isObject(resources) && Object.keys(resources).length === 0) {
      return { resources: [], findings: [...findings, lua.luaEmptyList(place, source)] };
    }
    return wrong(`${typeInWords(resources)} as resources`);
  }
  const objects = resources.filter(isObject);
  if (objects.length < resources.length) return wrong('resources of which one is no object');
  const bare = objects.find((object) => textOf(object.kind) === '');
  if (bare !== undefined) {
    return wrong(`a resource without kind (its name: ${withheld(textOf(objectAt(bare, 'metadata').name))})`);
  }
  return { resources: objects, findings };
}

/** Go reads a field's name in upper and lower case alike; of several the one that sorts last counts. */
function fieldsOf(value: Json): Record<string, Json> {
  if (!isObject(value)) return {};
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key.toLowerCase(), value[key] ?? null]));
}

/** Messages that stand in the script as they are; one that is put together may hold what the script has read. */
function tellMessages(
  messages: ReadonlySet<string>,
  script: string,
  place: Place,
  source: string,
  words: string,
): Finding[] {
  return [...messages]
    .sort()
    .filter((message) => hasText(script, message))
    .map((message) => lua.luaMessage(place, source, words, message));
}
