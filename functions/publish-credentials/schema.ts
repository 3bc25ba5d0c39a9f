import type { FromSchema } from 'json-schema-to-ts';
import { consumerFields } from '../../src/schema/fields/consumers';
import { modeFields } from '../../src/schema/fields/credentials-mode';
import { consumerFormats, publishFields } from '../../src/schema/fields/publish';
import { sharedFields } from '../../src/schema/fields/shared';

export const publishCredentialsSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    format: {
      enum: consumerFormats,
      default: 'Sveltos',
      description: 'Who reads the Secrets: decides their namespace, name and key.',
    },
    ...modeFields,
    ...consumerFields,
    ...publishFields,
    ...sharedFields,
  },
} as const;

export type PublishCredentialsSpec = FromSchema<typeof publishCredentialsSchema>;
