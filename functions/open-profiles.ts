import type { Capabilities } from '../src/inventory/capabilities';
import { type AccessOptions, openAccess } from '../src/inventory/credentials/access-context';
import { type ProviderSources, readProviders } from '../src/inventory/credentials/read-providers';
import type { Fleet } from '../src/inventory/fleet';
import { judgeProfiles } from '../src/inventory/judge-profiles';
import { withinNamespaces } from '../src/inventory/narrow';

/** What the functions read that register ClusterProfiles. */
export const PROFILE_READS = [
  'ClusterProfile',
  'ManagedServiceAccount',
  'Namespace',
  'Secret',
  // They say which server a token belongs to, and in which namespaces a cluster is known.
  'ManagedCluster',
  'ManagedClusterSet',
  'ManagedClusterSetBinding',
  'ManagedProxyConfiguration',
] as const;

interface ProfileSpec extends ProviderSources, Omit<AccessOptions, 'providers' | 'answers'> {
  readonly clusterNamespaces?: readonly string[] | undefined;
}

/** The ClusterProfiles that the configuration covers, and where their credentials may be. */
export function openProfiles(fleet: Fleet, spec: ProfileSpec, capabilities: Capabilities) {
  const profiles = withinNamespaces('ClusterProfile', fleet.profiles, spec.clusterNamespaces);
  const { providers, findings } = readProviders(spec, capabilities);
  return {
    within: { ...fleet, clusters: [], profiles: profiles.within },
    access: openAccess(fleet, { ...spec, ...capabilities, providers }),
    leftOut: profiles.leftOut,
    findings: [...profiles.findings, ...judgeProfiles(profiles.within), ...findings],
  };
}
