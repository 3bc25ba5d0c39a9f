import type { Finding } from '../diagnostics/finding';
import * as outputFindings from '../diagnostics/outputs';
import { sortedBy } from '../lists/order';

/** Labels of a ClusterProfile that its registration does not carry. */
export interface DroppedLabels {
  /** `namespace/name`. */
  readonly profile: string;
  readonly labels: readonly string[];
}

/** One finding for the whole fleet. */
export function tellDropped(all: readonly DroppedLabels[]): Finding[] {
  const dropped = all.filter(({ labels }) => labels.length > 0);
  if (dropped.length === 0) return [];
  const labels = sortedBy(new Set(dropped.flatMap((one) => one.labels)), (label) => label);
  const profiles = dropped.map(({ profile }) => profile);
  return [outputFindings.labelsDropped({}, labels, profiles)];
}
