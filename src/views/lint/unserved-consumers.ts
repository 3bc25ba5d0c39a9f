import * as lint from '../../diagnostics/lint';
import type { LintRule } from './rule';

/** Consumers that no cluster's credentials go to. */
export const unservedConsumers: LintRule = ({ fleet: { clusters, consumers } }) => {
  const isServed = clusters.some(({ delivery }) => delivery.state !== 'none');
  if (isServed || consumers.length === 0) return [];
  return [
    lint.consumerUnserved(
      {},
      consumers.map(({ name, namespace }) => `${name || '(unnamed)'} in ${namespace}`),
    ),
  ];
};
