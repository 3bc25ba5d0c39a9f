import { countOf, define, listNames } from './finding';

/** Which objects an EventSource selects. */

export const cloudEventsIgnored = define(
  'RC704',
  'warning',
  'Cloud events cannot be rendered',
  'Run EventSources with messagingMatchCriteria in the cluster. A render receives no messages.',
  (source: string) => `EventSource ${source} waits for messages (messagingMatchCriteria), which are ignored here.`,
);

export const selectorMatchesNothing = define(
  'RC711',
  'warning',
  'A resourceSelector matches nothing',
  'Correct the selector, or add the objects to the input.',
  (source: string, selector: string, there: string) =>
    `In EventSource ${source}, ${selector} matches nothing; ${there}.`,
);

export const otherVersionMatched = define(
  'RC712',
  'info',
  'Objects of another version are selected',
  '',
  (source: string, wanted: string, found: readonly string[], count: number) =>
    `EventSource ${source} selects ${wanted}, and the input has ${countOf(count, 'such object', 'such objects')} as ${listNames(found)}: selected too, with that apiVersion and unchanged fields.`,
);

export const ruleFailed = define(
  'RC714',
  'warning',
  'A CEL rule fails',
  'Correct the rule. Check fields that can be missing with has().',
  (source: string, rule: string, reason: string, count: number) =>
    `In EventSource ${source}, the rule ${rule} fails on ${countOf(count, 'object', 'objects')} (${reason}). A failure counts as no match.`,
);

export const ruleBeyondSveltos = define(
  'RC715',
  'warning',
  'A CEL rule uses a function that Sveltos does not have',
  'Write the rule with CEL’s own functions: startsWith, endsWith, contains, matches, size.',
  (source: string, rule: string, used: readonly string[]) =>
    `In EventSource ${source}, the rule ${rule} uses ${listNames(used)}, which Sveltos’ CEL does not have, so the rule matches nothing.`,
);

export const numberRounded = define(
  'RC116',
  'warning',
  'A whole number is rounded for a script, rule or template',
  'Put quotes around the number in the object if every digit matters.',
  (reader: string, object: string) =>
    `A number in ${object} has too many digits for ${reader} and is rounded, as in Sveltos.`,
);
