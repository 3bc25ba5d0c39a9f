import { DURATION_PATTERN } from '../api/duration';
import { COUNT_OR_PERCENTAGE_PATTERN } from '../api/percentage';
import { accessFields } from './fields/access';
import { credentialFields } from './fields/credential-rules';
import { credentialModes } from './fields/credentials-mode';
import { runFields } from './fields/one-run';
import { selectionFields } from './fields/selection';
import { names } from './fields/types';

const VERDICTS = ['Allow', 'Warn', 'Deny'] as const;
export type Verdict = (typeof VERDICTS)[number];

const verdict = (description: string) => ({ enum: VERDICTS, description }) as const;
const count = (description: string) =>
  ({
    anyOf: [
      { type: 'integer', minimum: 0 },
      { type: 'string', pattern: COUNT_OR_PERCENTAGE_PATTERN },
    ],
    description,
  }) as const;

const pairs = (description: string) =>
  ({
    type: 'array',
    description,
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['from', 'to'],
      properties: { from: { type: 'string', minLength: 1 }, to: { type: 'string', minLength: 1 } },
    },
  }) as const;

const kubeconfigRules = Object.keys(credentialFields.kubeconfigPolicy.properties);
/** consumerLabel is that of the consumers. */
const labelKeys = Object.keys(selectionFields.labelKeys.properties).filter((name) => name !== 'consumer');
const limit = (description: string) => ({ type: 'integer', minimum: 1, description }) as const;

/** A field that a policy leaves out demands nothing. */
function withoutDefault<Field extends { readonly default: unknown }>({
  default: _,
  ...rest
}: Field): Omit<Field, 'default'> {
  return rest;
}

/** What whoever runs the program demands of every configuration: the `spec` of a Policy. */
export const policySchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    functions: { ...names, description: 'The functions that may run, by name.' },
    kubeconfigPolicy: {
      type: 'object',
      additionalProperties: false,
      description: 'The weakest verdict that a configuration may give for each of these.',
      properties: Object.fromEntries(kubeconfigRules.map((name) => [name, { enum: VERDICTS }])),
    },
    crossNamespace: {
      type: 'object',
      additionalProperties: false,
      description:
        'What a configuration may grant of the Secrets of other namespaces. What is not listed here, it may not.',
      properties: {
        policy: verdict('The weakest verdict for pairs of namespaces that are not granted.'),
        allow: pairs('The pairs that a configuration may grant.'),
        allowedNamespaces: { ...names, description: 'The namespaces that a configuration may open to every other.' },
      },
    },
    profileNamespaces: {
      type: 'object',
      additionalProperties: false,
      description:
        'What a configuration may grant of ClusterProfiles of other namespaces. What is not listed here, it may not.',
      properties: {
        policy: verdict('The weakest verdict for pairs of namespaces that are not granted.'),
        allow: pairs('The pairs that a configuration may grant.'),
      },
    },
    allowEmpty: { type: 'boolean', description: 'Whether a configuration may say allowEmpty: true.' },
    takeOverFrom: {
      ...names,
      description: 'The owners that a configuration may take over from; none with an empty list.',
    },
    consumerLabel: {
      type: 'string',
      minLength: 1,
      description: 'The label that makes a Namespace a consumer (labelKeys.consumer).',
    },
    labelKeys: {
      type: 'object',
      additionalProperties: false,
      description: 'The keys of the other labels that are read.',
      properties: Object.fromEntries(labelKeys.map((name) => [name, { type: 'string', minLength: 1 }])),
    },
    openClusterManagement: {
      type: 'object',
      additionalProperties: false,
      description: 'For clusters of Open Cluster Management.',
      properties: {
        trustedServers: {
          ...withoutDefault(accessFields.openClusterManagement.properties.trustedServers),
          description: 'The entries that a configuration may put into its list of trusted servers.',
        },
      },
    },
    allowProviders: {
      type: 'boolean',
      description: 'Whether a configuration may set providers or providerFile, which name the programs that run.',
    },
    allowDecryption: {
      type: 'boolean',
      description: 'Whether --decrypt sops and ROLLCALL_DECRYPT may be used.',
    },
    recipients: {
      ...names,
      description:
        'Who may decrypt what --encrypt sops writes: age recipients, PGP fingerprints, and cloud KMS and Vault keys, as SOPS names them.',
    },
    credentials: {
      enum: credentialModes,
      description:
        'The weakest setting: Copy, External or Reference. With External or Reference, nothing secret is rendered.',
    },
    sameClusterSetOnly: {
      type: 'boolean',
      description: 'If true, no configuration may set sameClusterSetOnly: false.',
    },
    missingCredentials: {
      ...withoutDefault(credentialFields.missingCredentials),
      description: 'The weakest setting: Skip, Auto or Error.',
    },
    expiryWarning: {
      type: 'string',
      pattern: DURATION_PATTERN,
      minLength: 1,
      description: 'The shortest time before credentials expire from which on there is a warning.',
    },
    lowerSeverity: {
      ...names,
      description: 'The findings, by code, whose severity a configuration may lower; none with an empty list.',
    },
    onClusterError: { enum: runFields.onClusterError.enum, description: 'The weakest setting: Quarantine or Stop.' },
    roll: { enum: runFields.roll.enum, description: 'The weakest setting: Off, Update or Check.' },
    maxDepartures: count(
      'The most that maxDepartures may allow: a number, or a percentage. The smaller of the two counts.',
    ),
    deletionProtection: {
      type: 'boolean',
      description: 'If true, no configuration may set deletionProtection: false.',
    },
    dropLabels: { ...names, description: 'Labels that every configuration must drop.' },
    luaTimeLimit: limit('The most seconds that a configuration may allow.'),
    luaMemoryLimit: limit('The most MiB that a configuration may allow.'),
    limits: {
      type: 'object',
      additionalProperties: false,
      description:
        'The most that limits of a configuration may allow. Without the field, a configuration has this limit.',
      properties: {
        objects: limit('How many objects one render may write.'),
        bytesPerSecret: limit('How many bytes of data one Secret may have.'),
        bytes: limit('About how many bytes one render may write.'),
      },
    },
    maxWithdrawals: count(
      'The most that maxWithdrawals may allow: a number, or a percentage. The smaller of the two counts.',
    ),
    outputs: {
      type: 'object',
      additionalProperties: false,
      description: 'What may be made.',
      properties: {
        kinds: {
          ...names,
          description: 'The kinds, as `Secret` or, outside the core group, `SveltosCluster.lib.projectsveltos.io`.',
        },
        namespaces: {
          type: 'array',
          items: { type: 'string' },
          description:
            'The namespaces. A `*` at the end matches any characters, and an empty string matches cluster-scoped objects.',
        },
      },
    },
  },
} as const;

interface Pair {
  readonly from: string;
  readonly to: string;
}

export interface Policy {
  readonly functions?: readonly string[];
  readonly kubeconfigPolicy?: Readonly<Record<string, Verdict>>;
  readonly crossNamespace?: {
    readonly policy?: Verdict;
    readonly allow?: readonly Pair[];
    readonly allowedNamespaces?: readonly string[];
  };
  readonly profileNamespaces?: { readonly policy?: Verdict; readonly allow?: readonly Pair[] };
  readonly allowEmpty?: boolean;
  readonly takeOverFrom?: readonly string[];
  readonly consumerLabel?: string;
  readonly labelKeys?: Readonly<Record<string, string>>;
  readonly openClusterManagement?: { readonly trustedServers?: readonly object[] };
  readonly allowProviders?: boolean;
  readonly allowDecryption?: boolean;
  readonly recipients?: readonly string[];
  readonly credentials?: 'Copy' | 'Reference' | 'External';
  readonly sameClusterSetOnly?: boolean;
  readonly missingCredentials?: 'Skip' | 'Auto' | 'Error';
  readonly expiryWarning?: string;
  readonly lowerSeverity?: readonly string[];
  readonly onClusterError?: 'Quarantine' | 'Stop';
  readonly roll?: 'Off' | 'Update' | 'Check';
  readonly maxDepartures?: number | string;
  readonly deletionProtection?: boolean;
  readonly dropLabels?: readonly string[];
  readonly luaTimeLimit?: number;
  readonly luaMemoryLimit?: number;
  readonly maxWithdrawals?: number | string;
  readonly limits?: { readonly objects?: number; readonly bytesPerSecret?: number; readonly bytes?: number };
  readonly outputs?: { readonly kinds?: readonly string[]; readonly namespaces?: readonly string[] };
}
