import type { FromSchema } from 'json-schema-to-ts';
import { capiProfileFields, profileFields } from '../../src/schema/fields/profiles';
import { sharedFields } from '../../src/schema/fields/shared';

export const importCapiClustersSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    unlabelledClusters: {
      enum: ['Ignore', 'Import'],
      default: 'Ignore',
      description:
        'What happens to a Cluster without the label that names its ClusterProfile (labelKeys.profileName). Import: its ClusterProfile has the Cluster’s own name.',
    },
    ...capiProfileFields,
    ...profileFields,
    ...sharedFields,
  },
} as const;

export type ImportCapiClustersSpec = FromSchema<typeof importCapiClustersSchema>;
