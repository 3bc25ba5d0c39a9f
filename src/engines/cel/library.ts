import type * as Cel from '@bufbuild/cel';
import type * as Protobuf from '@bufbuild/protobuf';
import type * as WellKnown from '@bufbuild/protobuf/wkt';

let library: typeof Cel | undefined;
let messages: typeof Protobuf | undefined;
let wellKnown: typeof WellKnown | undefined;

/** The CEL library, loaded when the first rule is met. */
export function celLibrary(): typeof Cel {
  library ??= require('@bufbuild/cel');
  return library ?? failToLoad();
}

/** What the CEL library makes times and durations with. */
export function messageLibrary(): { protobuf: typeof Protobuf; types: typeof WellKnown } {
  messages ??= require('@bufbuild/protobuf');
  wellKnown ??= require('@bufbuild/protobuf/wkt');
  return { protobuf: messages ?? failToLoad(), types: wellKnown ?? failToLoad() };
}

function failToLoad(): never {
  throw new Error('the CEL library did not load');
}
