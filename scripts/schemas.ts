import { importCapiClustersSchema } from '../functions/import-capi-clusters/schema';
import { importManagedClustersSchema } from '../functions/import-managed-clusters/schema';
import { publishCredentialsSchema } from '../functions/publish-credentials/schema';
import { registerArgoCDClustersSchema } from '../functions/register-argocd-clusters/schema';
import { registerSveltosClustersSchema } from '../functions/register-sveltos-clusters/schema';
import { renderInventorySchema } from '../functions/render-inventory/schema';
import { runEventTriggerSchema } from '../functions/run-event-trigger/schema';
import { wireConsumersSchema } from '../functions/wire-consumers/schema';
import { clusterSchema } from '../src/api/cluster';
import { clusterClaimSchema } from '../src/api/cluster-claim';
import { clusterProfileSchema } from '../src/api/cluster-profile';
import { clusterPropertySchema } from '../src/api/cluster-property';
import { configMapSchema } from '../src/api/config-map';
import { eventSourceSchema } from '../src/api/event-source';
import { eventTriggerSchema } from '../src/api/event-trigger';
import { kubeconfigSchema } from '../src/api/kubeconfig';
import { managedClusterSchema } from '../src/api/managed-cluster';
import { managedClusterSetSchema } from '../src/api/managed-cluster-set';
import { managedClusterSetBindingSchema } from '../src/api/managed-cluster-set-binding';
import { managedProxyConfigurationSchema } from '../src/api/managed-proxy-configuration';
import { managedServiceAccountSchema } from '../src/api/managed-service-account';
import { namespaceSchema } from '../src/api/namespace';
import { placementDecisionSchema } from '../src/api/placement-decision';
import { providerFileSchema } from '../src/api/provider-file';
import { secretSchema } from '../src/api/secret';
import { policySchema } from '../src/schema/policy';

/** The schemas that checks are compiled from, by the name of the type that each describes, and where that type lives. */
export const schemas = {
  Cluster: { schema: clusterSchema, from: '../src/api/cluster' },
  ClusterProfile: { schema: clusterProfileSchema, from: '../src/api/cluster-profile' },
  Kubeconfig: { schema: kubeconfigSchema, from: '../src/api/kubeconfig' },
  Namespace: { schema: namespaceSchema, from: '../src/api/namespace' },
  Secret: { schema: secretSchema, from: '../src/api/secret' },
};

/** Those of the event framework, which run-event-trigger alone reads. */
export const eventSchemas = {
  ConfigMap: { schema: configMapSchema, from: '../src/api/config-map' },
  EventSource: { schema: eventSourceSchema, from: '../src/api/event-source' },
  EventTrigger: { schema: eventTriggerSchema, from: '../src/api/event-trigger' },
};

/** The same for what a hub of Open Cluster Management holds, which most runs never see. */
export const hub = {
  ClusterClaim: { schema: clusterClaimSchema, from: '../src/api/cluster-claim' },
  ClusterProperty: { schema: clusterPropertySchema, from: '../src/api/cluster-property' },
  ManagedCluster: { schema: managedClusterSchema, from: '../src/api/managed-cluster' },
  ManagedClusterSet: { schema: managedClusterSetSchema, from: '../src/api/managed-cluster-set' },
  ManagedClusterSetBinding: {
    schema: managedClusterSetBindingSchema,
    from: '../src/api/managed-cluster-set-binding',
  },
  ManagedProxyConfiguration: {
    schema: managedProxyConfigurationSchema,
    from: '../src/api/managed-proxy-configuration',
  },
  PlacementDecision: { schema: placementDecisionSchema, from: '../src/api/placement-decision' },
  ManagedServiceAccount: { schema: managedServiceAccountSchema, from: '../src/api/managed-service-account' },
};

/** What a run reads only where the configuration or the command line names it. */
export const providerFile = {
  ProviderFile: { schema: providerFileSchema, from: '../src/api/provider-file' },
};

/** What a run reads only where it is started under a policy. */
export const policy = { Policy: { schema: policySchema, from: '../src/schema/policy' } };

/** The schemas of the functions' configurations, by the function's name: a run checks one of them. */
export const specs = {
  'import-capi-clusters': { schema: importCapiClustersSchema, type: 'ImportCapiClustersSpec' },
  'import-managed-clusters': { schema: importManagedClustersSchema, type: 'ImportManagedClustersSpec' },
  'publish-credentials': { schema: publishCredentialsSchema, type: 'PublishCredentialsSpec' },
  'register-argocd-clusters': { schema: registerArgoCDClustersSchema, type: 'RegisterArgoCDClustersSpec' },
  'register-sveltos-clusters': { schema: registerSveltosClustersSchema, type: 'RegisterSveltosClustersSpec' },
  'wire-consumers': { schema: wireConsumersSchema, type: 'WireConsumersSpec' },
  'run-event-trigger': { schema: runEventTriggerSchema, type: 'RunEventTriggerSpec' },
  'render-inventory': { schema: renderInventorySchema, type: 'RenderInventorySpec' },
};
