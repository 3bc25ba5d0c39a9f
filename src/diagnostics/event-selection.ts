import { countOf, define, listNames } from './finding';

/** Which objects an EventSource selects. */

export const cloudEventsIgnored = define(
  'RC704',
  'warning',
  'Cloud events cannot be rendered',
  'Leave messagingMatchCriteria to the cluster: no message arrives during a render.',
  (source: string) => `EventSource ${source} waits for messages (messagingMatchCriteria); it is read without them.`,
);

export const selectorMatchesNothing = define(
  'RC711',
  'warning',
  'A resourceSelector matches nothing',
  'Correct the selector, or add the objects to the input.',
  (source: string, selector: string, there: string) =>
    `In EventSource ${source} ${selector} matches nothing; ${there}.`,
);

export const otherVersionMatched = define(
  'RC712',
  'info',
  'Objects of another version are selected',
  '',
  (source: string, wanted: string, found: readonly string[], count: number) =>
    `EventSource ${source} asks for ${wanted}; ${countOf(count, 'object is', 'objects are')} in the input as ${listNames(found)} and selected anyway, with that apiVersion and unchanged fields.`,
);

export const ruleFailed = define(
  'RC714',
  'warning',
  'A CEL rule fails',
  'Correct the rule; guard fields that may be missing with has().',
  (source: string, rule: string, reason: string, count: number) =>
    `In EventSource ${source} the rule ${rule} fails on ${countOf(count, 'object', 'objects')} (${reason}), which counts as no match.`,
);

export const ruleBeyondSveltos = define(
  'RC715',
  'warning',
  'A CEL rule uses a function that Sveltos does not have',
  'Write the rule with CEL’s own functions: startsWith, endsWith, contains, matches, size.',
  (source: string, rule: string, used: readonly string[]) =>
    `In EventSource ${source} the rule ${rule} uses ${listNames(used)}, which is not part of Sveltos’ CEL; it matches nothing.`,
);

export const numberRounded = define(
  'RC116',
  'warning',
  'A whole number is rounded for a script, rule or template',
  'Put quotes around the number in the object if every digit counts.',
  (reader: string, object: string) =>
    `${reader} cannot hold every whole number, in Sveltos either: one of ${object} has too many digits and is rounded there.`,
);
