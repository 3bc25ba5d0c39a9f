/**
 * Whether the environment lets this render withdraw any number of clusters: for hosts that start the program themselves,
 * where an option would stand in a file and count for every later render too.
 */
export function withdrawalsAllowed(): boolean {
  return process.env.ROLLCALL_ALLOW_WITHDRAWALS === 'true';
}
