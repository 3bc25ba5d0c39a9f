import type { FromSchema } from 'json-schema-to-ts';
import { hubFields } from '../../src/schema/fields/hub';
import { sharedFields } from '../../src/schema/fields/shared';

export const importManagedClustersSchema = {
  type: 'object',
  additionalProperties: false,
  properties: { ...hubFields, ...sharedFields },
} as const;

export type ImportManagedClustersSpec = FromSchema<typeof importManagedClustersSchema>;
