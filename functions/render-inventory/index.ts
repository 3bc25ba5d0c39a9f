import type * as Spec from '../../generated/specs/render-inventory';
import { listConsumers } from '../../src/inventory/consumers';
import { openAccess } from '../../src/inventory/credentials/access-context';
import { findRogueSecrets } from '../../src/inventory/credentials/capi-secret';
import { planRun } from '../../src/inventory/credentials/exec-plugin';
import { expiryRules } from '../../src/inventory/credentials/expiry';
import { findUnclaimedSecrets } from '../../src/inventory/credentials/labelled-secret';
import { readProviders } from '../../src/inventory/credentials/read-providers';
import { fillRoster } from '../../src/inventory/fill-roster';
import { FLEET_KINDS } from '../../src/inventory/fleet';
import { findLostClusters } from '../../src/inventory/managed-clusters/find-lost';
import { findRivals } from '../../src/inventory/managed-clusters/find-rivals';
import { importHub } from '../../src/inventory/managed-clusters/import-hub';
import { withinNamespaces } from '../../src/inventory/narrow';
import { recogniseConsumerSecret, recogniseSveltos } from '../../src/inventory/recognise';
import { clustersOf, type Entry, joinRoster, noteManagedClusters } from '../../src/inventory/roster';
import { standIn, writeProfiles } from '../../src/outputs/cluster-profile';
import { publishCredentials } from '../../src/outputs/publish';
import { registerClusters } from '../../src/outputs/register';
import type { RollcallFunction } from '../function';
import { chooseFormats } from './formats';
import { type RenderInventorySpec, renderInventorySchema } from './schema';

/** The whole fleet in one pass: ClusterProfiles to SveltosClusters, and every cluster's credentials to its consumers. */
export const renderInventory: RollcallFunction<RenderInventorySpec> = {
  name: 'render-inventory',
  kind: 'RenderInventory',
  summary: 'all of these in one pass, each ClusterProfile with one kubeconfig; the default',
  reads: FLEET_KINDS,
  needs:
    'ClusterProfile (multicluster.x-k8s.io), no Cluster (cluster.x-k8s.io) that names one in a label, and no ManagedCluster (cluster.open-cluster-management.io) that a binding reaches',
  schema: renderInventorySchema,
  loadValidate() {
    const { validate }: typeof Spec = require('../../generated/specs/render-inventory');
    return validate;
  },

  transform({ fleet: input, earlier, capabilities }, spec) {
    const formats = chooseFormats(spec.format);
    const hub = importHub(input, { ...spec, emits: spec.emitClusterProfiles });
    // The hub's ClusterProfiles feed the rest as if they lay in the input.
    const fleet = { ...input, profiles: [...input.profiles, ...hub.profiles.map(standIn)] };
    const clusters = withinNamespaces('Cluster', fleet.clusters, spec.clusterNamespaces);
    const { roster: joined, findings: joining } = joinRoster({ ...fleet, clusters: clusters.within }, spec.labelKeys);
    const roster = noteManagedClusters(joined, [...hub.profiles, ...hub.used]);
    const { providers, findings: configuring } = readProviders(spec, capabilities);
    const access = openAccess(fleet, { ...spec, ...capabilities, providers });
    const { consumers, findings: naming } = listConsumers(fleet, spec.labelKeys);
    const isPublished = recogniseConsumerSecret(consumers);
    const {
      filled,
      asks,
      findings: filling,
    } = fillRoster(roster, access, earlier, {
      ...spec,
      expiry: expiryRules(spec, capabilities),
      sources: ['AccessProvider', 'LabelledSecret', 'CAPICluster'],
      policy: spec.missingCredentials,
      registerBare: formats.sveltos === 'SveltosEvents',
      recognises: (entry, item) => isPublished(entry, item) || recogniseSveltos(entry, item),
    });
    const publishes = ({ cluster, managedCluster, profile }: Entry) =>
      (cluster !== undefined && spec.publishFrom.includes('CAPICluster')) ||
      (managedCluster !== undefined && spec.publishFrom.includes('ManagedCluster')) ||
      (profile !== undefined && spec.publishFrom.includes('ClusterProfile'));
    const published = publishCredentials(filled, consumers, {
      ...spec,
      format: formats.consumers,
      consumerLabel: spec.labelKeys.consumer,
      publishes,
    });
    const registered = registerClusters(filled, { ...spec, format: formats.sveltos, template: spec.template ?? {} });
    const strangers = [findRogueSecrets(fleet, clustersOf(roster)), findUnclaimedSecrets(fleet, access.secrets)];
    const written = spec.emitClusterProfiles ? writeProfiles(hub.profiles) : [];
    return {
      outputs: [...written, ...published.outputs, ...registered.outputs],
      keep: [...published.keep, ...registered.keep],
      findings: [
        hub.findings,
        clusters.findings,
        configuring,
        joining,
        filling,
        naming,
        published.findings,
        registered.findings,
        findRivals(filled),
        consumers.length > 0 && spec.publishFrom.includes('ManagedCluster') ? findLostClusters(filled, publishes) : [],
        ...strangers,
      ].flat(),
      asks: planRun(asks, spec.execPlugins),
      selected: roster.length,
    };
  },
};
