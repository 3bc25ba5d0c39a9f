/** Those that are in the list more than once, each once. */
export function repeatedIn(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}
