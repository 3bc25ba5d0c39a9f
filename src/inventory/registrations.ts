import type { ClusterProfile } from '../api/cluster-profile';
import { pathOf } from '../api/metadata';
import * as credentialFindings from '../diagnostics/credentials';
import type { Finding } from '../diagnostics/finding';
import * as outputFindings from '../diagnostics/outputs';
import type { Item } from '../krm/item';
import { sourcesOf } from '../krm/ownership';
import type { Filled, FilledRoster, Present } from './fill-roster';
import type { Found } from './fleet';
import { type Recognise, type Registrar, SVELTOS } from './recognise';
import type { RegistrationDecision, WhyRegistered } from './record';
import type { Entry } from './roster';

/** A ClusterProfile that is registered with Sveltos or Argo CD, and what that is made from. */
export interface Registration<One extends Filled = Present> {
  readonly entry: Entry;
  readonly profile: Found<ClusterProfile>;
  /** The profile, and its Cluster where that gives the credentials. */
  readonly sources: readonly string[];
  /** `undefined` where the profile is registered before its credentials come. */
  readonly found?: One;
}

export type CapiClusters = 'Register' | 'Skip';

/** Which ClusterProfiles are registered, and what of an earlier render stays. */
export interface Registrations<One extends Filled = Present> {
  readonly registrations: readonly Registration<One>[];
  readonly keep: readonly Item[];
  readonly decisions: ReadonlyMap<Entry, RegistrationDecision>;
  readonly findings: readonly Finding[];
}

/** For functions that register nothing. */
export const NO_REGISTRATIONS: Registrations<never> = {
  registrations: [],
  keep: [],
  decisions: new Map(),
  findings: [],
};

const FROM_CAPI: WhyRegistered =
  'its credentials come from a Cluster API Cluster, which Sveltos manages by itself (capiClusters: Skip)';

/**
 * Decides which ClusterProfiles are registered, which are left to Sveltos itself (it manages the Cluster API Clusters of
 * its own management cluster), and what of an earlier render stays.
 */
export function chooseRegistrations<One extends Filled>(
  { present, kept, bare, decisions: credentials }: FilledRoster<One>,
  capiClusters: CapiClusters,
  { name, recognise }: Registrar = SVELTOS,
): Registrations<One> {
  const registrations: Registration<One>[] = [];
  const decisions = new Map<Entry, RegistrationDecision>();
  const decide = (entry: Entry, decision: RegistrationDecision) =>
    decisions.set(entry, name === undefined ? decision : { ...decision, with: name });
  for (const entry of credentials.keys()) {
    decide(entry, {
      state: 'none',
      because: entry.profile === undefined ? 'the input has no ClusterProfile for it' : 'it has no credentials',
    });
  }
  for (const { entry, earlier } of kept) {
    if (!earlier.some((item) => recognise(entry, item))) continue;
    decide(entry, { state: 'kept', because: 'its credentials are missing' });
  }
  const keep = kept.flatMap(({ entry, earlier }) => earlier.filter((item) => recognise(entry, item)));
  const findings: Finding[] = [];
  const fromCapi: string[] = [];
  const register = (registration: Registration<One>, because: WhyRegistered) => {
    registrations.push(registration);
    decide(registration.entry, { state: 'registered', because });
  };
  for (const found of present) {
    const { entry } = found;
    const { profile, cluster } = entry;
    if (profile === undefined) continue;
    if (found.credentials.source !== 'CAPICluster' || cluster === undefined) {
      register({ entry, profile, sources: [profile.item.key], found }, 'its ClusterProfile has credentials');
      continue;
    }
    const standing = capiClusters === 'Skip' ? findStanding(found, cluster.item.key, recognise) : [];
    keep.push(...standing);
    if (standing.length > 0) findings.push(tellStanding(profile));
    else fromCapi.push(pathOf(profile.object));
    if (capiClusters === 'Register') {
      // A profile that this render makes for the Cluster is the Cluster itself.
      const sources = [...new Set([cluster.item.key, profile.item.key])];
      register({ entry, profile, sources, found }, 'its Cluster API Cluster has credentials');
    } else if (standing.length > 0) {
      decide(entry, { state: 'kept', because: 'the credentials of its own are missing' });
    } else decide(entry, { state: 'none', because: FROM_CAPI });
  }
  for (const entry of bare) {
    const { profile, cluster } = entry;
    if (profile === undefined) continue;
    if (cluster !== undefined && capiClusters === 'Skip') {
      fromCapi.push(pathOf(profile.object));
      decide(entry, { state: 'none', because: FROM_CAPI });
    } else register({ entry, profile, sources: [profile.item.key] }, 'SveltosEvents registers without credentials');
  }
  const tell = capiClusters === 'Skip' ? outputFindings.capiClustersSkipped : outputFindings.managedTwice;
  if (fromCapi.length > 0) findings.push(tell({}, fromCapi));
  return { registrations, keep, decisions, findings };
}

/** What an earlier render made with credentials of the profile's own: those are missing now, which withdraws nothing. */
function findStanding({ entry, earlier }: Filled, cluster: string, recognise: Recognise): Item[] {
  return earlier.filter((item) => recognise(entry, item) && !sourcesOf(item).includes(cluster));
}

function tellStanding({ object, item }: Found<ClusterProfile>): Finding {
  const reason = 'only its Cluster API Cluster has some, and capiClusters is Skip';
  return credentialFindings.credentialsMissingKept(item.at(), `ClusterProfile ${pathOf(object)}`, reason);
}
