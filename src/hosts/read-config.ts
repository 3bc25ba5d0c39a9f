import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../diagnostics/finding';
import * as hosts from '../diagnostics/hosts';
import { originOf } from '../krm/file-text';
import type { Json } from '../krm/json';
import { notYaml } from '../krm/resource-list';
import { readYaml } from '../krm/yaml/read';
import { isFolder, isInside, readBytes, resolveReal } from './files';
import { findOtherEncoding } from './utf8';
import type { FileWatch } from './watch-files';

const CONFIG_FILE = 'rollcall.yaml';
/** The path that stands for standard input. */
export const STDIN = '-';

/** The configuration that lies in a folder, if one does. */
export function findConfig(path: string | undefined): string | undefined {
  if (path === undefined || path === STDIN || !isFolder(path)) return undefined;
  const file = join(path, CONFIG_FILE);
  return existsSync(file) ? file : undefined;
}

/** A configuration that was found and not named: it belongs to its folder, and may not be a link that leads out. */
export function readFoundConfig(path: string, watch?: FileWatch): { value?: Json; findings: Finding[] } {
  if (!isInside(resolveReal(path), resolveReal(dirname(path)))) return { findings: [hosts.linkLeadsOut({}, path)] };
  return readConfig(path, watch);
}

export function readConfig(path: string, watch?: FileWatch): { value?: Json; findings: Finding[] } {
  const read = readBytes({ path, realPath: path });
  if ('finding' in read) return { findings: [read.finding] };
  watch?.note({ path, realPath: path }, read.stamp);
  const encoding = findOtherEncoding(read.bytes, { path, index: 0 });
  if (encoding !== undefined) return { findings: [encoding] };
  const reading = readYaml(read.bytes.toString());
  if ('fault' in reading) return { findings: [notYaml(reading.fault, originOf(path, read.bytes), read.bytes)] };
  return { value: reading.value, findings: [] };
}
