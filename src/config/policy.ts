import type { AnyFunction } from '../../functions/function';
import type { Finding, Place } from '../diagnostics/finding';
import * as policyFindings from '../diagnostics/policy';
import { isObject, type Json, type JsonObject } from '../krm/json';
import type { Policy as PolicySpec } from '../schema/policy';
import { schemaAt, setAt } from '../schema/schema-walk';
import { listFloors } from './floors';

/** What whoever runs the program demands of every configuration, and the file that says so. */
export interface Policy {
  readonly file: string;
  readonly spec: PolicySpec;
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
    const { value, below = [] } = judge(found.value, field.default);
    if (value !== undefined) setAt(spec, path, value);
    for (const part of below) {
      const at = `${[root, ...path].join('.')}${part}`;
      findings.push(policyFindings.belowPolicy({ ...place, field: at }, at, file, `spec.${demands}`));
    }
  }
  return { spec, findings };
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
