import type * as Spec from '../../generated/specs/publish-credentials';
import { openAccess } from '../../src/inventory/credentials/access-context';
import { findRogueSecrets } from '../../src/inventory/credentials/capi-secret';
import { expiryRules } from '../../src/inventory/credentials/expiry';
import { findLeftOver } from '../../src/inventory/credentials/left-over-secrets';
import { withinNamespaces } from '../../src/inventory/narrow';
import { clustersOf } from '../../src/inventory/roster';
import { renderCredentials, tellUseless } from '../../src/outputs/by-mode';
import { CONSUMER_OUTPUTS, recogniseKinds } from '../../src/outputs/recognise-mark';
import type { RollcallFunction } from '../function';
import type * as Schema from './schema';

/** For each CAPI Cluster that names a ClusterProfile and each consumer's Namespace: one credentials Secret (KEP-4322). */
export const publishCredentials: RollcallFunction<Schema.PublishCredentialsSpec> = {
  name: 'publish-credentials',
  kind: 'PublishCredentials',
  summary: 'CAPI Clusters × consumer Namespaces → one KEP-4322 Secret for each pair',
  reads: ['Cluster', 'Namespace', 'PlacementDecision', 'Secret'],
  needs: 'Cluster (cluster.x-k8s.io) that names its ClusterProfile in a label',
  recognise: recogniseKinds(CONSUMER_OUTPUTS),
  loadSchema() {
    const { publishCredentialsSchema }: typeof Schema = require('./schema');
    return publishCredentialsSchema;
  },
  loadValidate() {
    const { validate }: typeof Spec = require('../../generated/specs/publish-credentials');
    return validate;
  },

  transform({ fleet, earlier, capabilities }, spec) {
    const clusters = withinNamespaces('Cluster', fleet.clusters, spec.clusterNamespaces);
    const rendered = renderCredentials(
      { ...fleet, clusters: clusters.within, profiles: [] },
      openAccess(fleet),
      earlier,
      {
        ...spec,
        keeper: capabilities.keeper,
        expiry: expiryRules(spec, capabilities),
        sources: ['CAPICluster'],
        policy: spec.missingCredentials,
        registerBare: false,
        publishes: () => true,
        publish: spec,
      },
    );
    const { record, keep } = rendered.decisions;
    const rogues = findRogueSecrets(fleet, clustersOf(record.clusters));
    return {
      record: { ...record, leftOut: [...clusters.leftOut, ...record.leftOut] },
      outputs: rendered.outputs,
      keep,
      findings: [clusters.findings, rendered.findings, tellUseless(spec), rogues, findLeftOver(fleet, record)].flat(),
      selected: record.clusters.length,
    };
  },
};
