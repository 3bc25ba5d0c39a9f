import { countOf, define } from './finding';

/** What a render may take. */

export const renderTooLong = define(
  'RC570',
  'error',
  'A render takes too long',
  'Correct what was running if it does not come to an end; if the fleet is large, raise --timeout (ROLLCALL_TIMEOUT in kpt and kustomize).',
  (limit: string, running: string) =>
    `The render was stopped after ${limit}${running === '' ? '' : `; it was ${running}`}.`,
);

export const ruleOutOfTime = define(
  'RC571',
  'error',
  'A CEL rule takes too long',
  'Simplify the rule: lists inside lists multiply the time. Or raise luaTimeLimit, which counts for rules too.',
  (source: string, rule: string | undefined, seconds: number) =>
    `In EventSource ${source} ${nameRule(rule)} was stopped after ${countOf(seconds, 'second', 'seconds')}.`,
);

export const ruleOutOfMemory = define(
  'RC572',
  'error',
  'A CEL rule takes too much memory',
  'Simplify the rule: map inside map multiplies the size. Or raise luaMemoryLimit, which counts for rules too.',
  (source: string, rule: string | undefined, megabytes: number) =>
    `In EventSource ${source} ${nameRule(rule)} was stopped when it took more than ${megabytes} MiB.`,
);

export const rulesFailed = define(
  'RC573',
  'error',
  'CEL rules cannot be judged',
  'Render with the command line, kpt or kustomize; if it happens there, report it with the rules.',
  (source: string, reason: string) => `The CEL rules of EventSource ${source} cannot be judged: ${reason}.`,
);

export const limitExceeded = define(
  'RC528',
  'error',
  'The output exceeds spec.limits',
  'Divide the render into shards (docs/scale.md), use credentials: Reference or External, or raise the limit. The API server refuses Secrets of more than 1 MiB: remove what is not needed from the source, such as other contexts of the kubeconfig.',
  (what: string, limit: number, shards: number | undefined) =>
    `${what}, and at most ${limit} are allowed${shards === undefined ? '' : `; it would fit from ${shards} shards on`}.`,
);

export const hostCosts = define(
  'RC529',
  'info',
  'What the output costs the programs that take it',
  '',
  (objects: number, bytes: number, costs: readonly string[]) =>
    `The output has ${countOf(objects, 'object', 'objects')} of about ${bytesInWords(bytes)} in all: ${costs.join('; ')}.`,
);

function bytesInWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} KB` : `${Math.round(bytes / 1_000_000)} MB`;
}

function nameRule(rule: string | undefined): string {
  return rule === undefined ? 'a CEL rule' : `the CEL rule ${rule}`;
}
