/** Whether a script has this as a text of its own, between quotes or long brackets, whole. */
export function hasText(script: string, text: string): boolean {
  if (text === '') return false;
  return BETWEEN.some(([before, after]) => script.includes(before + text + after));
}

const BETWEEN = [
  ['"', '"'],
  ["'", "'"],
  ['[[', ']]'],
  ['[[\n', ']]'],
] as const;

/** Whether a script has this as a name, or as a text. */
export function hasName(script: string, name: string): boolean {
  return wordsOf(script).has(name) || hasText(script, name);
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/[A-Za-z_]\w*/g));
}
