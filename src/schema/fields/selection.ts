import { CONSUMER_LABEL } from '../../api/cluster-profile';
import { CLUSTER_SET_LABEL } from '../../api/namespace';
import { grants, labelKey, names, verdict } from './types';

/** Which objects are read, and by which labels. */
export const selectionFields = {
  labelKeys: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description: 'The keys of the labels that are read, for fleets that have names of their own.',
    properties: {
      profileName: labelKey('On a Cluster: the name of its ClusterProfile.', 'clusterprofile-name'),
      profileNamespace: labelKey('On a Cluster: the namespace of its ClusterProfile.', 'clusterprofile-namespace'),
      clusterSet: labelKey('On a Cluster: its ClusterSet.', 'clusterset.k8s.io'),
      namespaceClusterSet: labelKey(
        'On a Namespace: the ClusterSet whose profiles it holds. With the default key, multicluster.x-k8s.io/clusterset counts where that one is absent.',
        CLUSTER_SET_LABEL,
      ),
      consumer: labelKey('On a Namespace: the consumer that reads credentials there.', CONSUMER_LABEL),
    },
  },
  clusterNamespaces: {
    ...names,
    description:
      'The namespaces whose Clusters are read (in register-sveltos-clusters: whose ClusterProfiles), by their exact names. Without it, all are. For Open Cluster Management’s there is bindingNamespaces.',
  },
  profileNamespaces: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description:
      'Whether a Cluster may stand for a ClusterProfile of another namespace, which it names in its label clusterprofile-namespace. Its kubeconfig is then passed on under that ClusterProfile’s name.',
    properties: {
      policy: verdict(
        'Warn',
        'What happens to a pair of namespaces that is not in allow. Warn gives one warning for each pair, Deny an error. Deny becomes the default of the next API version.',
      ),
      allow: grants('The namespace of the Clusters.', 'The namespace of the ClusterProfiles.'),
    },
  },
} as const;
