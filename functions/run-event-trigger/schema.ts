import type { FromSchema } from 'json-schema-to-ts';
import { sharedFields } from '../../src/schema/fields/shared';

export const runEventTriggerSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    eventTriggers: {
      examples: [['ingress-report']],
      type: 'array',
      items: { type: 'string', minLength: 1 },
      uniqueItems: true,
      description: 'The names of the EventTriggers that run. Default: every EventTrigger of the input.',
    },
    updateSelected: {
      examples: [['team-access']],
      type: 'array',
      items: { type: 'string', minLength: 1 },
      uniqueItems: true,
      description:
        'EventTriggers that may change the objects that their EventSource selects, by name: such an object is written in its place, without Rollcall’s marks. Without it, making an object that is selected is an error.',
    },
    luaTimeLimit: {
      type: 'integer',
      minimum: 1,
      maximum: 3600,
      default: 10,
      description:
        'How long one script of an EventSource, or the CEL rules of one selector, may run for all of their objects together, in seconds. The whole render has `--timeout`.',
    },
    luaMemoryLimit: {
      type: 'integer',
      minimum: 16,
      maximum: 65536,
      default: 1024,
      description: 'How much memory one script of an EventSource, or the CEL rules of one selector, may take, in MiB.',
    },
    ...sharedFields,
  },
} as const;

export type RunEventTriggerSpec = FromSchema<typeof runEventTriggerSchema>;
