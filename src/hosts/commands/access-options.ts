import { parseInstant } from '../../api/instant';
import type { AccessOptions } from '../capabilities';
import { Deadline, type Watcher } from '../deadline';
import { Progress } from '../progress';
import { type Decryption, openDecryption } from '../sops/decryption';
import { readTimeout } from '../timeout';
import { withdrawalsAllowed } from '../withdrawals';
import type { Given, Options, WrongUsage } from './command';
import { FORMAT_OPTION, readFormat } from './form';
import { readShardOption } from './shard-option';

/** The options of whatever renders: how clusters are reached, and what is allowed. */
export const FUNCTION_OPTIONS = {
  'provider-file': {
    type: 'string',
    value: 'FILE',
    completes: 'file',
    about:
      "The credential plugins, in the format of clusterinventory-controller's --clusterprofile-provider-file, which is accepted as a name too.",
  },
  'clusterprofile-provider-file': {
    type: 'string',
    value: 'FILE',
    completes: 'file',
    about: 'The same as --provider-file.',
  },
  'allow-exec-plugins': {
    type: 'boolean',
    about:
      'Run credential plugins. Without it, a ClusterProfile that needs one is an error. If the configuration names the plugins, whoever can change it decides what runs here; name them with --provider-file instead.',
  },
  'allow-outside-inputs': {
    type: 'boolean',
    about: "Let spec.inputs name files outside the configuration's directory.",
  },
  policy: {
    type: 'string',
    value: 'FILE',
    completes: 'file',
    about:
      'A policy that no configuration may go below (docs/policy.md). The file in the environment variable ROLLCALL_POLICY counts too.',
  },
  'allow-withdrawals': {
    type: 'boolean',
    about:
      'Let this render withdraw more clusters than maxWithdrawals allows, or everything that one consumer has. In kpt and kustomize, set ROLLCALL_ALLOW_WITHDRAWALS=true for one run instead.',
  },
  shard: {
    type: 'string',
    value: 'INDEX/COUNT',
    about:
      'Write only this shard of the output, as in 0/8 (docs/scale.md). It overrides index and count of spec.shard; ROLLCALL_SHARD does the same.',
  },
  timeout: {
    type: 'string',
    value: 'DURATION',
    about:
      'Stop a render that takes longer, as in 90s or 2m; 0 is no limit. Default: 60s, or ROLLCALL_TIMEOUT. Waiting for standard input and writing the output do not count.',
  },
  'fail-on': {
    type: 'string',
    value: 'SEVERITY',
    completes: ['error', 'warning', 'info'],
    about: 'Stop, and write nothing, on findings of this severity or worse: error (default), warning or info.',
  },
  format: FORMAT_OPTION,
  now: {
    type: 'string',
    value: '[TIME]',
    about: 'Check which credentials have expired or expire soon: now, or at a time (RFC 3339).',
  },
} as const satisfies Options;

/** The options of the commands that people run: what they see on stderr. */
export const ACCESS_OPTIONS = {
  ...FUNCTION_OPTIONS,
  decrypt: {
    type: 'string',
    value: 'TOOL',
    completes: ['sops'],
    about:
      'Read files that SOPS has encrypted: sops runs `sops decrypt` with your keys. ROLLCALL_DECRYPT=sops does the same.',
  },
  quiet: { type: 'boolean', short: 'q', about: 'Print errors only: no warnings, no progress, no summary.' },
  verbose: {
    type: 'boolean',
    about: 'Print every finding on a line of its own, however many are alike, and the time at which each phase begins.',
  },
  'log-format': {
    type: 'string',
    value: 'FORMAT',
    completes: ['text', 'json'],
    about: 'text (default), or json: each finding and the summary on stderr as one line of JSON.',
  },
} as const satisfies Options;

const FAIL_ON = ['error', 'warning', 'info'] as const;
const CLOCK = 'clock';

/** `--now` may stand alone, and is the machine's clock then; the option parser wants a value. */
export function withClock(args: readonly string[]): string[] {
  return args.flatMap((arg, at) => {
    if (arg !== '--now') return [arg];
    return /^\d{4}-\d\d-\d\d/.test(args[at + 1] ?? '') ? [arg] : [`--now=${CLOCK}`];
  });
}

export function readAccessOptions(given: Given<keyof typeof ACCESS_OPTIONS>): AccessOptions | WrongUsage {
  const [isQuiet, isVerbose] = [given.flag('quiet'), given.flag('verbose')];
  const logFormat = given.text('log-format') ?? 'text';
  const wanted = [isQuiet ? 'errors' : [], isVerbose ? 'every' : [], logFormat === 'json' ? 'lines' : []] as const;
  const [form, ...others] = wanted.flat();
  if (logFormat !== 'text' && logFormat !== 'json') return { fault: `--log-format is text or json, not ${logFormat}.` };
  if (others.length > 0) return { fault: 'Only one of --quiet, --verbose and --log-format json can be used.' };
  if (logFormat === 'json' && given.text('format') !== undefined) {
    return { fault: '--format and --log-format json do not go together.' };
  }
  const progress = new Progress(isVerbose ? 'verbose' : form === undefined ? undefined : 'quiet');
  const access = readFunctionOptions(given, progress, given.text('decrypt'));
  if ('fault' in access) return access;
  return {
    ...access,
    format: access.format === 'text' ? (form ?? 'text') : access.format,
    progress,
  };
}

/** What a host hands to a function: its stderr is one line a finding, and nothing else. */
export function readFunctionOptions(
  given: Given<keyof typeof FUNCTION_OPTIONS>,
  watcher?: Watcher,
  decrypt: string | undefined = process.env.ROLLCALL_DECRYPT,
): AccessOptions | WrongUsage {
  const files = [given.text('provider-file'), given.text('clusterprofile-provider-file')];
  const [providerFile, ...others] = files.flatMap((file) => file ?? []);
  if (others.length > 0) return { fault: '--provider-file (or --clusterprofile-provider-file) is for one file.' };
  const now = given.text('now');
  const at = now === CLOCK ? Date.now() : parseInstant(now ?? '');
  if (now !== undefined && at === undefined) {
    return { fault: '--now is a time (RFC 3339) such as 2026-01-31T12:00:00Z, or stands alone for the present.' };
  }
  const timeout = readTimeout(given.text('timeout'));
  if (typeof timeout !== 'number') return timeout;
  const format = readFormat(given);
  if (typeof format !== 'string') return format;
  const failOn = given.text('fail-on');
  const severity = FAIL_ON.find((one) => one === (failOn ?? 'error'));
  if (severity === undefined) return { fault: `--fail-on is ${FAIL_ON.join(', ')}, not ${failOn}.` };
  const shard = readShardOption(given.text('shard') ?? process.env.ROLLCALL_SHARD ?? '');
  if (shard !== undefined && 'fault' in shard) return shard;
  const deadline = new Deadline(timeout, watcher);
  const policyFile = given.text('policy');
  const decryption = readDecryption(decrypt, { deadline, policyFile });
  if (decryption !== undefined && 'fault' in decryption) return decryption;
  return {
    deadline,
    decrypt: decryption,
    format,
    failOn: severity,
    shard,
    providerFile,
    now: at,
    allowExecPlugins: given.flag('allow-exec-plugins'),
    allowOutsideInputs: given.flag('allow-outside-inputs'),
    policyFile,
    allowWithdrawals: given.flag('allow-withdrawals') || withdrawalsAllowed(),
  };
}

/** Whether files are decrypted, as the command line says or, without it, the environment. */
export function readDecryption(
  tool: string | undefined,
  access: Pick<AccessOptions, 'deadline' | 'policyFile'>,
): Decryption | WrongUsage | undefined {
  if (tool === undefined || tool === '') return undefined;
  if (tool === 'sops') return openDecryption(access);
  return { fault: '--decrypt and ROLLCALL_DECRYPT know sops, and nothing else.' };
}
