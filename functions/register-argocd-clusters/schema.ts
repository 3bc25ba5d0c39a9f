import type { FromSchema } from 'json-schema-to-ts';
import { accessFields } from '../../src/schema/fields/access';
import { argoCDFields } from '../../src/schema/fields/argo-cd';
import { labelFields } from '../../src/schema/fields/register';
import { sharedFields } from '../../src/schema/fields/shared';

export const registerArgoCDClustersSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    ...argoCDFields,
    ...accessFields,
    ...labelFields,
    ...sharedFields,
  },
} as const;

export type RegisterArgoCDClustersSpec = FromSchema<typeof registerArgoCDClustersSchema>;
