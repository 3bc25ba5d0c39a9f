/** The known word that is closest to an unknown one, or the empty string where none is close. */
export function nearestOf(word: string, known: readonly string[]): string {
  let nearest = '';
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const edits = editsBetween(word.toLowerCase(), candidate.toLowerCase());
    if (edits < least) {
      least = edits;
      nearest = candidate;
    }
  }
  return nearest;
}

/** The Levenshtein distance: how many letters to insert, delete or replace. */
export function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let x = 1; x <= a.length; x++) {
    const next = [x];
    for (let y = 1; y <= b.length; y++) {
      const replace = (row[y - 1] ?? 0) + (a[x - 1] === b[y - 1] ? 0 : 1);
      next.push(Math.min((row[y] ?? 0) + 1, (next[y - 1] ?? 0) + 1, replace));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
