import { type SpawnSyncOptions, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const SHELL = '/bin/sh';

/**
 * Runs a program that ends when this process ends. Nothing can be done here while it runs, so that a signal that ends this
 * process would leave the program behind: a shell waits for both. Its third pipe closes with this process.
 */
const GUARD = `exec 4<&0 </dev/null
"$0" "$@" <&4 4<&- 3<&- &
program=$!
exec 4<&-
{ read -r _ <&3; kill -9 $program; } >/dev/null 2>&1 &
guard=$!
wait $program
status=$?
kill -9 $guard 2>/dev/null
exit $status`;

interface GuardedOptions extends Omit<SpawnSyncOptions, 'stdio' | 'encoding' | 'input'> {
  readonly input?: Buffer;
  readonly stdio: readonly ['pipe' | 'inherit', 'pipe', 'pipe' | 'ignore'];
}

export function runGuarded(
  program: string,
  args: readonly string[],
  { stdio, ...options }: GuardedOptions,
): SpawnSyncReturns<Buffer> {
  if (!existsSync(SHELL)) return spawnSync(program, args, { ...options, stdio: [...stdio], encoding: 'buffer' });
  return spawnSync(SHELL, ['-c', GUARD, program, ...args], {
    ...options,
    stdio: [...stdio, 'pipe'],
    encoding: 'buffer',
  });
}
