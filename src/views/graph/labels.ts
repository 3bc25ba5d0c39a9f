/** A drawn name that is longer makes the picture unreadable. */
const LONGEST = 64;

export function cutLabel(text: string, most = LONGEST): string {
  const signs = [...text];
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join('')}…`;
}
