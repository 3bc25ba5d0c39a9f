import { type Finding, type Severity, withSeverity } from '../diagnostics/finding';
import { loadCatalogue } from '../diagnostics/load-catalogue';
import * as severities from '../diagnostics/severity';
import { nearestOf } from '../schema/nearest';

export type Level = 'Off' | 'Info' | 'Warning' | 'Error';

/** What the configuration says of findings, by their code. */
export type Weights = Readonly<Record<string, { readonly level: Level; readonly reason: string }>>;

/** From which severity on findings stop a run. */
export type FailOn = 'error' | 'warning' | 'info';

/** The findings with the severity that the configuration gives them. An error that protects stays one, whatever it says. */
export function weighFindings(findings: readonly Finding[], weights: Weights): Finding[] {
  if (Object.keys(weights).length === 0) return [...findings];
  return findings.flatMap((finding) => {
    const weight = Object.hasOwn(weights, finding.code) ? weights[finding.code] : undefined;
    // A policy makes errors of findings that are warnings elsewhere: those protect too.
    if (weight === undefined || (finding.severity === 'error' && findEntry(finding.code)?.protects !== false)) {
      return [finding];
    }
    return weight.level === 'Off' ? [] : [withSeverity(finding, SEVERITIES[weight.level])];
  });
}

const SEVERITIES: Record<Exclude<Level, 'Off'>, Severity> = { Info: 'info', Warning: 'warning', Error: 'error' };

function findEntry(code: string) {
  return loadCatalogue().find((one) => one.code === code);
}

/** What cannot be weighed so: unknown codes, and errors that protect. */
export function checkWeights(weights: Weights): Finding[] {
  return Object.entries(weights).flatMap(([code, { level }]) => {
    const place = { field: `spec.severity.${code}` };
    const entry = findEntry(code);
    if (entry === undefined) {
      const codes = loadCatalogue().map((one) => one.code);
      return [severities.codeUnknown(place, code, nearestOf(code, codes))];
    }
    const isLowered = entry.severity === 'error' && level !== 'Error';
    return isLowered && entry.protects ? [severities.errorLowered(place, code)] : [];
  });
}

/** An error of its own where others than errors are to stop the run. */
export function judgeFailOn(findings: readonly Finding[], failOn: FailOn | undefined): Finding[] {
  if (failOn === undefined || failOn === 'error') return [];
  const stopping = findings.filter(({ severity }) => severity !== 'info' || failOn === 'info');
  return stopping.length === 0 ? [] : [severities.failedOn({}, stopping.length, failOn)];
}
