import type { FromSchema } from 'json-schema-to-ts';
import type * as Check from '../../generated/provider-file';
import type { Validate } from './kind';

/** POSIX's names of variables. A process gets `name=value`, and reads the name up to the first `=`. */
export const VARIABLE_PATTERN = '^[A-Za-z_][A-Za-z0-9_]*$';

/**
 * A provider of the file that clusterinventory-controller reads with `--clusterprofile-provider-file` (KEP-5339, package
 * `access` of cluster-inventory-api; `execConfig` is client-go's). An unknown field is an error here, where there it is
 * passed over.
 */
export const providerSchema = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: {
    name: {
      type: 'string',
      minLength: 1,
      description: 'The name of the provider in status.accessProviders of a ClusterProfile.',
    },
    execConfig: {
      type: 'object',
      required: ['command'],
      additionalProperties: false,
      description: 'How the plugin runs, as in a kubeconfig’s exec stanza.',
      properties: {
        apiVersion: {
          enum: ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'],
          description:
            'Accepted; the plugin is always asked in client.authentication.k8s.io/v1, as the controller does.',
        },
        command: {
          type: 'string',
          minLength: 1,
          description: 'The program: a path, or a name that is looked up in PATH.',
        },
        args: {
          type: ['array', 'null'],
          items: { type: 'string' },
          description: 'The arguments. Variables are not expanded.',
        },
        env: {
          type: ['array', 'null'],
          items: {
            type: 'object',
            required: ['name', 'value'],
            additionalProperties: false,
            properties: { name: { type: 'string', pattern: VARIABLE_PATTERN }, value: { type: 'string' } },
          },
          description: 'Environment variables, added to those of the host.',
        },
        installHint: { type: 'string', description: 'What to do if the program is missing. The finding shows it.' },
        provideClusterInfo: {
          type: 'boolean',
          description: 'Accepted; the plugin is always told about the cluster, as the controller does.',
        },
        interactiveMode: {
          enum: ['Never', 'IfAvailable', 'Always'],
          description: 'Accepted; a plugin never gets a terminal, as the controller does.',
        },
      },
    },
    profileSourcedCLIArgsPolicy: {
      enum: ['Append', 'Ignore', ''],
      description:
        'Whether arguments from the ClusterProfile (the extension clusterprofiles.multicluster.x-k8s.io/exec/additional-args) follow the plugin’s own. Empty or absent is Ignore. With Append, profileSourcedCLIArgPrefixes names the arguments that are allowed.',
    },
    profileSourcedCLIArgPrefixes: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      uniqueItems: true,
      description:
        'Rollcall’s own field, which other programs ignore: the beginnings of the arguments that a ClusterProfile may pass, such as `--cluster=`. Every argument has to begin with one of them; any other is an error. Without it a ClusterProfile may pass none.',
    },
    profileSourcedEnvVarsPolicy: {
      enum: ['AppendIfNotExists', 'Replace', 'Ignore', ''],
      description:
        'Whether environment variables from the ClusterProfile (the extension clusterprofiles.multicluster.x-k8s.io/exec/additional-envs) are added; where both name one, AppendIfNotExists lets this file win and Replace the profile. Empty or absent is Ignore. Otherwise profileSourcedEnvVarNames names the variables that are allowed.',
    },
    profileSourcedEnvVarNames: {
      type: 'array',
      items: { type: 'string', pattern: VARIABLE_PATTERN },
      uniqueItems: true,
      description:
        'Rollcall’s own field, which other programs ignore: the exact names of the environment variables that a ClusterProfile may set. Any other is an error. Without it a ClusterProfile may set none.',
    },
  },
} as const;

export type Provider = FromSchema<typeof providerSchema>;

export const providerFileSchema = {
  type: 'object',
  required: ['providers'],
  additionalProperties: false,
  properties: { providers: { type: ['array', 'null'], items: providerSchema } },
} as const;

export type ProviderFile = FromSchema<typeof providerFileSchema>;

/** The check is a file of its own: few runs read such a file. */
export function loadProviderFileCheck(): Validate<ProviderFile> {
  const { validateProviderFile }: typeof Check = require('../../generated/provider-file');
  return validateProviderFile;
}
