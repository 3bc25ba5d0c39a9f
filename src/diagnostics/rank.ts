/** Who joined, who left and why, in the order of cause and effect: consumers and ClusterSets move clusters. */
const CAUSES = [
  ...['RC440', 'RC441', 'RC442'],
  ...['RC448', 'RC449', 'RC450', 'RC451'],
  ...['RC446', 'RC444', 'RC445', 'RC447', 'RC452', 'RC453', 'RC454', 'RC455'],
  // Near misses, before the warnings of what follows from them.
  ...['RC510', 'RC460', 'RC461', 'RC462', 'RC463', 'RC443', 'RC465'],
];

/** Causes before effects: what cannot be read, then what differs from the Roll, then the rest. */
export function rankOf({ code, severity }: { readonly code: string; readonly severity: string }): string {
  if (severity === 'error' && isUnreadable(code)) return 'a';
  const at = CAUSES.indexOf(code);
  return at < 0 ? 'c' : `b${String(at).padStart(2, '0')}`;
}

/** Errors about the input, the configuration, the labels that place a Cluster, and reading files. */
function isUnreadable(code: string): boolean {
  return code < 'RC310' || code === 'RC463' || (code >= 'RC500' && code < 'RC534');
}
