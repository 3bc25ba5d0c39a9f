import { main } from './main';

/** Starts the program, as the command `rollcall`. */
export function start(): void {
  // A kubeconfig is a few kilobytes: a buffer of its own for each costs more than filling it.
  Buffer.poolSize = 1 << 20;
  main(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
}
