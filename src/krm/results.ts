import { type Finding, nameFile } from '../diagnostics/finding';
import type { WritableObject } from './yaml/write';

/** A finding as a result of the KRM Functions Specification; what hosts do not show (code, file) stands in the tags too. */
export function toResult({ code, severity, object, field, file, problem, remedy }: Finding): WritableObject {
  return {
    // kpt shows neither tags nor file: who reads its output needs both.
    message: [problem, remedy, `(${[code, file && nameFile(file)].filter(Boolean).join(', ')})`]
      .filter(Boolean)
      .join(' '),
    severity,
    resourceRef: object && {
      apiVersion: object.apiVersion,
      kind: object.kind,
      name: object.name,
      namespace: object.namespace === '' ? undefined : object.namespace,
    },
    // A field without its object is no field to the specification.
    field: object && field !== undefined ? { path: field } : undefined,
    file: file && { path: file.path, index: file.index },
    tags: { code },
  };
}
