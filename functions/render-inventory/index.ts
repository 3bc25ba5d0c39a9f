import type * as Spec from '../../generated/specs/render-inventory';
import type * as Import from '../../src/inventory/capi-clusters/import-clusters';
import { openAccess } from '../../src/inventory/credentials/access-context';
import { findRogueSecrets } from '../../src/inventory/credentials/capi-secret';
import { planRun } from '../../src/inventory/credentials/exec-plugin';
import { expiryRules } from '../../src/inventory/credentials/expiry';
import { findUnclaimedSecrets } from '../../src/inventory/credentials/labelled-secret';
import { findLeftOver } from '../../src/inventory/credentials/left-over-secrets';
import { readProviders } from '../../src/inventory/credentials/read-providers';
import { FLEET_KINDS } from '../../src/inventory/fleet';
import { judgeProfiles } from '../../src/inventory/judge-profiles';
import { findLostClusters } from '../../src/inventory/managed-clusters/find-lost';
import { findRivals } from '../../src/inventory/managed-clusters/find-rivals';
import { importHub } from '../../src/inventory/managed-clusters/import-hub';
import { withinNamespaces } from '../../src/inventory/narrow';
import { clustersOf, type Entry, joinRoster } from '../../src/inventory/roster';
import { renderCredentials } from '../../src/outputs/by-mode';
import { standInForCluster, withStandIns, writeCapiProfiles } from '../../src/outputs/capi-profile';
import { standIn, writeProfiles } from '../../src/outputs/cluster-profile';
import {
  CAPI_PROFILE_OUTPUT,
  CLUSTER_PROFILE_OUTPUT,
  CONSUMER_OUTPUTS,
  recogniseKinds,
  SVELTOS_OUTPUTS,
} from '../../src/outputs/recognise-mark';
import type { RollcallFunction } from '../function';
import { chooseFormats } from './formats';
import type * as Schema from './schema';

/** The whole fleet in one pass: ClusterProfiles to SveltosClusters, and every cluster's credentials to its consumers. */
export const renderInventory: RollcallFunction<Schema.RenderInventorySpec> = {
  name: 'render-inventory',
  kind: 'RenderInventory',
  summary: 'all of these in one pass, each ClusterProfile with one kubeconfig; the default',
  reads: FLEET_KINDS,
  needs:
    'ClusterProfile (multicluster.x-k8s.io), no Cluster (cluster.x-k8s.io) that names one in a label, and no ManagedCluster (cluster.open-cluster-management.io) that a binding reaches',
  recognise: recogniseKinds([CAPI_PROFILE_OUTPUT, CLUSTER_PROFILE_OUTPUT, ...CONSUMER_OUTPUTS, ...SVELTOS_OUTPUTS]),
  loadSchema() {
    const { renderInventorySchema }: typeof Schema = require('./schema');
    return renderInventorySchema;
  },
  loadValidate() {
    const { validate }: typeof Spec = require('../../generated/specs/render-inventory');
    return validate;
  },

  transform({ fleet: input, earlier, capabilities }, spec) {
    const formats = chooseFormats(spec.format);
    const hub = importHub(input, { ...spec, emits: spec.emitClusterProfiles });
    // The hub's ClusterProfiles feed the rest as if they lay in the input.
    const fleet = { ...input, profiles: [...hub.counted, ...hub.profiles.map(standIn)] };
    const clusters = withinNamespaces('Cluster', fleet.clusters, spec.clusterNamespaces);
    const rostered = joinRoster({ ...fleet, clusters: clusters.within, outside: clusters.outside }, spec.labelKeys);
    const capi = spec.emitClusterProfiles ? loadImport().importClusters(rostered.roster, fleet, spec) : NO_CLUSTERS;
    const joined = { ...rostered, roster: withStandIns(rostered.roster, capi.profiles) };
    const made = new Set([...hub.profiles.map(standIn), ...capi.profiles.map(standInForCluster)]);
    const { providers, findings: configuring } = readProviders(spec, capabilities);
    const access = openAccess(fleet, { ...spec, ...capabilities, providers });
    const publishes = ({ cluster, managedCluster, profile }: Entry) =>
      (cluster !== undefined && spec.publishFrom.includes('CAPICluster')) ||
      (managedCluster !== undefined && spec.publishFrom.includes('ManagedCluster')) ||
      (profile !== undefined && spec.publishFrom.includes('ClusterProfile'));
    const rendered = renderCredentials({ ...fleet, clusters: clusters.within }, access, earlier, {
      ...spec,
      keeper: capabilities.keeper,
      memberships: [...hub.profiles, ...hub.used],
      expiry: expiryRules(spec, capabilities),
      sources: ['AccessProvider', 'LabelledSecret', 'CAPICluster'],
      policy: spec.missingCredentials,
      registerBare: formats.sveltos === 'SveltosEvents',
      publishes,
      registers: spec,
      joined,
      publish: { ...spec, format: formats.consumers },
      register: { ...spec, format: formats.sveltos, template: spec.template ?? {} },
    });
    const { record, filled, keep, asks } = rendered.decisions;
    const { clusterProfileVersion: version } = spec;
    const written = spec.emitClusterProfiles
      ? [...writeProfiles(hub.profiles, version), ...writeCapiProfiles(capi.profiles, version)]
      : [];
    return {
      record: { ...record, leftOut: [...clusters.leftOut, ...record.leftOut] },
      outputs: [...written, ...rendered.outputs],
      keep,
      findings: [
        hub.findings,
        clusters.findings,
        capi.findings,
        judgeProfiles([...hub.counted, ...made], (profile) => spec.emitClusterProfiles && made.has(profile)),
        configuring,
        rendered.findings,
        findRivals(filled),
        record.consumers.length > 0 && spec.publishFrom.includes('ManagedCluster')
          ? findLostClusters(filled, fleet, publishes)
          : [],
        findRogueSecrets(fleet, clustersOf(record.clusters)),
        findLeftOver(fleet, record),
        findUnclaimedSecrets(fleet, access.secrets),
      ].flat(),
      asks: planRun(asks, spec.execPlugins),
      selected: record.clusters.length,
    };
  },
};

const NO_CLUSTERS: Import.ImportedClusters = { profiles: [], findings: [] };

/** Few renders make ClusterProfiles. */
function loadImport(): typeof Import {
  return require('../../src/inventory/capi-clusters/import-clusters');
}
