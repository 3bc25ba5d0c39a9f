import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
let prepared: { readonly path: string } | string | undefined;

/** The standalone executable for this machine, built from dist/; or, in words, why there is none. */
export function prepareExecutable(): { readonly path: string } | string {
  prepared ??= prepare();
  return prepared;
}

function prepare(): { readonly path: string } | string {
  if (spawnSync(process.execPath, ['scripts/bun.js'], { cwd: root }).status !== 0) {
    return 'Bun’s npm package cannot be fetched here';
  }
  const built = execFileSync(process.execPath, ['scripts/executable.js'], { cwd: root, encoding: 'utf8' });
  return { path: built.trim() };
}
