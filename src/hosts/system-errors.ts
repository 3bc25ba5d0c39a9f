/** The system's code for what went wrong (`ENOENT` …). */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
}

/** Whether the system refused something; what Node itself refuses (`ERR_…`) is a defect. */
export function isSystemError(error: unknown): boolean {
  return /^E[A-Z0-9]+$/.test(codeOf(error));
}

/** For tidying up: what the system refuses there is not worth an error. */
export function quietly(tidy: () => unknown): void {
  try {
    tidy();
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/** The same in words, for those codes that users meet. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return reasons[code] ?? code;
}

const reasons: Record<string, string> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'a part of the path is a file',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'it is larger than a file may be',
  EIO: 'the device failed',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  EXDEV: 'it is on another file system',
  EBUSY: 'it is in use',
  EBADF: 'it is closed',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GiB',
  EROFS: 'the file system is read-only',
};
