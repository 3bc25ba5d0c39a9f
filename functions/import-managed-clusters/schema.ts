import type { FromSchema } from 'json-schema-to-ts';
import { hubFields } from '../../src/schema/fields/hub';
import { profileFields } from '../../src/schema/fields/profiles';
import { sharedFields } from '../../src/schema/fields/shared';

export const importManagedClustersSchema = {
  type: 'object',
  additionalProperties: false,
  properties: { ...hubFields, ...profileFields, ...sharedFields },
} as const;

export type ImportManagedClustersSpec = FromSchema<typeof importManagedClustersSchema>;
