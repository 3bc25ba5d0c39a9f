import type * as Spec from '../../generated/specs/register-sveltos-clusters';
import { openAccess } from '../../src/inventory/credentials/access-context';
import { planRun } from '../../src/inventory/credentials/exec-plugin';
import { expiryRules } from '../../src/inventory/credentials/expiry';
import { findUnclaimedSecrets } from '../../src/inventory/credentials/labelled-secret';
import { readProviders } from '../../src/inventory/credentials/read-providers';
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
  reads: ['ClusterProfile', 'ManagedServiceAccount', 'Namespace', 'Secret'],
  needs: 'ClusterProfile (multicluster.x-k8s.io)',
  schema: registerSveltosClustersSchema,
  loadValidate() {
    const { validate }: typeof Spec = require('../../generated/specs/register-sveltos-clusters');
    return validate;
  },

  transform({ fleet, earlier, capabilities }, spec) {
    const profiles = withinNamespaces('ClusterProfile', fleet.profiles, spec.clusterNamespaces);
    const { roster, findings: joining } = joinRoster(
      { ...fleet, clusters: [], profiles: profiles.within },
      spec.labelKeys,
    );
    const { providers, findings: configuring } = readProviders(spec, capabilities);
    const access = openAccess(fleet, { ...spec, ...capabilities, providers });
    const {
      filled,
      asks,
      findings: filling,
    } = fillRoster(roster, access, earlier, {
      ...spec,
      sources: ['AccessProvider', 'LabelledSecret'],
      policy: spec.missingCredentials,
      expiry: expiryRules(spec, capabilities),
      registerBare: spec.format === 'SveltosEvents',
      recognises: recogniseSveltos,
    });
    const registered = registerClusters(filled, { ...spec, template: spec.template ?? {}, capiClusters: 'Register' });
    const unclaimed = findUnclaimedSecrets(fleet, access.secrets);
    return {
      outputs: registered.outputs,
      keep: registered.keep,
      findings: [profiles.findings, configuring, joining, filling, registered.findings, unclaimed].flat(),
      asks: planRun(asks, spec.execPlugins),
      selected: roster.length,
    };
  },
};
