import { fieldPath } from '../api/shape';
import type { Finding } from '../diagnostics/finding';
import { refOf } from '../krm/identity';
import { isObject, type Json } from '../krm/json';

/** What findings call the parameters, as they name a file. */
const PARAMETERS = "ARGOCD_APP_PARAMETERS (the Application's spec.source.plugin.parameters)";

/** The names that findings give to a field of a configuration, whether it is one of Rollcall's own or a ConfigMap. */
export function namesOfField(key: string, path: readonly string[]): string[] {
  return [`data["${key}"]`, ...['spec', 'data'].map((root) => `${root}.${fieldPath(path)}`)];
}

/** Findings about fields that parameters set point at the parameters, and not at the file that they override. */
export function pointAtParameters(
  findings: readonly Finding[],
  fields: readonly string[],
  functionConfig: Json | undefined,
): readonly Finding[] {
  if (fields.length === 0) return findings;
  const own = isObject(functionConfig) ? refOf(functionConfig) : undefined;
  return findings.map((finding) => {
    const { object = own, field = '' } = finding;
    const isOfConfig =
      object?.kind === own?.kind && object?.name === own?.name && object?.apiVersion === own?.apiVersion;
    if (!isOfConfig || !fields.some((one) => isAtOrBelow(field, one))) return finding;
    return { ...finding, file: { path: PARAMETERS, index: 0 } };
  });
}

function isAtOrBelow(field: string, outer: string): boolean {
  return field === outer || field.startsWith(`${outer}.`) || field.startsWith(`${outer}[`);
}
