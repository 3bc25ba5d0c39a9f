import { parseInstant } from '../api/instant';
import type { AccessOptions } from './capabilities';

/** The options of `fn` and `render` that say how clusters are reached, and what is allowed. */
export const ACCESS_OPTIONS = {
  'allow-exec-plugins': { type: 'boolean' },
  'allow-outside-inputs': { type: 'boolean' },
  'provider-file': { type: 'string', multiple: true },
  /** clusterinventory-controller's own name for it. */
  'clusterprofile-provider-file': { type: 'string', multiple: true },
  now: { type: 'string', multiple: true },
} as const;

const CLOCK = 'clock';

/** `--now` may stand alone, and is the machine's clock then; the option parser wants a value. */
export function withClock(args: readonly string[]): string[] {
  return args.flatMap((arg, at) => {
    if (arg !== '--now') return [arg];
    return /^\d{4}-\d\d-\d\d/.test(args[at + 1] ?? '') ? [arg] : [`--now=${CLOCK}`];
  });
}

interface Values {
  readonly 'allow-exec-plugins'?: boolean | undefined;
  readonly 'allow-outside-inputs'?: boolean | undefined;
  readonly 'provider-file'?: readonly string[] | undefined;
  readonly 'clusterprofile-provider-file'?: readonly string[] | undefined;
  readonly now?: readonly string[] | undefined;
}

export function readAccessOptions(values: Values): AccessOptions | { readonly fault: string } {
  const files = [...(values['provider-file'] ?? []), ...(values['clusterprofile-provider-file'] ?? [])];
  const [providerFile] = files;
  if (files.length > 1) return { fault: '--provider-file (or --clusterprofile-provider-file) is for one file.' };
  if (providerFile === '') return { fault: '--provider-file needs a value.' };
  const [now, ...others] = values.now ?? [];
  if (others.length > 0) return { fault: '--now is for one time.' };
  const at = now === CLOCK ? Date.now() : parseInstant(now ?? '');
  if (now !== undefined && at === undefined) {
    return { fault: '--now is a time (RFC 3339) such as 2026-01-31T12:00:00Z, or stands alone for the present.' };
  }
  return {
    providerFile,
    now: at,
    allowExecPlugins: values['allow-exec-plugins'] ?? false,
    allowOutsideInputs: values['allow-outside-inputs'] ?? false,
  };
}
