import * as lint from '../../diagnostics/lint';
import type { LintRule } from './rule';

/** Clusters that claim the server of another. */
export const sharedServers: LintRule = ({ fleet }) =>
  (fleet.likenesses?.().servers ?? []).map(({ words, place }) => lint.serverShared(place, words));
