import { DURATION_PATTERN } from '../../api/duration';
import { NAMESPACE_PATTERN, OBJECT_NAME_PATTERN } from '../../api/name-patterns';

/** The types that several fields share. */

export const labelKey = (description: string, key: string) =>
  ({ type: 'string', minLength: 1, default: key, description }) as const;

export const stringMap = { type: 'object', additionalProperties: { type: 'string' } } as const;
export const names = { type: 'array', items: { type: 'string', minLength: 1 } } as const;

export const namespaceName = { type: 'string', minLength: 1, maxLength: 63, pattern: NAMESPACE_PATTERN } as const;
export const objectName = { type: 'string', minLength: 1, maxLength: 253, pattern: OBJECT_NAME_PATTERN } as const;
export const namespaceNames = { type: 'array', items: namespaceName } as const;

export const verdict = <Fallback extends 'Warn' | 'Deny'>(fallback: Fallback, description: string) =>
  ({ enum: ['Allow', 'Warn', 'Deny'], default: fallback, description }) as const;

/** Pairs of namespaces, as in Gateway API's ReferenceGrant. */
export const grants = (from: string, to: string) =>
  ({
    type: 'array',
    default: [],
    examples: [[{ from: 'fleet-prod', to: 'capi-system' }]],
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['from', 'to'],
      properties: {
        from: { ...namespaceName, description: from },
        to: { ...namespaceName, description: to },
      },
    },
    description: 'The pairs of namespaces that are granted, by their exact names.',
  }) as const;

export const duration = <Fallback extends string>(fallback: Fallback, description: string) =>
  ({ type: 'string', pattern: DURATION_PATTERN, minLength: 1, default: fallback, description }) as const;
