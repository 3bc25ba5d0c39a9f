/** Kubernetes reads `labels:` with nothing behind it as no labels, so null stands for absent throughout. */
export const stringMapSchema = {
  type: ['object', 'null'],
  additionalProperties: { type: 'string' },
} as const;

/** The fields of ObjectMeta that Rollcall looks at. */
export const metadataSchema = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string' },
    namespace: { type: ['string', 'null'] },
    labels: stringMapSchema,
    annotations: stringMapSchema,
    deletionTimestamp: { type: ['string', 'null'] },
    finalizers: { type: ['array', 'null'], items: { type: 'string' } },
  },
} as const;

/** What every object that is read has. */
export interface WithMetadata {
  metadata: {
    name: string;
    namespace?: string | null | undefined;
    labels?: Record<string, string> | null | undefined;
    annotations?: Record<string, string> | null | undefined;
    deletionTimestamp?: string | null | undefined;
    finalizers?: string[] | null | undefined;
  };
}

export function labelsOf({ metadata }: WithMetadata): Record<string, string> {
  return metadata.labels ?? {};
}

/** A label's value, or `undefined` where the object does not carry it. */
export function labelOf({ metadata }: WithMetadata, key: string): string | undefined {
  const labels = metadata.labels;
  return labels && Object.hasOwn(labels, key) ? labels[key] : undefined;
}

/** Empty where the object has none. */
export function namespaceOf({ metadata }: WithMetadata): string {
  return metadata.namespace ?? '';
}

/** `namespace/name`. */
export function pathOf(object: WithMetadata): string {
  return `${namespaceOf(object)}/${object.metadata.name}`;
}
