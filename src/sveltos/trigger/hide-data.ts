/**
 * The reason of a template's fault without what the template was filled with, which may be secret: words in quotes, and
 * the message of `fail`, stay only where they stand in the template itself.
 */
export function hideData(reason: string, template: string): string {
  const [, head, message = ''] = /^(error calling fail: )([\s\S]*)$/.exec(reason) ?? [];
  if (head !== undefined) {
    return template.includes(message)
      ? reason
      : `${head}its message is not shown, since it may hold what was filled in`;
  }
  if (!/^error calling|no entry for key/.test(reason)) return reason; // it is about the template's own text
  return reason.replace(/(["`])([\s\S]*?)\1/g, (quoted, mark: string, words: string) =>
    template.includes(words) ? quoted : `${mark}…${mark}`,
  );
}
