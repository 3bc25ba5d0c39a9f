import { MOST_SHARDS, type NumberedShard, readShard } from '../../inventory/shards/shard';
import type { WrongUsage } from './command';

const FORM = /^(\d{1,5})\/(\d{1,5})$/;

/** Reads `INDEX/COUNT`; nothing where the text is empty. */
export function readShardOption(text: string): NumberedShard | undefined | WrongUsage {
  if (text === '') return undefined;
  const [, index, count] = FORM.exec(text) ?? [];
  if (index === undefined || count === undefined || Number(count) > MOST_SHARDS || Number(count) < 1) {
    return { fault: `--shard (or ROLLCALL_SHARD) is INDEX/COUNT, as in 0/8, with at most ${MOST_SHARDS} shards.` };
  }
  const numbered = { index: Number(index), count: Number(count) };
  const shard = readShard({ ...numbered, keepOthers: true });
  return 'fault' in shard ? { fault: `--shard (or ROLLCALL_SHARD): ${shard.fault}.` } : numbered;
}
