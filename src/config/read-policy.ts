import type * as Check from '../../generated/policy';
import { explainShape } from '../api/shape';
import type { Finding } from '../diagnostics/finding';
import * as policyFindings from '../diagnostics/policy';
import { isObject, type Json, typeInWords } from '../krm/json';
import { nearestOf } from '../schema/nearest';
import { policySchema } from '../schema/policy';
import { fieldNames, schemaAt } from '../schema/schema-walk';
import { API_VERSION } from './configure';
import type { Policy } from './policy';

const TOP_FIELDS = ['apiVersion', 'kind', 'metadata', 'spec'];

/** Reads a policy. One that cannot be understood whole stops the run: it would demand less than it was written for. */
export function readPolicy(value: Json | undefined, file: string): { policy: Policy } | { findings: Finding[] } {
  const place = { file: { path: file, index: 0 } };
  const refuse = (found: string) => ({ findings: [policyFindings.notAPolicy(place, file, found)] });
  if (!isObject(value)) return refuse(value === undefined ? 'empty' : typeInWords(value));
  if (value.apiVersion !== API_VERSION || value.kind !== 'Policy') {
    return refuse('an object of another kind or apiVersion');
  }
  if (!isObject(value.spec)) return refuse('without a spec');
  const unknown = Object.keys(value).filter((name) => !TOP_FIELDS.includes(name));
  const findings = unknown.map((name) =>
    policyFindings.policyFieldUnknown({ ...place, field: name }, name, nearestOf(name, TOP_FIELDS)),
  );
  const { validatePolicy }: typeof Check = require('../../generated/policy');
  const spec: unknown = structuredClone(value.spec);
  if (validatePolicy(spec)) return findings.length === 0 ? { policy: { file, spec } } : { findings };
  for (const { keyword, field, expected, found, path } of explainShape(validatePolicy.errors, value.spec)) {
    const full = field === '' ? 'spec' : `spec.${field}`;
    const at = { ...place, field: full };
    const known = () => fieldNames(schemaAt(policySchema, path.slice(0, -1)));
    findings.push(
      keyword === 'additionalProperties'
        ? policyFindings.policyFieldUnknown(at, full, nearestOf(path.at(-1) ?? '', known()))
        : policyFindings.policyFieldWrong(at, full, expected, found),
    );
  }
  return { findings };
}
