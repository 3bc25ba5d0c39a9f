import { type EventTrigger, WITHOUT_EFFECT } from '../../api/event-trigger';
import * as framework from '../../diagnostics/event-framework';
import type { Finding } from '../../diagnostics/finding';
import type { Found } from '../../inventory/fleet';
import { sortedBy } from '../../lists/order';

const CHARTS = ['helmCharts', 'kustomizationRefs'] as const;
const PATCHES = ['patches'] as const;
const ELSEWHERE = ['destinationCluster', 'destinationClusterSelector'] as const;
const MAKERS = ['policyRefs', 'configMapGenerator', 'secretGenerator'] as const;

/** What is to say about EventTriggers before they run: which of their fields a render takes, leaves out or refuses. */
export function surveyTriggers(triggers: readonly Found<EventTrigger>[]): Finding[] {
  const findings: Finding[] = [];
  const idle = new Set<string>();
  for (const { object, item } of triggers) {
    const { spec } = object;
    const { name } = object.metadata;
    const set = (fields: readonly (keyof typeof spec)[]) => fields.filter((field) => isSet(spec[field]));
    for (const field of set(WITHOUT_EFFECT)) idle.add(field);
    const charts = set(CHARTS);
    if (charts.length > 0) findings.push(framework.partNotRendered(item.at(`spec.${charts[0]}`), name, charts));
    const patches = set(PATCHES);
    if (patches.length > 0) findings.push(framework.partUnsupported(item.at(`spec.${patches[0]}`), name, patches));
    if (set(['patchesFrom']).length > 0) findings.push(framework.patchesIgnored(item.at('spec.patchesFrom'), name));
    for (const field of set(ELSEWHERE)) findings.push(framework.goesElsewhere(item.at(`spec.${field}`), name, field));
    if (set(MAKERS).length === 0) findings.push(framework.makesNothing(item.at('spec'), name));
    for (const ref of spec.policyRefs ?? []) {
      for (const field of ['force', 'skipNamespaceCreation', 'tier', 'path'] as const) {
        if (isSet(ref[field])) idle.add(`policyRefs.${field}`);
      }
    }
  }
  if (idle.size > 0)
    findings.push(
      framework.fieldsWithoutEffect(
        {},
        sortedBy(idle, (field) => field),
      ),
    );
  return findings;
}

function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null;
}
