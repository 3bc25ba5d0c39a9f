import { COUNT_OR_PERCENTAGE_PATTERN } from '../../api/percentage';
import { names } from './types';

/** What one run reads, and what it may do to the objects of earlier runs. */
export const runFields = {
  inputs: {
    examples: [['clusters', 'profiles/*.yaml']],
    ...names,
    minItems: 1,
    description:
      'Files, directories and globs with the fleet, for hosts that send only this configuration: a kustomize generator (relative to the kustomization) or `rollcall render` without a PATH (relative to this file). Files outside that directory are not read.',
  },
  allowEmpty: {
    type: 'boolean',
    default: false,
    description:
      'Whether a render may succeed that finds no cluster or generates nothing. The host then deletes everything that was there.',
  },
  takeOverFrom: {
    examples: [['publish-credentials/fleet']],
    ...names,
    default: [],
    description:
      'Owners (`<function>/<name>`) that this configuration replaces. Their objects get this owner if they are still wanted, and are deleted otherwise. Do not name an owner that still runs.',
  },
  maxWithdrawals: {
    examples: [3, '25%'],
    anyOf: [
      { type: 'integer', minimum: 0 },
      { type: 'string', pattern: COUNT_OR_PERCENTAGE_PATTERN },
    ],
    description:
      'How many clusters one render may withdraw: a number, or a percentage of the clusters that the earlier render had, as in 25%. Without it, 10%, but at least 3. A render that withdraws more, or everything that one consumer has, is an error; the option --allow-withdrawals allows it once. It works where the host shows earlier output.',
  },
  severity: {
    examples: [{ RC313: { level: 'Off', reason: 'both consumers belong to us' } }],
    type: 'object',
    additionalProperties: {
      type: 'object',
      additionalProperties: false,
      required: ['level', 'reason'],
      properties: {
        level: { enum: ['Off', 'Info', 'Warning', 'Error'], description: 'How heavily the finding weighs.' },
        reason: { type: 'string', minLength: 1, description: 'Why, for whoever reads the configuration later.' },
      },
    },
    default: {},
    description:
      'The severity of findings, by code, as in `RC313: {level: Off, reason: both consumers belong to us}`. Errors that protect from wrong deletion, wrong recipients or lost objects cannot be lowered; findings.md shows which can.',
  },
  onClusterError: {
    enum: ['Stop', 'Quarantine'],
    default: 'Stop',
    description:
      'What an error about single clusters does. Stop: nothing is rendered. Quarantine: the objects of these clusters stay exactly as an earlier render made them, the others are rendered, and it is a warning. If the host does not pass the earlier output, the render stops anyway, except for clusters that the Roll does not list.',
  },
  roll: {
    enum: ['Check', 'Update', 'Off'],
    default: 'Check',
    description:
      'What happens if the input contains the Roll of this configuration (see guarding.md). Check: a render that differs from it is an error. Update: `kpt fn render` and `--output` write the changes into it, within maxDepartures; other hosts check. Off: it is not read.',
  },
  maxDepartures: {
    anyOf: [
      { type: 'integer', minimum: 0 },
      { type: 'string', pattern: COUNT_OR_PERCENTAGE_PATTERN },
    ],
    default: '10%',
    description:
      'With roll: Update, how many clusters, or consumers, may leave the Roll in one render: a number, or a percentage (rounded up). More is an error.',
  },
} as const;
