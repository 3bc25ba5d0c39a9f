import type { AnyFunction } from '../../functions/function';
import type { Finding, Place } from '../diagnostics/finding';
import * as policyFindings from '../diagnostics/policy';
import { isObject, type Json, type JsonObject } from '../krm/json';
import type { Policy as PolicySpec, Verdict } from '../schema/policy';
import { schemaAt, setAt } from '../schema/schema-walk';

/** What whoever runs the program demands of every configuration, and the file that says so. */
export interface Policy {
  readonly file: string;
  readonly spec: PolicySpec;
}

/** What a floor makes of the value that a configuration gives, or of none. */
interface Judged {
  /** The value to use instead, where the configuration says nothing. */
  readonly value?: Json;
  /** Which part of the given value goes below the floor: empty for all of it, or the places of a list's entries. */
  readonly below?: readonly string[];
}

interface Floor {
  /** The field of the policy, and that of the configuration. */
  readonly demands: string;
  readonly path: readonly string[];
  readonly judge: (given: Json | undefined, fallback: Json | undefined) => Judged;
}

/**
 * Lays a policy under a spec: where the spec says nothing the stricter of its default and the policy counts, and what
 * goes below the policy is an error.
 * @param root where the spec is in the configuration.
 */
export function applyPolicy(
  { file, spec: policy }: Policy,
  { name, schema }: AnyFunction,
  given: Json,
  place: Place,
  root: string,
): { spec: Json; findings: Finding[] } {
  const findings: Finding[] = [];
  if (policy.functions !== undefined && !policy.functions.includes(name)) {
    findings.push(policyFindings.functionForbidden(place, name, file));
  }
  if (!isObject(given)) return { spec: given, findings };
  const spec: JsonObject = structuredClone(given);
  for (const { demands, path, judge } of listFloors(policy)) {
    const field = schemaAt(schema, path);
    const found = valueAt(spec, path);
    if (field === undefined || 'fault' in found) continue;
    const { value, below = [] } = judge(found.value, asJson(field.default));
    if (value !== undefined) setAt(spec, path, value);
    for (const part of below) {
      const at = `${[root, ...path].join('.')}${part}`;
      findings.push(policyFindings.belowPolicy({ ...place, field: at }, at, file, `spec.${demands}`));
    }
  }
  return { spec, findings };
}

function listFloors(policy: PolicySpec): Floor[] {
  const { kubeconfigPolicy = {}, crossNamespace, profileNamespaces } = policy;
  const floors: Floor[] = Object.entries(kubeconfigPolicy).map(([rule, verdict]) =>
    floor(['kubeconfigPolicy', rule], atLeast(verdict)),
  );
  for (const [name, grants] of Object.entries({ crossNamespace, profileNamespaces })) {
    if (grants === undefined) continue;
    if (grants.policy !== undefined) floors.push(floor([name, 'policy'], atLeast(grants.policy)));
    floors.push(floor([name, 'allow'], among(grants.allow ?? [])));
  }
  if (crossNamespace !== undefined) {
    floors.push(floor(['crossNamespace', 'allowedNamespaces'], among(crossNamespace.allowedNamespaces ?? [])));
  }
  if (policy.allowEmpty === false) floors.push(floor(['allowEmpty'], never));
  if (policy.takeOverFrom !== undefined) floors.push(floor(['takeOverFrom'], among(policy.takeOverFrom)));
  if (policy.consumerLabel !== undefined) {
    floors.push({ demands: 'consumerLabel', path: ['labelKeys', 'consumer'], judge: exactly(policy.consumerLabel) });
  }
  if (policy.maxWithdrawals !== undefined) floors.push(floor(['maxWithdrawals'], atMost(policy.maxWithdrawals)));
  return floors;
}

function floor(path: readonly string[], judge: Floor['judge']): Floor {
  return { demands: path.join('.'), path, judge };
}

const WHOLE = [''];
const RANKS: Record<Verdict, number> = { Allow: 0, Warn: 1, Deny: 2 };

function rankOf(value: Json | undefined): number | undefined {
  return typeof value === 'string' ? Object.entries(RANKS).find(([verdict]) => verdict === value)?.[1] : undefined;
}

function atLeast(verdict: Verdict): Floor['judge'] {
  return (given, fallback) => {
    const rank = rankOf(given);
    if (given !== undefined) return rank !== undefined && rank < RANKS[verdict] ? { below: WHOLE } : {};
    return (rankOf(fallback) ?? 0) < RANKS[verdict] ? { value: verdict } : {};
  };
}

/** A list that holds nothing but what the policy lists. */
function among(allowed: readonly unknown[]): Floor['judge'] {
  const known = new Set(allowed.map(inOneForm));
  return (given) => {
    if (typeof given === 'string') return known.has(inOneForm(given)) ? {} : { below: WHOLE };
    if (!Array.isArray(given)) return {};
    return { below: given.flatMap((entry, at) => (known.has(inOneForm(entry)) ? [] : [`[${at}]`])) };
  };
}

/** A string or a pair as one text, whatever order its keys are in. */
function inOneForm(value: unknown): string {
  return JSON.stringify(isObject(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value);
}

const never: Floor['judge'] = (given) => (given === true ? { below: WHOLE } : {});

function exactly(text: string): Floor['judge'] {
  return (given) => {
    if (given === undefined) return { value: text };
    return given === text ? {} : { below: WHOLE };
  };
}

/** A number and a percentage cannot be compared before the render has counted: then the smaller counts, and no error. */
function atMost(most: number | string): Floor['judge'] {
  const sort = (value: Json) => (String(value).endsWith('%') ? '%' : '');
  return (given) => {
    if (given === undefined || given === null || sort(given) !== sort(most)) return {};
    return Number.parseInt(String(given), 10) > Number.parseInt(String(most), 10) ? { below: WHOLE } : {};
  };
}

/** What is at a path; a fault where something stands in the way, which the check of the spec will tell. */
function valueAt(spec: JsonObject, path: readonly string[]): { value: Json | undefined } | { fault: true } {
  let at: JsonObject = spec;
  for (const key of path.slice(0, -1)) {
    const next = Object.hasOwn(at, key) ? at[key] : undefined;
    if (next === undefined) return { value: undefined };
    if (!isObject(next)) return { fault: true };
    at = next;
  }
  const last = path.at(-1) ?? '';
  return { value: Object.hasOwn(at, last) ? at[last] : undefined };
}

function asJson(value: unknown): Json | undefined {
  return typeof value === 'string' || typeof value === 'boolean' ? value : undefined;
}
