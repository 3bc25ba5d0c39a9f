import { names } from './types';

export const consumerFormats = ['Sveltos', 'ClusterInventory', 'MulticlusterRuntime'] as const;

/** What consumers' Secrets look like. */
export const publishFields = {
  dataKeys: {
    ...names,
    minItems: 1,
    uniqueItems: true,
    description: 'The data keys that the kubeconfig is written under, in place of the format’s own.',
  },
} as const;
