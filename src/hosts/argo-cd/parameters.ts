import type { Finding } from '../../diagnostics/finding';
import type { Json } from '../../krm/json';

/**
 * A configuration with the application's parameters laid over it, where Argo CD has set them (ARGOCD_APP_PARAMETERS).
 * @returns it with the fields that they set, as findings name fields.
 */
export function overlayParameters({ value, findings }: { value?: Json; findings: Finding[] }): {
  value: Json | undefined;
  fields: readonly string[];
  findings: Finding[];
} {
  const text = process.env.ARGOCD_APP_PARAMETERS;
  if (text === undefined || text === '') return { value, fields: [], findings };
  const { applyParameters }: typeof import('../../config/parameters') = require('../../config/parameters');
  const applied = applyParameters(value, text);
  return { value: applied.functionConfig, fields: applied.fields, findings: [...findings, ...applied.findings] };
}
