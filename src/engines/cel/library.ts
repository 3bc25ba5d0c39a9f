import type * as Cel from '@marcbachmann/cel-js';

let library: typeof Cel | undefined;

/** The CEL library, loaded when the first rule is met. */
export function celLibrary(): typeof Cel {
  library ??= require('@marcbachmann/cel-js');
  return library ?? failToLoad();
}

function failToLoad(): never {
  throw new Error('the CEL library did not load');
}
