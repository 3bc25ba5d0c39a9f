import { Stop } from '../fault';
import { comparePrereleases, compareVersions, parseVersion, type Version } from './semver-version';

/** Whether a version fits a constraint such as `>= 1.2, < 2 || ~3.1` (Masterminds/semver). */
export function checkConstraint(text: string, version: Version): boolean {
  const alternatives = withRanges(text).split('||').map(parseAll);
  return alternatives.some((all) => {
    // A prerelease fits only where the constraint names one.
    if (version.prerelease !== '' && !all.some(({ wanted }) => wanted.prerelease !== '')) return false;
    return all.every((one) => fits(version, one));
  });
}

interface Constraint {
  readonly operator: string;
  readonly wanted: Version;
  /** What of the version is left open: `1` and `1.x` leave the minor, `1.2` the patch, `*` all. */
  readonly open: 'nothing' | 'patch' | 'minor' | 'all';
}

const OPERATOR = '=||!=|>|<|>=|=>|<=|=<|~|~>|\\^';
const VERSION =
  'v?([0-9|x|X|\\*]+)(\\.[0-9|x|X|\\*]+)?(\\.[0-9|x|X|\\*]+)?(-([0-9A-Za-z\\-]+(?:\\.[0-9A-Za-z\\-]+)*))?(?:\\+([0-9A-Za-z\\-]+(?:\\.[0-9A-Za-z\\-]+)*))?';
const SHAPE = VERSION.replace(/\((?!\?)/g, '(?:');
// JavaScript's alternation takes the first that matches, as Go's does; the longer operators are tried where that fails.
const whole = new RegExp(
  `^(?:\\s*(?:${OPERATOR})\\s*(?:${SHAPE})\\s*)(?:(?:\\s+|,\\s*)(?:${OPERATOR})\\s*(?:${SHAPE})\\s*)*$`,
);
const each = new RegExp(`(?:${OPERATOR})\\s*(?:${SHAPE})`, 'g');
const one = new RegExp(`^\\s*(${OPERATOR})\\s*(?:${VERSION})\\s*$`);
const range = new RegExp(`\\s*(${SHAPE})\\s+-\\s+(${SHAPE})\\s*`, 'g');

/** Constraints are short; the expression that checks them is slow on long ones. */
const LONGEST = 500;

/** `1.2 - 2.4` is `>= 1.2, <= 2.4`. */
function withRanges(text: string): string {
  return text.replace(range, (_, from, to) => `>= ${from}, <= ${to} `);
}

function parseAll(text: string): Constraint[] {
  if (text.length > LONGEST || !whole.test(text)) throw new Stop(`"${text.slice(0, 40)}" is no version constraint`);
  return (text.match(each) ?? [text]).map(parseOne);
}

const isOpen = (part: string) => part === '' || part === 'x' || part === 'X' || part === '*';

function parseOne(text: string): Constraint {
  const found = one.exec(text);
  if (found === null) throw new Stop(`"${text.slice(0, 40)}" is no version constraint`);
  const [whole_, operator = '', major = '', minor = '', patch = '', prerelease = ''] = found;
  let version = whole_.replace(/^\s*(?:[=!<>~^]*)\s*/, '').trim();
  let open: Constraint['open'] = 'nothing';
  if (isOpen(major)) {
    version = `0.0.0${prerelease}`;
    open = 'all';
  } else if (isOpen(minor.slice(1))) {
    version = `${major}.0.0${prerelease}`;
    open = 'minor';
  } else if (isOpen(patch.slice(1))) {
    version = `${major}${minor}.0${prerelease}`;
    open = 'patch';
  }
  const wanted = parseVersion(version);
  if (wanted === undefined) throw new Stop(`"${text.slice(0, 40)}" is no version constraint`);
  return { operator, wanted, open };
}

function fits(version: Version, constraint: Constraint): boolean {
  const { wanted, open } = constraint;
  const order = compareVersions(version, wanted);
  switch (constraint.operator) {
    case '!=':
      return fitsNot(version, constraint);
    case '>':
      return fitsAbove(version, constraint);
    case '<':
      return order < 0;
    case '>=':
    case '=>':
      return order >= 0;
    case '<=':
    case '=<':
      if (open === 'nothing') return order <= 0;
      if (version.major > wanted.major) return false;
      return !(version.major === wanted.major && version.minor > wanted.minor && open !== 'minor');
    case '^':
      return fitsCaret(version, constraint);
    case '~':
    case '~>':
      return fitsTilde(version, constraint);
    default:
      return open === 'nothing' ? order === 0 : fitsTilde(version, constraint);
  }
}

function fitsNot(version: Version, { wanted, open }: Constraint): boolean {
  if (open === 'nothing') return compareVersions(version, wanted) !== 0;
  if (version.major !== wanted.major) return true;
  if (version.minor !== wanted.minor && open !== 'minor') return true;
  if (open === 'minor') return false;
  if (open === 'patch') {
    const marked = version.prerelease !== '' || wanted.prerelease !== '';
    return marked && comparePrereleases(version.prerelease, wanted.prerelease) !== 0;
  }
  return compareVersions(version, wanted) !== 0;
}

function fitsAbove(version: Version, { wanted, open }: Constraint): boolean {
  if (open === 'nothing') return compareVersions(version, wanted) > 0;
  if (version.major !== wanted.major) return version.major > wanted.major;
  if (open === 'minor') return false;
  if (open === 'patch') return version.minor > wanted.minor;
  return compareVersions(version, wanted) > 0;
}

function fitsTilde(version: Version, { wanted, open }: Constraint): boolean {
  if (compareVersions(version, wanted) < 0) return false;
  const zero = wanted.major === 0n && wanted.minor === 0n && wanted.patch === 0n;
  if (zero && open !== 'minor' && open !== 'patch') return true;
  if (version.major !== wanted.major) return false;
  return version.minor === wanted.minor || open === 'minor';
}

function fitsCaret(version: Version, { wanted, open }: Constraint): boolean {
  if (compareVersions(version, wanted) < 0) return false;
  if (wanted.major > 0n || open === 'minor') return version.major === wanted.major;
  if (version.major > 0n) return false;
  if (wanted.minor > 0n || open === 'patch') return version.minor === wanted.minor;
  if (version.minor > 0n) return false;
  return version.patch === wanted.patch;
}
