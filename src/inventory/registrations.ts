import type { ClusterProfile } from '../api/cluster-profile';
import { pathOf } from '../api/metadata';
import * as credentialFindings from '../diagnostics/credentials';
import type { Finding } from '../diagnostics/finding';
import * as outputFindings from '../diagnostics/outputs';
import type { Item } from '../krm/item';
import { sourcesOf } from '../krm/ownership';
import type { FilledRoster, Present } from './fill-roster';
import type { Found } from './fleet';
import { recogniseSveltos } from './recognise';

/** A ClusterProfile that Sveltos gets to know, and what that is made from. */
export interface Registration {
  readonly profile: Found<ClusterProfile>;
  /** The profile, and its Cluster where that gives the credentials. */
  readonly sources: readonly string[];
  /** `undefined` where the profile is registered before its credentials come. */
  readonly found?: Present;
}

export type CapiClusters = 'Register' | 'Skip';

/**
 * Decides which ClusterProfiles are registered, which are left to Sveltos itself (it manages the Cluster API Clusters of
 * its own management cluster), and what of an earlier render stays.
 */
export function chooseRegistrations(
  { present, kept, bare }: FilledRoster,
  capiClusters: CapiClusters,
): { registrations: Registration[]; keep: Item[]; findings: Finding[] } {
  const registrations: Registration[] = [];
  const keep = kept.flatMap(({ entry, earlier }) => earlier.filter((item) => recogniseSveltos(entry, item)));
  const findings: Finding[] = [];
  const fromCapi: string[] = [];
  for (const found of present) {
    const { profile, cluster } = found.entry;
    if (profile === undefined) continue;
    if (found.credentials.source !== 'CAPICluster' || cluster === undefined) {
      registrations.push({ profile, sources: [profile.item.key], found });
      continue;
    }
    const standing = capiClusters === 'Skip' ? findStanding(found, cluster.item.key) : [];
    keep.push(...standing);
    if (standing.length > 0) findings.push(tellStanding(profile));
    else fromCapi.push(pathOf(profile.object));
    if (capiClusters === 'Register') {
      registrations.push({ profile, sources: [cluster.item.key, profile.item.key], found });
    }
  }
  for (const { profile, cluster } of bare) {
    if (profile === undefined) continue;
    if (cluster !== undefined && capiClusters === 'Skip') fromCapi.push(pathOf(profile.object));
    else registrations.push({ profile, sources: [profile.item.key] });
  }
  const tell = capiClusters === 'Skip' ? outputFindings.capiClustersSkipped : outputFindings.managedTwice;
  if (fromCapi.length > 0) findings.push(tell({}, fromCapi));
  return { registrations, keep, findings };
}

/** What an earlier render made with credentials of the profile's own: those are missing now, which withdraws nothing. */
function findStanding({ entry, earlier }: Present, cluster: string): Item[] {
  return earlier.filter((item) => recogniseSveltos(entry, item) && !sourcesOf(item).includes(cluster));
}

function tellStanding({ object, item }: Found<ClusterProfile>): Finding {
  const reason = 'only its Cluster API Cluster has some, and capiClusters is Skip';
  return credentialFindings.credentialsMissingKept(item.at(), `ClusterProfile ${pathOf(object)}`, reason);
}
