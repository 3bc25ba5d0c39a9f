import { define, listNames } from './finding';

// Which consumers receive which clusters: the field `consumers`.

export const ruleMatchesNothing = define(
  'RC665',
  'warning',
  'A rule of consumers has no effect',
  'Correct the value or the selector, or remove the rule. Check above all that a rule which denies names what it should.',
  (rule: string, what: 'consumer' | 'cluster') => `The rule ${rule} fits no ${what} of the input.`,
);

export const selectorInvalid = define(
  'RC666',
  'error',
  'A selector of a rule of consumers is not valid',
  'Correct the selector: its keys, operators and values are those of Kubernetes label selectors.',
  (rule: string, field: string, fault: string) => `The selector ${field} of the rule ${rule} cannot be used: ${fault}.`,
);

export const decisionIncomplete = define(
  'RC667',
  'error',
  'A PlacementDecision is missing or not complete',
  'Add the PlacementDecision with all of its slices to the input. Without one of them, clusters would lose their consumers.',
  (rule: string, decision: string, fault: string) =>
    `The rule ${rule} uses the PlacementDecision ${decision}, and ${fault}.`,
);

export const consumerWithoutSet = define(
  'RC668',
  'warning',
  'A consumer has no ClusterSet and receives nothing',
  'Label its Namespace with its ClusterSet, or set sameClusterSetOnly: false.',
  (namespaces: readonly string[]) =>
    `sameClusterSetOnly is set, and no ClusterSet is named by the Namespace ${listNames(namespaces)}.`,
);

export const consumersUncovered = define(
  'RC669',
  'warning',
  'A consumer receives nothing, because no rule covers it',
  'Add a rule to consumers, or remove the consumer label from the Namespace.',
  (namespaces: readonly string[]) => `No rule gives any cluster to the consumer in Namespace ${listNames(namespaces)}.`,
);
