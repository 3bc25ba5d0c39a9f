import { compareText } from '../bytes';
import { Stop } from '../fault';
import { GoInt, type GoObject, goInt, isGoObject, type Method, type Value } from '../value';
import { checkConstraint } from './semver-constraint';
import { type Family, ofString, takes } from './signature';

/** Masterminds/semver: versions may be short (`1.2`) and begin with a `v`. */
export const semver: Family = {
  semver: ofString((text) => versionObject(parseVersion(text) ?? refuse(text))),
  semverCompare: takes(['string', 'string'], (args) => {
    const version = parseVersion(args.string(1)) ?? refuse(args.string(1));
    return checkConstraint(args.string(0), version);
  }),
};

export interface Version {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  readonly prerelease: string;
  readonly metadata: string;
  readonly original: string;
}

function refuse(text: string): never {
  throw new Stop(`"${text.slice(0, 40)}" is no semantic version`);
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

class VersionObject implements GoObject {
  readonly typeName = '*semver.Version';

  constructor(readonly version: Version) {}

  get text(): string {
    const { major, minor, patch, prerelease, metadata } = this.version;
    return `${major}.${minor}.${patch}${prerelease && `-${prerelease}`}${metadata && `+${metadata}`}`;
  }

  get methods(): ReadonlyMap<string, Method> {
    const { major, minor, patch, prerelease, metadata, original } = this.version;
    const gives = (value: Value): Method => ({ params: [], call: () => value });
    const compares = (test: (order: number) => Value): Method => ({
      params: ['object'],
      call: ([other = null]) => test(compareVersions(this.version, versionOf(other))),
    });
    return new Map([
      ['Major', gives(new GoInt(major, 'uint64'))],
      ['Minor', gives(new GoInt(minor, 'uint64'))],
      ['Patch', gives(new GoInt(patch, 'uint64'))],
      ['Prerelease', gives(prerelease)],
      ['Metadata', gives(metadata)],
      ['Original', gives(original)],
      ['String', gives(this.text)],
      ['Compare', compares((order) => goInt(order))],
      ['Equal', compares((order) => order === 0)],
      ['LessThan', compares((order) => order < 0)],
      ['LessThanEqual', compares((order) => order <= 0)],
      ['GreaterThan', compares((order) => order > 0)],
      ['GreaterThanEqual', compares((order) => order >= 0)],
    ]);
  }
}

function versionObject(version: Version): GoObject {
  return new VersionObject(version);
}

function versionOf(value: Value): Version {
  if (isGoObject(value) && value instanceof VersionObject) return value.version;
  throw new Stop('a version is compared with something else');
}
