import { Stop } from '../fault';
import { GoInt, type GoObject, goInt, isGoObject, type Method, type Value } from '../value';
import { checkConstraint } from './semver-constraint';
import { compareVersions, parseVersion, type Version } from './semver-version';
import { type Family, ofString, takes } from './signature';

/** Masterminds/semver: versions may be short (`1.2`) and begin with a `v`. */
export const semver: Family = {
  semver: ofString((text) => versionObject(parseVersion(text) ?? refuse(text))),
  semverCompare: takes(['string', 'string'], (args) => {
    const version = parseVersion(args.string(1)) ?? refuse(args.string(1));
    return checkConstraint(args.string(0), version);
  }),
};

function refuse(text: string): never {
  throw new Stop(`"${text.slice(0, 40)}" is no semantic version`);
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
