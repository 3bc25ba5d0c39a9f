import type { FromSchema } from 'json-schema-to-ts';
import { hubFields, sharedFields } from '../../src/config/fields';

export const importManagedClustersSchema = {
  type: 'object',
  additionalProperties: false,
  properties: { ...hubFields, ...sharedFields },
} as const;

export type ImportManagedClustersSpec = FromSchema<typeof importManagedClustersSchema>;
