import type * as Spec from '../../generated/specs/import-managed-clusters';
import { judgeProfiles } from '../../src/inventory/judge-profiles';
import { importHub } from '../../src/inventory/managed-clusters/import-hub';
import { EMPTY_RECORD } from '../../src/inventory/record';
import { standIn, writeProfiles } from '../../src/outputs/cluster-profile';
import { CLUSTER_PROFILE_OUTPUT, recogniseKinds } from '../../src/outputs/recognise-mark';
import type { RollcallFunction } from '../function';
import type * as Schema from './schema';

/** For each ManagedCluster of a hub and each namespace where a set of its is bound: a ClusterProfile with its status. */
export const importManagedClusters: RollcallFunction<Schema.ImportManagedClustersSpec> = {
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
  recognise: recogniseKinds([CLUSTER_PROFILE_OUTPUT]),
  loadSchema() {
    const { importManagedClustersSchema }: typeof Schema = require('./schema');
    return importManagedClustersSchema;
  },
  loadValidate() {
    const { validate }: typeof Spec = require('../../generated/specs/import-managed-clusters');
    return validate;
  },

  transform({ fleet }, spec) {
    const { profiles, counted, findings } = importHub(fleet, { ...spec, emits: true });
    const made = profiles.map(standIn);
    return {
      record: EMPTY_RECORD,
      outputs: writeProfiles(profiles, spec.clusterProfileVersion),
      keep: [],
      findings: [...findings, ...judgeProfiles([...counted, ...made], (one) => made.includes(one))],
      selected: profiles.length,
    };
  },
};
