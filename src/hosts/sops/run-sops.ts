import { devNull } from 'node:os';
import type { Deadline } from '../deadline';
import { findProgram, programEnvironment } from '../find-program';
import { runGuarded } from '../run-guarded';
import { codeOf, reasonOf } from '../system-errors';

export type Form = 'yaml' | 'json';

export type SopsAnswer =
  | { readonly state: 'answered'; readonly bytes: Buffer }
  | { readonly state: 'absent' }
  | { readonly state: 'failed'; readonly reason: string };

/** Above what etcd takes many times over: no Secret is larger, and no file of many that anybody keeps. */
const MOST_OUTPUT = 64 << 20;

/** What SOPS' exit codes mean (cmd/sops/codes). */
const REASONS: Readonly<Record<number, string>> = {
  1: 'no key or creation rule fits, or it is not valid',
  24: 'its checksum cannot be decrypted',
  25: 'a value cannot be decrypted',
  51: 'it was changed after it was encrypted, or is several encrypted files in one',
  52: 'it has no checksum',
  111: 'its creation rule names no key',
  128: 'none of its keys is available here',
  203: 'it is encrypted already',
};

/**
 * Runs `sops decrypt` or `sops encrypt`, and nothing else of it: the text goes in and out through pipes, so that it is in
 * no file and no argument. What SOPS says on stderr is not passed on: it may quote what it was given.
 * @param config the one configuration that SOPS reads; none of a repository holds for decrypting.
 */
export function runSops(
  verb: 'decrypt' | 'encrypt',
  input: Buffer,
  { name, form, config = devNull }: { readonly name: string; readonly form: Form; readonly config?: string },
  deadline: Deadline,
): SopsAnswer {
  const program = findProgram('sops');
  if (program === undefined) return { state: 'absent' };
  const forms = ['--input-type', form, '--output-type', form];
  const { stdout, status, error, signal } = runGuarded(
    program,
    ['--config', config, verb, ...forms, '--filename-override', name],
    {
      input,
      cwd: '/',
      env: programEnvironment(),
      stdio: ['pipe', 'pipe', 'ignore'],
      maxBuffer: MOST_OUTPUT,
      timeout: Math.max(1, Math.ceil(deadline.left)),
      killSignal: 'SIGKILL',
    },
  );
  deadline.check();
  // A program that ends before it has read everything is judged by its exit code.
  if (error !== undefined && codeOf(error) !== 'EPIPE') {
    const reason = codeOf(error) === 'ENOBUFS' ? 'it holds more than 64 MiB' : `sops could not run: ${reasonOf(error)}`;
    return { state: 'failed', reason };
  }
  if (status === 0) return { state: 'answered', bytes: stdout };
  const code = status === null ? `was ended by ${signal}` : `exited with ${status}`;
  const meaning = status === null ? undefined : REASONS[status];
  return { state: 'failed', reason: `sops ${code}${meaning === undefined ? '' : ` (${meaning})`}` };
}
