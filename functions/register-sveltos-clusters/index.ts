import { validateRegisterSveltosClusters } from '../../generated/validators';
import { findUnclaimedSecrets } from '../../src/inventory/credentials/labelled-secret';
import { indexSecrets } from '../../src/inventory/credentials/secret-index';
import { fillRoster } from '../../src/inventory/fill-roster';
import { withinNamespaces } from '../../src/inventory/narrow';
import { recogniseSveltos } from '../../src/inventory/recognise';
import { joinRoster } from '../../src/inventory/roster';
import { registerClusters } from '../../src/outputs/register';
import type { RollcallFunction } from '../function';
import { type RegisterSveltosClustersSpec, registerSveltosClustersSchema } from './schema';

/** For each ClusterProfile: a SveltosCluster and its kubeconfig Secret. */
export const registerSveltosClusters: RollcallFunction<RegisterSveltosClustersSpec> = {
  name: 'register-sveltos-clusters',
  kind: 'RegisterSveltosClusters',
  summary: 'ClusterProfiles → SveltosClusters and their kubeconfig Secrets',
  reads: ['ClusterProfile', 'Namespace', 'Secret'],
  needs: 'ClusterProfile (multicluster.x-k8s.io)',
  schema: registerSveltosClustersSchema,
  validate: validateRegisterSveltosClusters,

  transform({ fleet, earlier }, spec) {
    const profiles = withinNamespaces('ClusterProfile', fleet.profiles, spec.clusterNamespaces);
    const { roster, findings: joining } = joinRoster(
      { ...fleet, clusters: [], profiles: profiles.within },
      spec.labelKeys,
    );
    const secrets = indexSecrets(fleet);
    const { filled, findings: filling } = fillRoster(roster, secrets, earlier, {
      sources: ['AccessProvider', 'LabelledSecret'],
      policy: spec.missingCredentials,
      registerBare: spec.format === 'SveltosEvents',
      recognises: recogniseSveltos,
    });
    const registered = registerClusters(filled, { ...spec, template: spec.template ?? {}, capiClusters: 'Register' });
    const unclaimed = findUnclaimedSecrets(fleet, secrets);
    return {
      outputs: registered.outputs,
      keep: registered.keep,
      findings: [profiles.findings, joining, filling, registered.findings, unclaimed].flat(),
      selected: roster.length,
    };
  },
};
