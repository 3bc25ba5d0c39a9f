import { lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadProviderFileCheck } from '../api/provider-file';
import type { Finding } from '../diagnostics/finding';
import * as hosts from '../diagnostics/hosts';
import * as wiring from '../diagnostics/wiring';
import { PROVIDER_FILE_KEY, WIRING_NAME } from '../inventory/names';
import { objectAt, textOf } from '../krm/json';
import type { Written } from '../krm/written';
import { isFolder } from './files';
import { loadOutputFolder } from './load-output-folder';
import { readOwn } from './read-regular';
import { isSystemError, reasonOf } from './system-errors';

/** The provider files that a render writes beside its objects, by their path; nothing is written yet. */
export interface ProviderFiles {
  readonly write: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

export const NO_PROVIDER_FILES: ProviderFiles = { write: new Map(), findings: [] };

/**
 * The provider file of each consumer as a plain JSON file, `<namespace>.json`: what its ConfigMap holds, for a consumer that
 * runs elsewhere. Nothing in such a file can mark it as ours, so none is removed, and none that is something else is replaced.
 */
export function planProviderFiles(folder: string, generated: readonly Written[], isShard: boolean): ProviderFiles {
  const findings: Finding[] = [];
  const write = new Map<string, string>();
  const wanted = new Map(generated.flatMap(providerFileIn).map(({ namespace, text }) => [`${namespace}.json`, text]));
  for (const [name, text] of wanted) {
    const file = join(folder, name);
    const there = readThere(file);
    if (there === 'something else') findings.push(hosts.fileInTheWay({}, file));
    else if (there !== text) write.set(file, text);
  }
  const blocked = write.size > 0 ? findFileOnPath(folder) : undefined;
  if (blocked !== undefined) findings.push(hosts.fileInTheWay({}, blocked));
  // Other shards make files there too.
  const left = isShard ? [] : listProviderFiles(folder).filter((name) => !wanted.has(name));
  if (left.length > 0) findings.push(wiring.providerFilesLeft({}, folder, left));
  return { write, findings };
}

/** A file where a folder of a path must be. */
function findFileOnPath(folder: string): string | undefined {
  const up = dirname(folder);
  if (isThere(folder)) return isFolder(folder) ? undefined : folder;
  return up === folder ? undefined : findFileOnPath(up);
}

function providerFileIn(one: Written): { readonly namespace: string; readonly text: string }[] {
  const object = 'item' in one ? one.item.object : one.copyOf.in(one.namespace);
  if (object.kind !== 'ConfigMap') return [];
  const { name, namespace } = objectAt(object.metadata);
  const text = textOf(objectAt(object.data)[PROVIDER_FILE_KEY]);
  return name === WIRING_NAME && text !== '' ? [{ namespace: textOf(namespace), text }] : [];
}

/** The text of a provider file; `undefined` where there is nothing. */
function readThere(file: string): string | 'something else' | undefined {
  if (!isThere(file)) return undefined;
  const text = readOwn(file)?.toString();
  return text !== undefined && isProviderFile(text) ? text : 'something else';
}

function listProviderFiles(folder: string): string[] {
  if (!isFolder(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().filter((name) => readThere(join(folder, name)) !== 'something else');
}

function isProviderFile(text: string): boolean {
  const fits = loadProviderFileCheck();
  try {
    return fits(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** A link counts, wherever it leads; behind a file, nothing is there. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return false;
  }
}

/** Writes them, each whole or not at all. */
export async function writeProviderFiles({ write }: ProviderFiles): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [file, text] of write) {
    findings.push(...(makeFolder(dirname(file)) ?? (await loadOutputFolder().writeOneFile(file, () => text))));
  }
  return findings;
}

function makeFolder(folder: string): Finding[] | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    return undefined;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [hosts.cannotWrite({}, folder, reasonOf(error))];
  }
}
