import { withoutTokens } from '../../diagnostics/without-tokens';
import type { Deadline } from '../deadline';
import { findProgram, programEnvironment } from '../find-program';
import { runGuarded } from '../run-guarded';
import { codeOf, reasonOf } from '../system-errors';

/** Which cluster kubectl reads; all of it is the user's own. */
export interface Access {
  readonly context?: string | undefined;
  readonly kubeconfig?: string | undefined;
}

/** Runs kubectl with some arguments; what it cannot do is thrown as `KubectlFailed`. */
export type Kubectl = (args: readonly string[]) => string;

/** kubectl could not read something completely: a sentence without a full stop. */
export class KubectlFailed extends Error {}
/** There is no kubectl. */
export class KubectlMissing extends Error {}

/** More than a management cluster of many thousand clusters answers. */
const MOST_OUTPUT = 512 << 20;
const MOST_SHOWN = 300;

export function openKubectl({ context, kubeconfig }: Access, deadline: Deadline): Kubectl {
  const program = findProgram('kubectl');
  if (program === undefined) throw new KubectlMissing();
  const where = [
    ...(context === undefined ? [] : [`--context=${context}`]),
    ...(kubeconfig === undefined ? [] : [`--kubeconfig=${kubeconfig}`]),
  ];
  return (args) => {
    deadline.note(`kubectl ${args.slice(0, 2).join(' ')}`);
    const { stdout, stderr, status, error, signal } = runGuarded(program, [...where, ...args], {
      env: programEnvironment(),
      // Whoever must log in may do so in the terminal.
      stdio: ['inherit', 'pipe', 'pipe'],
      maxBuffer: MOST_OUTPUT,
      timeout: Math.max(1, Math.ceil(deadline.left)),
      killSignal: 'SIGKILL',
    });
    const what = `kubectl ${args.filter((arg) => !arg.includes('{{')).join(' ')}`;
    if (error !== undefined) throw new KubectlFailed(`${what} ${inWords(error)}`);
    if (status === 0) return stdout.toString();
    const ended = status === null ? `was ended by ${signal}` : `exited with ${status}`;
    throw new KubectlFailed(`${what} ${ended}${lastWords(stderr.toString())}`);
  };
}

function inWords(error: Error): string {
  const code = codeOf(error);
  if (code === 'ETIMEDOUT') return 'did not answer in time';
  return code === 'ENOBUFS' ? 'answered with more than 512 MiB' : `could not run: ${reasonOf(error)}`;
}

/** The end of what kubectl says on stderr: it says there what it may not read, and nothing of what it has read. */
function lastWords(stderr: string): string {
  const line = withoutTokens(stderr.trim())
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/\.$/, '');
  return line === '' ? '' : `: ${line.slice(-MOST_SHOWN)}`;
}
