import type { Verdict } from '../inventory/consumer-rules/audience';
import type { LabelKeys } from '../inventory/label-keys';
import type { ClusterView } from './cluster-view';

type Placement = ClusterView['placement'];

/** Why a ClusterProfile is in its namespace, and what would put it elsewhere. */
export function explainPlacement({ rule, clusterSet = '', passedOver }: Placement, keys: LabelKeys): string[] {
  switch (rule) {
    case 'Label':
      return [
        `Rule: the Cluster’s label ${keys.profileNamespace} names the namespace.`,
        `To change it: edit the label ${keys.profileNamespace} of the Cluster.`,
      ];
    case 'EmptyLabel':
      return [
        `Rule: the Cluster’s label ${keys.profileNamespace} is empty, so the namespace is default.`,
        `To change it: give the label ${keys.profileNamespace} a value, or remove it.`,
      ];
    case 'ClusterSet':
      return [
        `Rule: the Cluster’s label ${keys.clusterSet} is ${clusterSet}, and the Namespace has that value in its label for ClusterSets.`,
        ...(passedOver.length > 0
          ? [`Passed over: ${passedOver.join(', ')} claim it too. The first Namespace by name takes precedence.`]
          : []),
        `To change it: set the label ${keys.profileNamespace} on the Cluster, which takes precedence.`,
      ];
    case 'Default':
      return [
        clusterSet === ''
          ? `Rule: default, because the Cluster has neither the label ${keys.profileNamespace} nor ${keys.clusterSet}.`
          : `Rule: default, because no Namespace of the input claims the ClusterSet ${clusterSet}.`,
        `To change it: set the label ${keys.profileNamespace} on the Cluster, or ${keys.namespaceClusterSet} on a Namespace.`,
      ];
    case 'ClusterProfile':
      return ['Rule: the namespace of the ClusterProfile itself. No Cluster of the input names it.'];
  }
}

/** Where credentials come from or why there are none, and what would change it. */
export function explainCredentials({
  credentials,
  expires = [],
}: Pick<ClusterView, 'credentials' | 'expires'>): string[] {
  switch (credentials.state) {
    case 'found':
      return [
        `Used: ${credentials.from}.`,
        ...expires.map(({ what, at }) => `The ${what} expires at ${at}.`),
        ...credentials.passedOver.map((other) => `Passed over, because its rank is lower: ${other}.`),
      ];
    case 'missing':
      return [
        `Missing: ${credentials.reason}.`,
        `Result: ${MISSING_WORDS[credentials.action]}.`,
        'To change it: add the Secret that the reason names to the input.',
      ];
    case 'broken':
      return ['Broken: see the findings.'];
    case 'asks':
      return ['A credential plugin has to run first.', 'To change it: allow plugins with --allow-exec-plugins.'];
  }
}

const MISSING_WORDS = {
  Keep: 'the objects of an earlier render stay as they are',
  Stop: 'the render stops, because the cluster is up or missingCredentials is Error',
  Skip: 'the cluster is skipped',
  RegisterBare: 'the SveltosCluster is made without credentials',
} as const;

/** Who receives a cluster's credentials, and by which rule. */
export function explainDelivery(delivery: ClusterView['delivery'], keys: LabelKeys): string[] {
  const verdicts = (delivery.state !== 'kept' && delivery.verdicts) || [];
  if (delivery.state !== 'delivered') {
    const state = delivery.state === 'kept' ? 'Kept as an earlier render made them' : 'None';
    return [`${state}: ${delivery.because}.`, ...verdicts.map(explainVerdict)];
  }
  if (delivery.rule === 'Rules') {
    return [
      'Rule: the configuration says who receives what (consumers, sameClusterSetOnly).',
      ...verdicts.map(explainVerdict),
      'To change it: edit the rules of consumers in the configuration. The first rule that covers both decides.',
    ];
  }
  return [
    `Rule: every Namespace with the label ${keys.consumer} receives every cluster that publishFrom covers.`,
    ...delivery.to.map(nameConsumer),
    `To change it: add or remove the label ${keys.consumer} of a Namespace, or set consumers in the configuration.`,
  ];
}

function nameConsumer({ name, namespace }: { readonly name: string; readonly namespace: string }): string {
  return `${name || '(unnamed)'} in Namespace ${namespace}`;
}

function explainVerdict({ consumer, outcome, rule = '' }: Verdict): string {
  const who = nameConsumer(consumer);
  switch (outcome) {
    case 'receives':
      return `${who}${rule && `, by the rule ${rule}`}`;
    case 'denied':
      return `Not ${who}: the rule ${rule} denies it.`;
    case 'not covered':
      return `Not ${who}: no rule covers both.`;
    case 'other ClusterSet':
      return `Not ${who}: its Namespace is not of the cluster’s ClusterSet (sameClusterSetOnly).`;
  }
}

/** What makes a consumer. */
export function explainConsumerRule(keys: LabelKeys): string[] {
  return [
    `A Namespace with the label ${keys.consumer} is a consumer.`,
    'It receives every cluster that publishFrom covers and that has credentials, unless the configuration has rules (consumers, sameClusterSetOnly).',
  ];
}
