/** What the program's exit code says. */
export const EXIT = {
  rendered: 0,
  /** The input or the configuration is wrong; every finding is listed. */
  wrongInput: 1,
  wrongUsage: 2,
  /** A defect of Rollcall (sysexits.h, EX_SOFTWARE). */
  defect: 70,
} as const;
