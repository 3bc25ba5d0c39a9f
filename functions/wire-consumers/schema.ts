import type { FromSchema } from 'json-schema-to-ts';
import { accessFields } from '../../src/schema/fields/access';
import { labelFields } from '../../src/schema/fields/register';
import { sharedFields } from '../../src/schema/fields/shared';
import { wiringFields } from '../../src/schema/fields/wiring';

const { providers, providerFile, crossNamespace } = accessFields;
const { dropLabels } = labelFields;

export const wireConsumersSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    ...wiringFields,
    providers,
    providerFile,
    crossNamespace,
    dropLabels,
    ...sharedFields,
  },
} as const;

export type WireConsumersSpec = FromSchema<typeof wireConsumersSchema>;
