import type { NamedFamily } from '../functions';
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
import { regex } from './regex';
import { semver } from './semver';
import { strings } from './strings';
import { toml } from './toml';
import { urls } from './urls';
import { yaml } from './yaml';

/** text/template's own functions. */
export const textTemplate: readonly NamedFamily[] = [
  { family: 'text/template', functions: builtin },
  { family: 'comparison', functions: comparison },
];

/** Reading and writing data, by the names that Helm gave these functions. */
export const dataFormats: readonly NamedFamily[] = [
  { family: 'YAML', functions: yaml },
  { family: 'JSON', functions: json },
  { family: 'TOML', functions: toml },
];

export const sprig: readonly NamedFamily[] = [
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
