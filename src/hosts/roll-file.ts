import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../diagnostics/finding';
import type { RollCall } from '../roll/call-roll';
import type { Roll } from '../roll/roll';
import { styleRoll, writeRoll } from '../roll/write-roll';
import { loadOutputFolder } from './load-output-folder';
import { readRegular } from './read-regular';

/** The file that holds a Roll, or will: beside the configuration. */
export function rollFileOf({ item, roll }: RollCall, home: string): string {
  if (item?.file !== undefined) return item.file.path;
  const file = join(home, 'roll.yaml');
  return existsSync(file) ? join(home, `roll-${roll.name}.yaml`) : file;
}

/** Writes a Roll to its file. What else is in the file stays. */
export function writeRollFile(call: RollCall, home: string): Promise<Finding[]> {
  const file = rollFileOf(call, home);
  return loadOutputFolder().writeOneFile(file, () =>
    call.item === undefined ? newFile(file, call.roll) : inFile(file, call),
  );
}

function newFile(file: string, roll: Roll): string | undefined {
  return existsSync(file) ? undefined : writeRoll(roll);
}

/** The file with the Roll's document replaced; `undefined` where it has changed since it was read. */
function inFile(file: string, { item, roll }: RollCall): Buffer | undefined {
  if (item === undefined || !existsSync(file)) return undefined;
  const bytes = readRegular(file);
  const at = bytes?.indexOf(item.bytes) ?? -1;
  if (bytes === undefined || at < 0) return undefined;
  return Buffer.concat([bytes.subarray(0, at), styleRoll(item, roll), bytes.subarray(at + item.bytes.length)]);
}
