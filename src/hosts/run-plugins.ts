import type { ChildProcess } from 'node:child_process';
import { isAbsolute } from 'node:path';
import { durationInWords } from '../api/duration';
import type { Instant } from '../api/instant';
import { pointAtParameters } from '../config/parameter-fields';
import type { Finding } from '../diagnostics/finding';
import type { PluginAnswer, PluginAnswers, PluginCall, PluginRun } from '../inventory/credentials/exec-plugin';
import type { Outcome, Run } from '../run/run';
import { runFunction, runWithPlugins } from '../run/run-function';
import type { AccessOptions } from './capabilities';
import type { Deadline } from './deadline';
import { readPolicies } from './read-policies';
import { writeStandardError } from './standard-streams';
import { stderrInWords } from './stderr-in-words';
import { codeOf, reasonOf } from './system-errors';
import { confirm, type FileWatch } from './watch-files';

/** No ExecCredential is longer; whatever is, is none. */
const MOST_OUTPUT = 1 << 20;
/** What is kept of a plugin's stderr until it has ended. */
const MOST_STDERR = 1 << 16;
/** How long what a plugin left behind may hold its output open once it has ended. */
const GRACE = 500;
/** How often whoever watches is told who has not answered. */
const PAUSE = 200;

/** A run before its host has added what its user allows. */
export interface HostRun extends Omit<Run, 'allowWithdrawals' | 'failOn' | 'policies' | 'shard'> {
  /** The fields of the configuration that parameters of an Argo CD application set, as findings name fields. */
  readonly parameterFields?: readonly string[];
}

/**
 * One run; where the host allows it, the plugins that it asks for are run, and it is finished with their answers.
 * @param watch the files that it was read from.
 */
export async function runWithAccess(
  { parameterFields = [], ...given }: HostRun,
  { allowExecPlugins, allowWithdrawals, policyFile, failOn, shard, now, deadline, format }: AccessOptions,
  watch: FileWatch,
): Promise<Outcome> {
  const { policies, findings: faults } = readPolicies(policyFile);
  const run: Run = {
    tellsCosts: format === 'every',
    ...given,
    allowWithdrawals,
    failOn,
    shard,
    policies,
    findings: [...given.findings, ...faults],
  };
  const stopped = (finding: Finding): Outcome => ({ state: 'failed', findings: [finding] });
  deadline.note('deciding what to make');
  let outcome = deadline.within<ReturnType<typeof runWithPlugins>>(
    () => (allowExecPlugins ? runWithPlugins(run) : runFunction(run)),
    stopped,
  );
  while (outcome.state === 'asks') {
    const { plugins, resume } = outcome;
    const answers = await deadline.during(() => runPlugins(plugins, now, deadline));
    outcome = deadline.within(() => resume(answers), stopped);
  }
  const findings = pointAtParameters(outcome.findings, parameterFields, run.functionConfig);
  const finished: Outcome = { ...outcome, findings };
  return deadline.within(() => confirm(finished, watch), stopped);
}

/**
 * Runs every call, several at the same time.
 * @param now the time at which they answer, where the command line says that it is another than the clock's.
 */
async function runPlugins(
  { calls, timeout, concurrency }: PluginRun,
  now: Instant | undefined,
  deadline: Deadline,
): Promise<PluginAnswers> {
  const answers = new Map<string, PluginAnswer>();
  const waiting = [...calls];
  const running = new Set<ChildProcess>();
  const release = endWithUs(running);
  const waitingFor = new Set<PluginCall>();
  const endProgress = showWaiting(calls.length, () => answers.size, waitingFor, deadline);
  const work = async () => {
    for (let call = waiting.shift(); call !== undefined; call = waiting.shift()) {
      if (deadline.left <= 0) return;
      // A timer may fire a little early: where the render's time ends the plugin, none of it is to be left.
      waitingFor.add(call);
      const answer = await runPlugin(call, Math.min(timeout, Math.ceil(deadline.left) + 1), running);
      waitingFor.delete(call);
      if (deadline.left <= 0) deadline.note(`waiting for the credential plugin ${call.command} for ${call.profile}`);
      answers.set(call.key, answer.state === 'answered' && now !== undefined ? { ...answer, at: now } : answer);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, calls.length) }, work));
  endProgress();
  release();
  return answers;
}

/**
 * Runs one plugin: no terminal, no shell, its own process group, so that whatever it started ends with it. Its output is
 * never shown; the end of its stderr is.
 */
async function runPlugin(call: PluginCall, timeout: number, running: Set<ChildProcess>): Promise<PluginAnswer> {
  const { spawn }: typeof import('node:child_process') = await import('node:child_process');
  return new Promise((settle) => {
    let child: ChildProcess;
    try {
      child = spawn(call.command, call.args, {
        env: { ...process.env, ...call.environment },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
    } catch (error) {
      settle(fail(notStarted(call.command, error), '', true));
      return;
    }
    running.add(child);
    const chunks: Buffer[] = [];
    let length = 0;
    let stderr = '';
    let reason: string | undefined;
    const stop = (why: string) => {
      reason ??= why;
      endGroup(child);
      letGo(child, GRACE);
    };
    child.once('exit', () => letGo(child, GRACE));
    const clock = setTimeout(() => stop(`did not answer within ${durationInWords(timeout)}`), timeout);
    child.stdout?.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MOST_OUTPUT) stop('wrote more than 1 MiB');
      else chunks.push(chunk);
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      stderr = (stderr + chunk).slice(-MOST_STDERR);
    });
    child.once('error', (error) => {
      const notFound = codeOf(error) === 'ENOENT' || codeOf(error) === 'EACCES';
      finish(fail(notStarted(call.command, error), '', notFound));
    });
    child.once('close', (code, signal) => {
      const words = stderrInWords(stderr, call, Buffer.concat(chunks).toString());
      if (reason !== undefined) finish(fail(reason, words));
      else if (code !== 0) finish(fail(code === null ? `was ended by ${signal}` : `exited with ${code}`, words));
      else {
        if (words !== '') writeStandardError(`${call.command} for ${call.profile}: ${words}\n`);
        finish({ state: 'answered', stdout: Buffer.concat(chunks).toString(), at: Date.now() });
      }
    });

    function finish(answer: PluginAnswer): void {
      clearTimeout(clock);
      endGroup(child);
      running.delete(child);
      settle(answer);
    }
  });
}

function fail(reason: string, stderr: string, notFound = false): PluginAnswer {
  return { state: 'failed', reason, stderr, notFound };
}

/** A relative path is looked up from the working folder, as any program's is. */
function notStarted(command: string, error: unknown): string {
  const from = command.includes('/') && !isAbsolute(command) ? ` in ${process.cwd()}` : '';
  return `could not be started: ${reasonOf(error)}${from}`;
}

/** Ends what is left of a plugin's process group; it may be gone. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (codeOf(error) !== 'ESRCH' && codeOf(error) !== 'EPERM') throw error;
  }
}

/** Whoever ends us ends the plugins: their process groups are their own, so nobody else does. */
function endWithUs(running: ReadonlySet<ChildProcess>): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const pass = (signal: NodeJS.Signals) => {
    for (const child of running) endGroup(child);
    release();
    process.kill(process.pid, signal);
  };
  const release = () => {
    for (const signal of signals) process.off(signal, pass);
  };
  for (const signal of signals) process.on(signal, pass);
  return release;
}

/** Closes a plugin's output: a process that it left in another session may hold it open for ever. */
function letGo({ stdout, stderr }: ChildProcess, after: number): void {
  setTimeout(() => {
    stdout?.destroy();
    stderr?.destroy();
  }, after).unref();
}

/** Says who has not answered yet, for as long as it takes. */
function showWaiting(
  total: number,
  answered: () => number,
  waitingFor: ReadonlySet<PluginCall>,
  deadline: Deadline,
): () => void {
  const clock = setInterval(() => {
    const names = [...waitingFor].map(({ command, profile }) => `${command} for ${profile}`);
    deadline.progress(`credential plugins: ${answered()} of ${total} have answered; running: ${names.join(', ')}`);
  }, PAUSE);
  return () => clearInterval(clock);
}
