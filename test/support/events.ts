import type { Finding } from '../../src/diagnostics/finding';
import type { Capabilities } from '../../src/inventory/capabilities';
import type { Item } from '../../src/krm/item';
import type { Json, JsonObject } from '../../src/krm/json';
import type { Outcome } from '../../src/run/run';
import { runFunction } from '../../src/run/run-function';
import { itemOf, plain } from './objects';
import { WITH_LUA } from './run-lua';

/** Small builders of what the event framework is made of, each sound by default. */

/** An EventSource that selects every ConfigMap labelled `event`, and hands it over. */
export function eventSource(spec: JsonObject = {}, name = 'source'): Item {
  const resourceSelectors = [
    { group: '', version: 'v1', kind: 'ConfigMap', labelFilters: [{ key: 'event', operation: 'Has' }] },
  ];
  return framework('EventSource', name, { collectResources: true, resourceSelectors, ...spec });
}

/** One ConfigMap for each event, from the template `team/template`. */
export function eventTrigger(spec: JsonObject = {}, name = 'trigger'): Item {
  return framework('EventTrigger', name, {
    sourceClusterSelector: { matchLabels: { env: 'management' } },
    eventSourceName: 'source',
    oneForEvent: true,
    policyRefs: [{ kind: 'ConfigMap', namespace: 'team', name: 'template' }],
    ...spec,
  });
}

export const MADE = `apiVersion: v1
kind: ConfigMap
metadata:
  name: made-{{ .Resource.metadata.name }}
  namespace: team
data:
  from: {{ .Resource.metadata.name | quote }}
`;

/** A ConfigMap whose one text is a template. */
export function template(
  text = MADE,
  annotations: Record<string, string> = { 'projectsveltos.io/instantiate': 'ok' },
): Item {
  return configMap('template', { data: { 'made.yaml': text }, metadata: { annotations } });
}

/** An object that the default EventSource selects. */
export function event(name = 'one', more: JsonObject = {}, labels: JsonObject = { event: name }): Item {
  return configMap(name, { ...more, metadata: { labels } });
}

export function configMap(
  name: string,
  { metadata = {}, ...fields }: { metadata?: JsonObject; [field: string]: Json | undefined },
): Item {
  const object: JsonObject = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'team', ...metadata },
  };
  for (const [field, value] of Object.entries(fields)) if (value !== undefined) object[field] = value;
  return itemOf(object);
}

export const team = itemOf({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });

function framework(kind: string, name: string, spec: JsonObject): Item {
  return itemOf({ apiVersion: 'lib.projectsveltos.io/v1beta1', kind, metadata: { name }, spec });
}

export function runEvents(
  items: readonly Item[],
  spec: JsonObject = {},
  capabilities: Capabilities = WITH_LUA,
): Outcome {
  const functionConfig = {
    apiVersion: 'rollcall.dev/v1alpha1',
    kind: 'RunEventTrigger',
    metadata: { name: 'team' },
    spec,
  };
  return runFunction({ items, functionConfig, capabilities, findings: [] });
}

/** What was made, by `Kind namespace/name`; nothing where the render failed. */
export function madeBy(outcome: Outcome): Record<string, JsonObject> {
  if (outcome.state === 'failed') return {};
  const objects = outcome.generated.map(plain);
  return Object.fromEntries(
    objects.map((object) => {
      const { kind, namespace, name } = itemOf(object).identity;
      return [namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`, object];
    }),
  );
}

export function codesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ code }) => code))].sort();
}
