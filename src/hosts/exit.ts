/** What the program's exit code says. */
export const EXIT = {
  rendered: 0,
  /** The input or the configuration is wrong; every finding is listed. */
  wrongInput: 1,
  wrongUsage: 2,
  /** Whoever read standard output has gone: 128 and the number of SIGPIPE. */
  brokenPipe: 141,
  /** A defect of Rollcall (sysexits.h, EX_SOFTWARE). */
  defect: 70,
} as const;
