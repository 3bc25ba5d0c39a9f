import type * as Spec from '../../generated/specs/wire-consumers';
import { fillByWays, type WaySearch } from '../../src/inventory/access-ways/fill-by-ways';
import { findPlugin, type PluginWay } from '../../src/inventory/access-ways/plugin-way';
import { openAccess } from '../../src/inventory/credentials/access-context';
import { expiryRules } from '../../src/inventory/credentials/expiry';
import { readProviders } from '../../src/inventory/credentials/read-providers';
import { referencePath } from '../../src/inventory/credentials/reference';
import { type DecideOptions, decideBy } from '../../src/inventory/decide';
import { judgeCopies, judgeProfiles } from '../../src/inventory/judge-profiles';
import { withinNamespaces } from '../../src/inventory/narrow';
import { recogniseConsumerProfile } from '../../src/inventory/recognise';
import type { Entry } from '../../src/inventory/roster';
import { recogniseKinds, WIRING_OUTPUTS } from '../../src/outputs/recognise-mark';
import { DEFAULT_PROVIDERS } from '../../src/outputs/wiring/provider-file';
import { wireConsumers as wire } from '../../src/outputs/wiring/wire';
import type { RollcallFunction } from '../function';
import type * as Schema from './schema';

/** For each consumer: what it takes to read its ClusterProfiles and to get at their clusters. */
export const wireConsumers: RollcallFunction<Schema.WireConsumersSpec> = {
  name: 'wire-consumers',
  kind: 'WireConsumers',
  summary:
    'consumers of ClusterProfiles → provider file, Role on exactly their Secrets, copies of ClusterProfiles, MultiKueueClusters',
  reads: ['Cluster', 'ClusterProfile', 'Namespace', 'Secret', 'PlacementDecision'],
  needs: 'ClusterProfile (multicluster.x-k8s.io)',
  recognise: recogniseKinds(WIRING_OUTPUTS),
  loadSchema() {
    const { wireConsumersSchema }: typeof Schema = require('./schema');
    return wireConsumersSchema;
  },
  loadValidate() {
    const { validate }: typeof Spec = require('../../generated/specs/wire-consumers');
    return validate;
  },

  transform({ fleet, earlier, capabilities }, spec) {
    const profiles = withinNamespaces('ClusterProfile', fleet.profiles, spec.clusterNamespaces);
    const { providers: read, findings: configuring } = readProviders(spec, capabilities);
    const providers = read?.length === 0 ? DEFAULT_PROVIDERS : read;
    const access = openAccess(
      { ...fleet },
      { ...capabilities, providers, openClusterManagement: {}, crossNamespace: spec.crossNamespace },
    );
    const options: DecideOptions = {
      ...spec,
      sources: ['AccessProvider'],
      policy: spec.missingCredentials,
      expiry: expiryRules(spec, capabilities),
      registerBare: false,
      publishes: () => true,
      recognisesDelivered: recogniseConsumerProfile,
    };
    const decisions = decideBy({ ...fleet, profiles: profiles.within }, options, (roster, recognises) =>
      fillByWays(roster.filter(isProfile), earlier, (entry): WaySearch<PluginWay> => search(entry), {
        ...options,
        recognises,
      }),
    );
    const accessOf = decisions.audiences?.accessOf ?? (() => undefined);
    const wired = wire(decisions.deliveries, { ...spec, providers: providers ?? [], accessOf });
    const { record, keep } = decisions;
    const clusters = record.clusters.filter(isProfile);
    return {
      record: { ...record, clusters, leftOut: [...profiles.leftOut, ...record.leftOut] },
      outputs: wired.outputs,
      keep,
      findings: [
        profiles.findings,
        judgeProfiles(profiles.within),
        judgeCopies(wired.copies, fleet.profiles),
        configuring,
        decisions.findings,
        wired.findings,
      ].flat(),
      selected: clusters.length,
    };

    function search(entry: Entry): WaySearch<PluginWay> {
      const found = findPlugin(entry, access);
      if (found.state !== 'found') return found;
      const { way } = found;
      const { secret } = way;
      return {
        state: 'found',
        credentials: { source: 'AccessProvider', way },
        from: `the plugin ${way.configured.name}, which the consumer runs${secret ? ` and which reads Secret ${referencePath(secret)}` : ''}`,
        secret: secret && referencePath(secret),
      };
    }
  },
};

/** A Cluster that no ClusterProfile of the input stands for is nothing that a consumer could read. */
function isProfile({ profile }: Entry): boolean {
  return profile !== undefined;
}
