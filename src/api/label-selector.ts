import type { FromSchema } from 'json-schema-to-ts';
import { stringMapSchema } from './metadata';

/** apimachinery's metav1.LabelSelector. Its operators are judged where it is evaluated. */
export const labelSelectorSchema = {
  type: ['object', 'null'],
  properties: {
    matchLabels: stringMapSchema,
    matchExpressions: {
      type: ['array', 'null'],
      items: {
        type: 'object',
        required: ['key', 'operator'],
        properties: {
          key: { type: 'string' },
          operator: { type: 'string' },
          values: { type: ['array', 'null'], items: { type: 'string' } },
        },
      },
    },
  },
} as const;

export type LabelSelector = NonNullable<FromSchema<typeof labelSelectorSchema>>;
