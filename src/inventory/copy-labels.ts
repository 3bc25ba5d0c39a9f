/**
 * The labels of an object that a copy of it may carry. A key that ends in `*` drops every label that begins so: labels by
 * which another tool marks what it owns would make it own the copy.
 */
export function copyLabels(
  labels: Readonly<Record<string, string>>,
  dropLabels: readonly string[],
): { copied: Record<string, string>; dropped: string[] } {
  const copied: Record<string, string> = {};
  const dropped: string[] = [];
  for (const [key, value] of Object.entries(labels)) {
    if (dropLabels.some((pattern) => matches(key, pattern))) dropped.push(key);
    else copied[key] = value;
  }
  return { copied, dropped };
}

function matches(key: string, pattern: string): boolean {
  return pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern;
}
