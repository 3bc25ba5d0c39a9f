import type { ErrorObject } from 'ajv';
import { withheld } from '../diagnostics/withheld';
import { isObject, typeInWords } from '../krm/json';
import { DURATION_PATTERN, POSITIVE_DURATION_PATTERN } from './duration';
import { INSTANT_PATTERN } from './instant';
import { DATA_KEY_PATTERN, NAME_BY_NAMESPACE_PATTERN, NAMESPACE_PATTERN, OBJECT_NAME_PATTERN } from './name-patterns';
import { COUNT_OR_PERCENTAGE_PATTERN } from './percentage';
import { VARIABLE_PATTERN } from './provider-file';

/** What does not fit a schema, in words; never a value, which may be secret. */
export interface ShapeFault {
  readonly keyword: string;
  readonly field: string;
  /** The same as `field`, as keys. */
  readonly path: readonly string[];
  readonly expected: string;
  readonly found: string;
}

/** Explains the errors of a schema's check, one for each field. */
export function explainShape(errors: readonly ErrorObject[] | null | undefined, data: unknown): ShapeFault[] {
  const faults = new Map<string, ShapeFault>();
  for (const error of withoutOtherBranches(errors ?? [])) {
    const fault = explain(error, data);
    if (fault !== undefined && !faults.has(fault.field)) faults.set(fault.field, fault);
  }
  return [...faults.values()];
}

/** Of several branches (`anyOf`) those are left out that are for another type than the value has. */
function withoutOtherBranches(errors: readonly ErrorObject[]): ErrorObject[] {
  const branchOf = ({ schemaPath }: ErrorObject) => /^.*\/anyOf\/\d+\//.exec(schemaPath)?.[0] ?? '';
  const others = new Set(errors.filter(({ keyword }) => keyword === 'type').map(branchOf));
  const fitting = errors.filter((error) => branchOf(error) === '' || !others.has(branchOf(error)));
  return fitting.some(({ keyword }) => keyword !== 'anyOf') ? fitting : [...errors];
}

function explain({ keyword, instancePath, params }: ErrorObject, data: unknown): ShapeFault | undefined {
  const path = instancePath.split('/').slice(1).map(unescapePointer);
  const field = fieldPath(path);
  const value = path.reduce<unknown>(
    (at, key) => (isObject(at) ? at[key] : Array.isArray(at) ? at[Number(key)] : undefined),
    data,
  );
  const fault = (expected: string, found = typeInWords(value)) => ({ keyword, field, path, expected, found });
  switch (keyword) {
    case 'type':
      return fault(expectedTypes(params.type));
    case 'enum':
      return fault(
        `one of ${params.allowedValues.filter((one: unknown) => one !== '').join(', ')}`,
        typeof value === 'string' ? nearly(value, params.allowedValues) : typeInWords(value),
      );
    case 'minLength':
      return fault('a string that is not empty', 'empty');
    case 'maxLength':
      return fault(`a string of at most ${params.limit} characters`, 'longer');
    case 'pattern':
      return fault(patternsInWords[params.pattern] ?? 'of another form', value === '' ? 'empty' : 'something else');
    case 'minimum':
    case 'maximum':
      return fault(`a number ${params.comparison} ${params.limit}`, `${value}`);
    case 'minItems':
      return fault('a list that is not empty', 'empty');
    case 'contains':
      return params.maxContains === undefined
        ? fault('a list with at least one entry that fits', 'one without')
        : fault('a list with at most one of each sort', 'one with several of a sort');
    case 'uniqueItems':
      return fault('a list without repetitions', 'one with a repetition');
    case 'required': {
      const missing = [...path, params.missingProperty];
      return { keyword, field: fieldPath(missing), path: missing, expected: 'set', found: 'missing' };
    }
    case 'additionalProperties': {
      const unknown = [...path, params.additionalProperty];
      return { keyword, field: fieldPath(unknown), path: unknown, expected: 'absent', found: 'not a known field' };
    }
    case 'anyOf':
      return undefined; // its branches have said what is wrong
    default:
      return fault(`valid (${keyword})`);
  }
}

/** A word such as those that are allowed is shown; anything else may have been meant for another field. */
function nearly(value: string, words: readonly unknown[]): string {
  const isAlike = words.some((one) => typeof one === 'string' && one.toLowerCase() === value.toLowerCase());
  const isWord = /^[A-Z][A-Za-z]{1,23}$/.test(value);
  return isAlike || isWord ? `"${value}"` : `another string (${withheld(value)})`;
}

const patternsInWords: Readonly<Record<string, string>> = {
  [DURATION_PATTERN]: 'a duration such as 7d, 36h, 30m or 45s',
  [POSITIVE_DURATION_PATTERN]: 'a duration such as 5m, 30s or 1m30s',
  [VARIABLE_PATTERN]: 'the name of a variable (letters, digits and _)',
  [COUNT_OR_PERCENTAGE_PATTERN]: 'a number such as 3 or a percentage such as 10%',
  [NAMESPACE_PATTERN]: 'the name of a namespace (lower-case letters, digits and -)',
  [OBJECT_NAME_PATTERN]: 'the name of an object (lower-case letters, digits, - and .)',
  [NAME_BY_NAMESPACE_PATTERN]:
    'the name of an object (lower-case letters, digits, - and .), in which {namespace} may stand',
  [DATA_KEY_PATTERN]: 'the key of a Secret (letters, digits, -, _ and .)',
  [INSTANT_PATTERN]: 'a time (RFC 3339) such as 2026-01-31T12:00:00Z',
};

function expectedTypes(type: string | string[]): string {
  const words: Record<string, string> = {
    object: 'a map',
    array: 'a list',
    string: 'a string',
    boolean: 'true or false',
    integer: 'a whole number',
  };
  const types = (Array.isArray(type) ? type : type.split(',')).filter((one) => one !== 'null');
  return types.map((one) => words[one] ?? one).join(' or ');
}

function unescapePointer(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** `metadata.labels["a.b/c"]`, `items[0].name`. */
export function fieldPath(path: readonly string[]): string {
  return path.reduce((field, key) => {
    if (/^\d+$/.test(key)) return `${field}[${key}]`;
    if (/^[A-Za-z0-9_-]+$/.test(key)) return field === '' ? key : `${field}.${key}`;
    return `${field}["${key}"]`;
  }, '');
}
