import type { FromSchema } from 'json-schema-to-ts';
import { validateConfigMap } from '../../generated/event-validators';
import type { ApiKind } from './kind';
import { metadataSchema } from './metadata';

export const configMapSchema = {
  type: 'object',
  required: ['metadata'],
  properties: {
    metadata: metadataSchema,
    data: { type: ['object', 'null'], additionalProperties: { type: ['string', 'null'] } },
    binaryData: { type: ['object', 'null'] },
  },
} as const;

export type ConfigMap = FromSchema<typeof configMapSchema>;

export const CONFIG_MAP: ApiKind<ConfigMap> = { group: '', kind: 'ConfigMap', validate: validateConfigMap };
