import type { FromSchema } from 'json-schema-to-ts';
import { consumerFields } from '../../src/schema/fields/consumers';
import { modeFields } from '../../src/schema/fields/credentials-mode';
import { hubFields } from '../../src/schema/fields/hub';
import { capiProfileFields, profileFields } from '../../src/schema/fields/profiles';
import { consumerFormats, publishFields } from '../../src/schema/fields/publish';
import { registerFields, sveltosFormats } from '../../src/schema/fields/register';
import { sharedFields } from '../../src/schema/fields/shared';

const formats = [...consumerFormats, ...sveltosFormats] as const;

export const renderInventorySchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    format: {
      anyOf: [
        { type: 'string', enum: formats },
        {
          type: 'array',
          items: { type: 'string', enum: formats },
          uniqueItems: true,
          allOf: [consumerFormats, sveltosFormats].map((sort) => ({
            contains: { enum: sort },
            minContains: 0,
            maxContains: 1,
          })),
        },
      ],
      default: ['Sveltos', 'SveltosController'],
      description:
        'The format of the consumers’ Secrets (Sveltos, ClusterInventory, MulticlusterRuntime), of the SveltosClusters (SveltosController, SveltosEvents), or a list with one of each. A format that is not named has its default.',
    },
    ...modeFields,
    ...consumerFields,
    ...publishFields,
    ...registerFields,
    publishFrom: {
      type: 'array',
      items: { type: 'string', enum: ['CAPICluster', 'ManagedCluster', 'ClusterProfile'] },
      default: ['CAPICluster', 'ManagedCluster'],
      description:
        'The clusters whose credentials consumers receive. ClusterProfile adds clusters that only a ClusterProfile represents.',
    },
    capiClusters: {
      enum: ['Register', 'Skip'],
      default: 'Register',
      description:
        'Whether a ClusterProfile whose credentials come from a Cluster API Cluster is registered with Sveltos.',
    },
    ...hubFields,
    emitClusterProfiles: {
      type: 'boolean',
      default: false,
      description:
        'Whether ClusterProfiles are written. Those of ManagedClusters are used either way; if Open Cluster Management runs, it owns those objects, and one of them in the input is an error. Cluster API Clusters have one only with true, unless the input has it.',
    },
    ...capiProfileFields,
    ...profileFields,
    ...sharedFields,
  },
} as const;

export type RenderInventorySpec = FromSchema<typeof renderInventorySchema>;
