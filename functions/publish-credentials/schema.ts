import type { FromSchema } from 'json-schema-to-ts';
import { consumerFormats, publishFields } from '../../src/schema/fields/publish';
import { sharedFields } from '../../src/schema/fields/shared';

export const publishCredentialsSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    format: {
      enum: consumerFormats,
      default: 'Sveltos',
      description: 'Whom the Secrets are for: where they lie, what they are called and which key they use.',
    },
    ...publishFields,
    ...sharedFields,
  },
} as const;

export type PublishCredentialsSpec = FromSchema<typeof publishCredentialsSchema>;
