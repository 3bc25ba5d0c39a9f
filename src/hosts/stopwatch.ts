/** Milliseconds since some moment. Node loads six modules at the first use of `performance`. */
export function milliseconds(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
