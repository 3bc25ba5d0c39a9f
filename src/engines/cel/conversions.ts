import type { CelFunc } from '@bufbuild/cel';
import { celLibrary, messageLibrary } from './library';
import { readDouble, readWhole, writeDouble } from './numbers';
import { type Instant, nanosOf, readDuration, readTime, timeAt, writeDuration, writeTime } from './times';

/**
 * Conversions as cel-go has them. The library's own take what JavaScript takes (`int("")` is 0, `double("x")` is NaN,
 * 30 February is 1 March, `timestamp(1)` is a millisecond) and write numbers as JavaScript writes them.
 */
export function makeConversions(): CelFunc[] {
  const { celFunc, celMethod, celUint, objectType, CelScalar } = celLibrary();
  const { protobuf, types } = messageLibrary();
  const { BOOL, DOUBLE, INT, STRING, UINT } = CelScalar;
  const TIMESTAMP = objectType(types.TimestampSchema);
  const DURATION = objectType(types.DurationSchema);
  const instantOf = (value: { readonly message: object }): Instant => {
    const { message } = value;
    if (protobuf.isMessage(message, types.DurationSchema)) return message;
    return protobuf.isMessage(message, types.TimestampSchema) ? message : refuse('time');
  };
  return [
    celFunc('double', [STRING], DOUBLE, (text) => readDouble(text) ?? refuse('double')),
    celFunc('int', [STRING], INT, (text) => {
      const value = readWhole(text, true);
      return value !== undefined && BigInt.asIntN(64, value) === value ? value : refuse('int');
    }),
    celFunc('uint', [STRING], UINT, (text) => {
      const value = readWhole(text, false);
      return value !== undefined && BigInt.asUintN(64, value) === value ? celUint(value) : refuse('uint');
    }),
    celFunc('bool', [STRING], BOOL, (text) => {
      if (/^(?:1|t|T|true|True|TRUE)$/.test(text)) return true;
      return /^(?:0|f|F|false|False|FALSE)$/.test(text) ? false : refuse('bool');
    }),
    celFunc('string', [DOUBLE], STRING, writeDouble),
    celFunc('string', [TIMESTAMP], STRING, (time) => writeTime(instantOf(time))),
    celFunc('string', [DURATION], STRING, (duration) => writeDuration(instantOf(duration))),
    celFunc('timestamp', [STRING], TIMESTAMP, (text) =>
      protobuf.create(types.TimestampSchema, { ...(readTime(text) ?? refuse('timestamp')) }),
    ),
    celFunc('timestamp', [INT], TIMESTAMP, (seconds) =>
      protobuf.create(types.TimestampSchema, { ...(timeAt(seconds) ?? refuse('timestamp')) }),
    ),
    celFunc('duration', [STRING], DURATION, (text) =>
      protobuf.create(types.DurationSchema, { ...(readDuration(text) ?? refuse('duration')) }),
    ),
    celFunc('int', [DURATION], INT, (duration) => nanosOf(instantOf(duration))),
    celMethod('getMilliseconds', DURATION, [], INT, function () {
      return nanosOf(instantOf(this)) / 1_000_000n;
    }),
  ];
}

function refuse(type: string): never {
  throw new Error(`the value cannot be made a ${type}`);
}
