import type { Finding } from '../../diagnostics/finding';
import type { RenderRecord } from '../../run/render-record';
import { absentProfiles } from './absent-profiles';
import { clusterSetsOfOneSide } from './cluster-sets';
import type { LintRule } from './rule';
import { sharedCredentials } from './shared-credentials';
import { sharedServers } from './shared-servers';
import { unservedConsumers } from './unserved-consumers';
import { unusedClusters } from './unused-clusters';

const RULES: readonly LintRule[] = [
  unservedConsumers,
  unusedClusters,
  clusterSetsOfOneSide,
  absentProfiles,
  sharedCredentials,
  sharedServers,
];

/** What is odd about a fleet, beyond what its render says. */
export function lintFleet(record: RenderRecord): Finding[] {
  return RULES.flatMap((rule) => rule(record));
}
