import { DATA_KEY_PATTERN } from '../../api/name-patterns';

export const consumerFormats = ['Sveltos', 'ClusterInventory', 'MulticlusterRuntime'] as const;

/** What consumers' Secrets look like. */
export const publishFields = {
  dataKeys: {
    examples: [['kubeconfig']],
    type: 'array',
    items: { type: 'string', minLength: 1, maxLength: 253, pattern: DATA_KEY_PATTERN },
    minItems: 1,
    uniqueItems: true,
    description: 'The data keys for the kubeconfig. Default: the key of the format.',
  },
} as const;
