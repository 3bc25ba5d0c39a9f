import type * as Spec from '../../generated/specs/import-managed-clusters';
import { importHub } from '../../src/inventory/managed-clusters/import-hub';
import { EMPTY_RECORD } from '../../src/inventory/record';
import { writeProfiles } from '../../src/outputs/cluster-profile';
import { CLUSTER_PROFILE_OUTPUT, recogniseKinds } from '../../src/outputs/recognise-mark';
import type { RollcallFunction } from '../function';
import { type ImportManagedClustersSpec, importManagedClustersSchema } from './schema';

/** For each ManagedCluster of a hub and each namespace where a set of its is bound: a ClusterProfile with its status. */
export const importManagedClusters: RollcallFunction<ImportManagedClustersSpec> = {
  name: 'import-managed-clusters',
  kind: 'ImportManagedClusters',
  summary: 'Open Cluster Management’s ManagedClusters → ClusterProfiles with their status',
  reads: [
    'ManagedCluster',
    'ManagedClusterSet',
    'ManagedClusterSetBinding',
    'ManagedProxyConfiguration',
    'ClusterProperty',
    'ClusterClaim',
    'ClusterProfile',
    'Namespace',
    'Secret',
  ],
  needs: 'ManagedCluster (cluster.open-cluster-management.io) that a ManagedClusterSetBinding reaches',
  schema: importManagedClustersSchema,
  recognise: recogniseKinds([CLUSTER_PROFILE_OUTPUT]),
  loadValidate() {
    const { validate }: typeof Spec = require('../../generated/specs/import-managed-clusters');
    return validate;
  },

  transform({ fleet }, spec) {
    const { profiles, findings } = importHub(fleet, { ...spec, emits: true });
    return { record: EMPTY_RECORD, outputs: writeProfiles(profiles), keep: [], findings, selected: profiles.length };
  },
};
