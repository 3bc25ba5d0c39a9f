import { CONSUMER_LABEL } from '../../api/cluster-profile';
import { CLUSTER_SET_LABEL } from '../../api/namespace';
import { grants, labelKey, namespaceNames, verdict } from './types';

/** Which objects are read, and by which labels. */
export const selectionFields = {
  labelKeys: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description: 'The keys of the labels that Rollcall reads, if your fleet uses other ones.',
    properties: {
      profileName: labelKey('On a Cluster: the name of its ClusterProfile.', 'clusterprofile-name'),
      profileNamespace: labelKey('On a Cluster: the namespace of its ClusterProfile.', 'clusterprofile-namespace'),
      clusterSet: labelKey('On a Cluster: its ClusterSet.', 'clusterset.k8s.io'),
      namespaceClusterSet: labelKey(
        'On a Namespace: the ClusterSet whose ClusterProfiles it contains. With the default key, multicluster.x-k8s.io/clusterset is used if that label is absent.',
        CLUSTER_SET_LABEL,
      ),
      consumer: labelKey('On a Namespace: the consumer that reads credentials there.', CONSUMER_LABEL),
    },
  },
  clusterNamespaces: {
    examples: [['mgmt']],
    ...namespaceNames,
    description:
      'The exact names of the namespaces whose Clusters (in register-sveltos-clusters: ClusterProfiles) are read. Default: all. For Open Cluster Management, use bindingNamespaces.',
  },
  profileNamespaces: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description:
      'Whether a Cluster may claim a ClusterProfile in another namespace, which its label clusterprofile-namespace names. Its kubeconfig is then published under that ClusterProfile’s name.',
    properties: {
      policy: verdict(
        'Warn',
        'What happens to a pair of namespaces that is not in allow. Warn gives one warning for each pair, Deny an error. Deny becomes the default of the next API version.',
      ),
      allow: grants('The namespace of the Clusters.', 'The namespace of the ClusterProfiles.'),
    },
  },
} as const;
