import type { FromSchema } from 'json-schema-to-ts';
import { modeFields } from '../../src/schema/fields/credentials-mode';
import { registerFields, sveltosFormats } from '../../src/schema/fields/register';
import { sharedFields } from '../../src/schema/fields/shared';

export const registerSveltosClustersSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    format: {
      enum: sveltosFormats,
      default: 'SveltosController',
      description:
        'Which objects are written: those of clusterinventory-controller, or those of the event-framework document.',
    },
    ...modeFields,
    ...registerFields,
    ...sharedFields,
  },
} as const;

export type RegisterSveltosClustersSpec = FromSchema<typeof registerSveltosClustersSchema>;
