import type * as Spec from '../../generated/specs/register-argocd-clusters';
import { openArgoCDWays } from '../../src/inventory/access-ways/argo-cd-way';
import { fillByWays } from '../../src/inventory/access-ways/fill-by-ways';
import { findControllerSecrets } from '../../src/inventory/argo-cd-controller';
import { planRun } from '../../src/inventory/credentials/exec-plugin';
import { expiryRules } from '../../src/inventory/credentials/expiry';
import { findUnclaimedSecrets } from '../../src/inventory/credentials/labelled-secret';
import { type DecideOptions, decide, decideBy } from '../../src/inventory/decide';
import { ARGO_CD } from '../../src/inventory/recognise';
import { connectByKubeconfig, connectByWay } from '../../src/outputs/argo-cd/cluster-config';
import { registerWithArgoCD } from '../../src/outputs/argo-cd/register';
import { ARGO_CD_OUTPUTS, recogniseKinds } from '../../src/outputs/recognise-mark';
import type { RollcallFunction } from '../function';
import { openProfiles, PROFILE_READS } from '../open-profiles';
import type * as Schema from './schema';

/** For each ClusterProfile: the Secret by which Argo CD knows its cluster. */
export const registerArgoCDClusters: RollcallFunction<Schema.RegisterArgoCDClustersSpec> = {
  name: 'register-argocd-clusters',
  kind: 'RegisterArgoCDClusters',
  summary: 'ClusterProfiles → Argo CD’s cluster Secrets, by default without credentials',
  reads: PROFILE_READS,
  needs: 'ClusterProfile (multicluster.x-k8s.io)',
  recognise: recogniseKinds(ARGO_CD_OUTPUTS),
  loadSchema() {
    const { registerArgoCDClustersSchema }: typeof Schema = require('./schema');
    return registerArgoCDClustersSchema;
  },
  loadValidate() {
    const { validate }: typeof Spec = require('../../generated/specs/register-argocd-clusters');
    return validate;
  },

  transform({ fleet, earlier, capabilities }, spec) {
    const profiles = openProfiles(fleet, spec, capabilities);
    const { access, within } = profiles;
    const options: DecideOptions = {
      ...spec,
      sources: ['AccessProvider', 'LabelledSecret'],
      policy: spec.missingCredentials,
      expiry: expiryRules(spec, capabilities),
      registerBare: false,
      registers: { capiClusters: 'Register' },
      registrar: ARGO_CD,
    };
    const { decisions, outputs, findings } = spec.credentials === 'Copy' ? copy() : refer();
    const { record, keep, asks } = decisions;
    return {
      record: { ...record, leftOut: [...profiles.leftOut, ...record.leftOut] },
      outputs,
      keep,
      findings: [
        profiles.findings,
        decisions.findings,
        findings,
        findControllerSecrets(fleet, record.clusters, spec.argocdNamespace),
      ].flat(),
      asks: planRun(asks, spec.execPlugins),
      selected: record.clusters.length,
    };

    function refer() {
      const ways = openArgoCDWays(access, spec);
      const decisions = decideBy(within, options, (roster, recognises) =>
        fillByWays(roster, earlier, ways.of, { ...options, recognises }),
      );
      const connect = ({ entry, credentials: { way } }: (typeof decisions)['filled']['present'][number]) =>
        connectByWay(way, entry.profileName);
      const registered = registerWithArgoCD(decisions.registrations, spec, connect, false);
      return { decisions, outputs: registered.outputs, findings: [...ways.findings, ...registered.findings] };
    }

    function copy() {
      const decisions = decide(within, access, earlier, options);
      const connect = ({ credentials: { config } }: (typeof decisions)['filled']['present'][number]) =>
        connectByKubeconfig(config);
      const registered = registerWithArgoCD(decisions.registrations, spec, connect, true);
      const unclaimed = findUnclaimedSecrets(fleet, access.secrets);
      return { decisions, outputs: registered.outputs, findings: [...registered.findings, ...unclaimed] };
    }
  },
};
