import type * as Spec from '../../generated/specs/register-sveltos-clusters';
import { planRun } from '../../src/inventory/credentials/exec-plugin';
import { expiryRules } from '../../src/inventory/credentials/expiry';
import { findUnclaimedSecrets } from '../../src/inventory/credentials/labelled-secret';
import { renderCredentials } from '../../src/outputs/by-mode';
import { recogniseKinds, SVELTOS_OUTPUTS } from '../../src/outputs/recognise-mark';
import type { RollcallFunction } from '../function';
import { openProfiles, PROFILE_READS } from '../open-profiles';
import type * as Schema from './schema';

/** For each ClusterProfile: a SveltosCluster and its kubeconfig Secret. */
export const registerSveltosClusters: RollcallFunction<Schema.RegisterSveltosClustersSpec> = {
  name: 'register-sveltos-clusters',
  kind: 'RegisterSveltosClusters',
  summary: 'ClusterProfiles → SveltosClusters and their kubeconfig Secrets',
  reads: PROFILE_READS,
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
    const profiles = openProfiles(fleet, spec, capabilities);
    const { access, within } = profiles;
    const rendered = renderCredentials(within, access, earlier, {
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
      findings: [profiles.findings, rendered.findings, unclaimed].flat(),
      asks: planRun(asks, spec.execPlugins),
      selected: record.clusters.length,
    };
  },
};
