import type * as Spec from '../../generated/specs/publish-credentials';
import { listConsumers } from '../../src/inventory/consumers';
import { openAccess } from '../../src/inventory/credentials/access-context';
import { findRogueSecrets } from '../../src/inventory/credentials/capi-secret';
import { expiryRules } from '../../src/inventory/credentials/expiry';
import { fillRoster } from '../../src/inventory/fill-roster';
import { withinNamespaces } from '../../src/inventory/narrow';
import { recogniseConsumerSecret } from '../../src/inventory/recognise';
import { clustersOf, joinRoster } from '../../src/inventory/roster';
import { publishCredentials as publish } from '../../src/outputs/publish';
import type { RollcallFunction } from '../function';
import { type PublishCredentialsSpec, publishCredentialsSchema } from './schema';

/** For each CAPI Cluster that names a ClusterProfile and each consumer's Namespace: one credentials Secret (KEP-4322). */
export const publishCredentials: RollcallFunction<PublishCredentialsSpec> = {
  name: 'publish-credentials',
  kind: 'PublishCredentials',
  summary: 'CAPI Clusters × consumer Namespaces → one KEP-4322 Secret for each pair',
  reads: ['Cluster', 'Namespace', 'Secret'],
  needs: 'Cluster (cluster.x-k8s.io) that names its ClusterProfile in a label',
  schema: publishCredentialsSchema,
  loadValidate() {
    const { validate }: typeof Spec = require('../../generated/specs/publish-credentials');
    return validate;
  },

  transform({ fleet, earlier, capabilities }, spec) {
    const clusters = withinNamespaces('Cluster', fleet.clusters, spec.clusterNamespaces);
    const { roster, findings: joining } = joinRoster(
      { ...fleet, clusters: clusters.within, profiles: [] },
      spec.labelKeys,
    );
    const { consumers, findings: naming } = listConsumers(fleet, spec.labelKeys);
    const { filled, findings: filling } = fillRoster(roster, openAccess(fleet), earlier, {
      ...spec,
      expiry: expiryRules(spec, capabilities),
      sources: ['CAPICluster'],
      policy: spec.missingCredentials,
      registerBare: false,
      recognises: recogniseConsumerSecret(consumers),
    });
    const published = publish(filled, consumers, {
      ...spec,
      consumerLabel: spec.labelKeys.consumer,
      publishes: () => true,
    });
    const rogues = findRogueSecrets(fleet, clustersOf(roster));
    return {
      outputs: published.outputs,
      keep: published.keep,
      findings: [clusters.findings, joining, filling, naming, published.findings, rogues].flat(),
      selected: roster.length,
    };
  },
};
