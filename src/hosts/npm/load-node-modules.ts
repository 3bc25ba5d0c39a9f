/** Node's own modules that a call may be the first to use: to run scripts, to look at certificates and processes. */
const MODULES = ['node:child_process', 'node:crypto', 'node:os', 'node:v8', 'node:vm'];

/**
 * Loads them before the clock of a call runs. One that is half loaded when the time is over stays half loaded for the whole
 * process, which is not ours alone.
 */
export function loadNodeModules(): void {
  for (const name of MODULES) require(name);
}
