import type { FromSchema } from 'json-schema-to-ts';
import { validateEventSource } from '../../generated/event-validators';
import type { ApiKind } from './kind';
import { metadataSchema } from './metadata';
import { labelSelectorSchema } from './sveltos-selector';

const text = { type: 'string' } as const;

const resourceSelectorSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['group', 'version', 'kind'],
  properties: {
    group: text,
    version: text,
    kind: { type: 'string', minLength: 1 },
    namespace: text,
    name: text,
    labelFilters: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['key', 'operation'],
        properties: { key: text, operation: { enum: ['Equal', 'Different', 'Has', 'DoesNotHave'] }, value: text },
      },
    },
    selector: labelSelectorSchema,
    evaluate: text,
    evaluateCEL: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'rule'],
        properties: { name: text, rule: text },
      },
    },
  },
} as const;

/** `lib.projectsveltos.io` EventSource: which objects are events. Cluster-scoped. */
export const eventSourceSchema = {
  type: 'object',
  required: ['metadata'],
  properties: {
    metadata: metadataSchema,
    spec: {
      type: 'object',
      additionalProperties: false,
      properties: {
        collectResources: { type: 'boolean' },
        resourceSelectors: { type: 'array', items: resourceSelectorSchema },
        aggregatedSelection: text,
        messagingMatchCriteria: { type: 'array', items: { type: 'object' } },
      },
    },
  },
} as const;

export type EventSource = FromSchema<typeof eventSourceSchema>;
export type ResourceSelector = FromSchema<typeof resourceSelectorSchema>;
export type LabelSelector = FromSchema<typeof labelSelectorSchema>;

export const EVENT_SOURCE: ApiKind<EventSource> = {
  group: 'lib.projectsveltos.io',
  kind: 'EventSource',
  validate: validateEventSource,
};
