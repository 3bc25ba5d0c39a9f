import { names } from './types';

export const consumerFormats = ['Sveltos', 'ClusterInventory', 'MulticlusterRuntime'] as const;

/** What consumers' Secrets look like. */
export const publishFields = {
  dataKeys: {
    examples: [['kubeconfig']],
    ...names,
    minItems: 1,
    uniqueItems: true,
    description: 'The data keys for the kubeconfig. Default: the key of the format.',
  },
} as const;
