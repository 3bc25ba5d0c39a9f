import { relative } from 'node:path';
import { ownerNameIn, UNNAMED } from '../config/configure';
import type { Finding } from '../diagnostics/finding';
import * as ownership from '../diagnostics/ownership';
import type { Json } from '../krm/json';
import { resolveReal } from './files';
import { STDIN } from './read-config';

/**
 * The owner of what goes into an output folder, where the configuration names none. Two fleets would withdraw each
 * other's objects under one name, so it says where the fleet was read from, as seen from the output folder: the same
 * wherever the two lie. What standard input holds comes from nowhere, and needs a name.
 */
export function nameByPlace(
  functionConfig: Json | undefined,
  paths: readonly string[],
  folder: string | undefined,
): { readonly unnamed?: string; readonly findings: readonly Finding[] } {
  if (folder === undefined || ownerNameIn(functionConfig) !== '') return { findings: [] };
  if (paths.includes(STDIN)) return { findings: [ownership.unnamedFromStream({}, folder)] };
  const from = new Set(paths.map((path) => relative(resolveReal(folder), resolveReal(path)) || '.'));
  const unnamed = `${UNNAMED}@${[...from].sort().join('+')}`;
  return { unnamed, findings: [ownership.namedByPlace({}, folder, unnamed)] };
}
