import { compareText } from '../bytes';

/** A version as Masterminds/semver reads it, and the order of versions. */
export interface Version {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  readonly prerelease: string;
  readonly metadata: string;
  readonly original: string;
}

const shape =
  /^v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;

export function parseVersion(text: string): Version | undefined {
  const found = shape.exec(text);
  if (found === null) return undefined;
  const [, major = '0', minor = '0', patch = '0', prerelease = '', metadata = ''] = found;
  // A number in a prerelease has no leading zero.
  if (prerelease.split('.').some((part) => /^0[0-9]+$/.test(part))) return undefined;
  const numbers = [major, minor, patch].map(BigInt);
  if (numbers.some((part) => part >= 2n ** 64n)) return undefined;
  const [first = 0n, second = 0n, third = 0n] = numbers;
  return { major: first, minor: second, patch: third, prerelease, metadata, original: text };
}

export function compareVersions(a: Version, b: Version): number {
  for (const part of ['major', 'minor', 'patch'] as const) if (a[part] !== b[part]) return a[part] < b[part] ? -1 : 1;
  if (a.prerelease === b.prerelease) return 0;
  if (a.prerelease === '') return 1;
  return b.prerelease === '' ? -1 : comparePrereleases(a.prerelease, b.prerelease);
}

export function comparePrereleases(a: string, b: string): number {
  const [ours, theirs] = [a.split('.'), b.split('.')];
  for (let at = 0; at < Math.max(ours.length, theirs.length); at++) {
    const order = compareParts(ours[at] ?? '', theirs[at] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function compareParts(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '') return -1;
  if (b === '') return 1;
  const [aNumber, bNumber] = [/^[0-9]+$/.test(a), /^[0-9]+$/.test(b)];
  if (aNumber && bNumber) return BigInt(a) > BigInt(b) ? 1 : -1;
  if (aNumber || bNumber) return aNumber ? -1 : 1;
  return compareText(a, b) > 0 ? 1 : -1;
}
