import * as lint from '../../diagnostics/lint';
import type { LintRule } from './rule';

/** Clusters that one credential opens. */
export const sharedCredentials: LintRule = ({ fleet }) =>
  (fleet.likenesses?.().credentials ?? []).map(({ words, place }) => lint.credentialShared(place, words));
