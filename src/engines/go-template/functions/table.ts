import { nearestOf } from '../../../schema/nearest';
import { builtin } from './builtin';
import { comparison } from './comparison';
import { dates } from './dates';
import { defaults, types } from './defaults';
import { dicts } from './dicts';
import { digests } from './digests';
import { encoding } from './encoding';
import { json } from './json';
import { lists } from './lists';
import { numbers } from './numbers';
import { paths } from './paths';
import { refused } from './refused';
import { regex } from './regex';
import { resources } from './resources';
import { semver } from './semver';
import type { Family, GoFunction } from './signature';
import { strings } from './strings';
import { toml } from './toml';
import { urls } from './urls';
import { yaml } from './yaml';

export { refused } from './refused';

/** All functions, family by family, in the order in which the documentation lists them. */
export const families: readonly { readonly family: string; readonly functions: Family }[] = [
  { family: 'text/template', functions: builtin },
  { family: 'comparison', functions: comparison },
  { family: 'resources', functions: resources },
  { family: 'YAML', functions: yaml },
  { family: 'JSON', functions: json },
  { family: 'TOML', functions: toml },
  { family: 'strings', functions: strings },
  { family: 'defaults', functions: defaults },
  { family: 'types', functions: types },
  { family: 'numbers', functions: numbers },
  { family: 'lists', functions: lists },
  { family: 'dicts', functions: dicts },
  { family: 'encoding', functions: encoding },
  { family: 'digests', functions: digests },
  { family: 'regular expressions', functions: regex },
  { family: 'versions', functions: semver },
  { family: 'paths', functions: paths },
  { family: 'URLs', functions: urls },
  { family: 'dates', functions: dates },
];

export const functions: ReadonlyMap<string, GoFunction> = new Map(
  families.flatMap(({ functions: members }) => Object.entries(members)),
);

/** The known function whose name is nearest to an unknown one, or the empty string where none is near. */
export function nearestFunction(name: string, extra: Iterable<string>): string {
  const known = [...functions.keys(), ...refused.flatMap(({ names }) => names), ...extra];
  return known.length > 0 ? nearestOf(name, known) : '';
}
