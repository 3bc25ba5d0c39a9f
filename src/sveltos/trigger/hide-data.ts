/**
 * The reason of a template's fault without what the template was filled with, which may be secret: words in quotes, and
 * the message of `fail`, stay only where they stand in the text that somebody wrote.
 * @param text the template that was run; a filling may have made it, of what was `written`.
 */
export function hideData(reason: string, text: string, written: string = text): string {
  const [, head, message = ''] = /^(error calling fail: )([\s\S]*)$/.exec(reason) ?? [];
  if (head !== undefined) {
    return written.includes(message) ? reason : `${head}its message is not shown, since it may hold what was filled in`;
  }
  const isMade = text !== written;
  // Of a text that stands as it was written, only functions and keys tell of data.
  if (!isMade && !/^error calling|no entry for key/.test(reason)) return reason;
  const shown = hideQuoted(reason, written);
  const words = isMade ? shown.split(/[\s"`]+/) : [];
  return words.some((word) => text.includes(word) && !written.includes(word))
    ? 'the reason is not shown, since it may hold what was filled in'
    : shown;
}

/** What is quoted may hold quotes itself, so nothing between the first and the last of them tells where it ends. */
function hideQuoted(reason: string, written: string): string {
  return reason.replace(/(["`])([\s\S]*)["`]/, (quoted, mark: string, words: string) =>
    written.includes(words) ? quoted : `${mark}…${mark}`,
  );
}
