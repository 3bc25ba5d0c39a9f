import type * as Spec from '../../generated/specs/register-sveltos-clusters';
import { openAccess } from '../../src/inventory/credentials/access-context';
import { planRun } from '../../src/inventory/credentials/exec-plugin';
import { expiryRules } from '../../src/inventory/credentials/expiry';
import { findUnclaimedSecrets } from '../../src/inventory/credentials/labelled-secret';
import { readProviders } from '../../src/inventory/credentials/read-providers';
import { judgeProfiles } from '../../src/inventory/judge-profiles';
import { withinNamespaces } from '../../src/inventory/narrow';
import { renderCredentials } from '../../src/outputs/by-mode';
import { recogniseKinds, SVELTOS_OUTPUTS } from '../../src/outputs/recognise-mark';
import type { RollcallFunction } from '../function';
import type * as Schema from './schema';

/** For each ClusterProfile: a SveltosCluster and its kubeconfig Secret. */
export const registerSveltosClusters: RollcallFunction<Schema.RegisterSveltosClustersSpec> = {
  name: 'register-sveltos-clusters',
  kind: 'RegisterSveltosClusters',
  summary: 'ClusterProfiles → SveltosClusters and their kubeconfig Secrets',
  reads: [
    'ClusterProfile',
    'ManagedServiceAccount',
    'Namespace',
    'Secret',
    // They say which server a token belongs to, and in which namespaces a cluster is known.
    'ManagedCluster',
    'ManagedClusterSet',
    'ManagedClusterSetBinding',
    'ManagedProxyConfiguration',
  ],
  needs: 'ClusterProfile (multicluster.x-k8s.io)',
  recognise: recogniseKinds(SVELTOS_OUTPUTS),
  loadSchema() {
    const { registerSveltosClustersSchema }: typeof Schema = require('./schema');
    return registerSveltosClustersSchema;
  },
  loadValidate() {
    const { validate }: typeof Spec = require('../../generated/specs/register-sveltos-clusters');
    return validate;
  },

  transform({ fleet, earlier, capabilities }, spec) {
    const profiles = withinNamespaces('ClusterProfile', fleet.profiles, spec.clusterNamespaces);
    const { providers, findings: configuring } = readProviders(spec, capabilities);
    const access = openAccess(fleet, { ...spec, ...capabilities, providers });
    const rendered = renderCredentials({ ...fleet, clusters: [], profiles: profiles.within }, access, earlier, {
      ...spec,
      keeper: capabilities.keeper,
      sources: ['AccessProvider', 'LabelledSecret'],
      policy: spec.missingCredentials,
      expiry: expiryRules(spec, capabilities),
      registerBare: spec.format === 'SveltosEvents',
      registers: { capiClusters: 'Register' },
      register: { ...spec, template: spec.template ?? {} },
    });
    const { record, keep, asks } = rendered.decisions;
    const unclaimed = findUnclaimedSecrets(fleet, access.secrets);
    return {
      record: { ...record, leftOut: [...profiles.leftOut, ...record.leftOut] },
      outputs: rendered.outputs,
      keep,
      findings: [profiles.findings, judgeProfiles(profiles.within), configuring, rendered.findings, unclaimed].flat(),
      asks: planRun(asks, spec.execPlugins),
      selected: record.clusters.length,
    };
  },
};
