import type { Verdict } from '../inventory/consumer-rules/audience';
import type { LabelKeys } from '../inventory/label-keys';
import type { WhyNotDelivered, WhyRegistered } from '../inventory/record';
import type { ClusterView } from './cluster-view';
import type { Locate } from './locate';
import { nameWithFile } from './name-source';

/** Why a ClusterProfile is in its namespace, and what would put it elsewhere. */
export function explainPlacement(
  {
    clusterProfile,
    placement: { rule, clusterSet = '', passedOver },
  }: Pick<ClusterView, 'clusterProfile' | 'placement'>,
  keys: LabelKeys,
  locate: Locate,
): string[] {
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
        `Rule: the Cluster’s label ${keys.clusterSet} is ${clusterSet}, and the label ${keys.namespaceClusterSet} of its Namespace has the same value.`,
        nameWithFile(locate(`/Namespace//${clusterProfile.slice(0, clusterProfile.indexOf('/'))}`)),
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
      return [
        'Rule: the namespace of the ClusterProfile itself. No Cluster of the input names it.',
        'To change it: move the ClusterProfile to another namespace.',
      ];
  }
}

/** Where credentials come from or why there are none, and what would change it. */
export function explainCredentials(
  { credentials, expires = [] }: Pick<ClusterView, 'credentials' | 'expires'>,
  locate: Locate,
): string[] {
  switch (credentials.state) {
    case 'found':
      return [
        `Used: ${credentials.from}.`,
        ...placeOfSecret(credentials.secret, locate),
        ...expires.map(({ what, at }) => `The ${what} expires at ${at}.`),
        ...credentials.passedOver.map((other) => `Passed over, because its rank is lower: ${other}.`),
        `To change it: ${CREDENTIAL_CHANGES[credentials.source]}.`,
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

/** Only where the file is known: the line above names the Secret. */
function placeOfSecret(secret: string | undefined, locate: Locate): string[] {
  const found = secret === undefined ? undefined : locate(`/Secret/${secret}`);
  return found?.file === undefined ? [] : [nameWithFile(found)];
}

const CREDENTIAL_CHANGES: Record<Extract<ClusterView['credentials'], { state: 'found' }>['source'], string> = {
  AccessProvider: 'edit the access providers in the status of the ClusterProfile',
  LabelledSecret: 'edit that Secret. An access provider of the ClusterProfile takes precedence',
  CAPICluster:
    'edit that Secret. In render-inventory, an access provider or a labelled Secret of its ClusterProfile takes precedence',
  WorkloadIdentity: 'edit workloadIdentity in the configuration',
};

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
    return [
      `${state}: ${delivery.because}.`,
      ...verdicts.map(explainVerdict),
      `To change it: ${deliveryChange(delivery.because, keys)}.`,
    ];
  }
  if (delivery.rule === 'Rules') {
    return [
      'Rule: the configuration says who receives what (consumers, sameClusterSetOnly).',
      ...verdicts.map(explainVerdict),
      `To change it: ${EDIT_RULES}.`,
    ];
  }
  return [
    `Rule: every Namespace with the label ${keys.consumer} receives every cluster that publishFrom covers.`,
    ...delivery.to.map(nameConsumer),
    `To change it: add or remove the label ${keys.consumer} of a Namespace, or set consumers in the configuration.`,
  ];
}

const EDIT_RULES = 'edit the rules of consumers in the configuration. The first rule that covers both decides';

function deliveryChange(because: WhyNotDelivered, keys: LabelKeys): string {
  switch (because) {
    case 'this function serves no consumers':
      return 'run publish-credentials or render-inventory';
    case 'it has no credentials':
    case 'its credentials are missing':
      return ADD_CREDENTIALS;
    case 'publishFrom leaves it out':
      return 'add the kind of the cluster to publishFrom in the configuration';
    case 'no Namespace has the label of consumers':
      return `give the Namespace of the consumer the label ${keys.consumer}`;
    case 'the rules of consumers give it to nobody':
      return EDIT_RULES;
    case 'credentials is Reference, so no Secret is made for consumers':
      return 'set credentials: External or credentials: Copy in the configuration';
  }
}

const ADD_CREDENTIALS = 'add its credentials to the input';

/** Whether a cluster is registered with Sveltos or Argo CD, and what would change that. */
export function explainRegistration({ state, because }: ClusterView['registration']): string[] {
  return [`${REGISTRATION_WORDS[state]}: ${because}.`, `To change it: ${REGISTRATION_CHANGES[because]}.`];
}

const REGISTRATION_WORDS = { registered: 'Registered', kept: 'Kept as it is', none: 'Not registered' } as const;

const REGISTRATION_CHANGES: Record<WhyRegistered, string> = {
  'its ClusterProfile has credentials': 'remove the ClusterProfile from the input',
  'its Cluster API Cluster has credentials': 'set capiClusters: Skip in the configuration',
  'SveltosEvents registers without credentials': `${ADD_CREDENTIALS}, or set another format`,
  'its credentials are missing': ADD_CREDENTIALS,
  'the credentials of its own are missing': 'add the credentials of the ClusterProfile itself to the input',
  'it has no credentials': ADD_CREDENTIALS,
  'the input has no ClusterProfile for it': 'add its ClusterProfile to the input',
  'its credentials come from a Cluster API Cluster, which Sveltos manages by itself (capiClusters: Skip)':
    'set capiClusters: Register in the configuration',
  'this function registers no clusters': 'run register-sveltos-clusters, register-argocd-clusters or render-inventory',
};

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
    `To change it: remove the label ${keys.consumer} from its Namespace, or set consumers in the configuration.`,
  ];
}
