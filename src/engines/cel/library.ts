import type * as Cel from '@bufbuild/cel';

let library: typeof Cel | undefined;

/** The CEL library, loaded when the first rule is met. */
export function celLibrary(): typeof Cel {
  library ??= require('@bufbuild/cel');
  return library ?? failToLoad();
}

function failToLoad(): never {
  throw new Error('the CEL library did not load');
}
