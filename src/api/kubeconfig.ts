import type { FromSchema } from 'json-schema-to-ts';
import { validateKubeconfig } from '../../generated/validators';
import { readUnambiguously } from '../krm/yaml/read';
import { refusedByClientGo } from './client-go-config';

/** client-go's Config: no more of it than makes a kubeconfig one. */
export const kubeconfigSchema = {
  type: 'object',
  required: ['clusters'],
  properties: {
    clusters: {
      type: 'array',
      contains: {
        type: 'object',
        required: ['name', 'cluster'],
        properties: {
          name: { type: 'string' },
          cluster: {
            type: 'object',
            required: ['server'],
            properties: { server: { type: 'string', not: { const: '' } } },
          },
        },
      },
    },
  },
} as const;

export type Kubeconfig = FromSchema<typeof kubeconfigSchema>;

export type KubeconfigReading =
  | { readonly state: 'kubeconfig'; readonly config: Kubeconfig }
  | { readonly state: 'not YAML'; readonly line: number; readonly reason: string }
  | { readonly state: 'names no cluster' }
  /** `reason` is half a sentence. */
  | { readonly state: 'refused'; readonly reason: string };

/** Whether a text is a kubeconfig that names a cluster and its server, and that client-go loads. */
export function readKubeconfig(text: string): KubeconfigReading {
  const reading = readUnambiguously(text);
  if ('fault' in reading) return { state: 'not YAML', line: reading.fault.line, reason: reading.fault.reason };
  const { value } = reading;
  if (!validateKubeconfig(value)) return { state: 'names no cluster' };
  const reason = refusedByClientGo(value);
  return reason === undefined ? { state: 'kubeconfig', config: value } : { state: 'refused', reason };
}
