import { providersOf } from '../api/cluster-profile';
import type { Place } from '../diagnostics/finding';
import { wordsFor } from '../krm/identity';
import { objectAt } from '../krm/json';
import { groupBy } from '../lists/group';
import { credentialsInWords } from './credentials/choose';
import { currentAccess, secretOf, serverOf } from './credentials/current-access';
import type { Present } from './fill-roster';
import type { Likeness, Likenesses } from './record';
import { type Entry, profilePath } from './roster';

interface Trait {
  readonly trait: string | undefined;
  readonly entry: Entry;
  readonly words: string;
  readonly place: Place;
}

export function findLikenesses(roster: readonly Entry[], present: readonly Present[]): Likenesses {
  const access = present.map(({ entry, credentials }) => ({
    entry,
    ...currentAccess(credentials.config),
    words: `ClusterProfile ${profilePath(entry)} (${credentialsInWords(credentials)})`,
    place: credentials.origin === 'Secret' ? credentials.secret.item.at() : credentials.place,
  }));
  const servers = [
    ...access.map(({ cluster, ...rest }): Trait => ({ ...rest, trait: serverOf(cluster) })),
    ...roster.flatMap(claimedServers),
  ];
  return {
    credentials: groupAlike(access.map(({ user, ...rest }): Trait => ({ ...rest, trait: secretOf(user) }))),
    servers: groupAlike(servers),
  };
}

/** The servers that a cluster's objects name beside its kubeconfig. */
function claimedServers(entry: Entry): Trait[] {
  const { cluster, profile } = entry;
  const { host, port } = objectAt(cluster?.item.object, 'spec', 'controlPlaneEndpoint');
  return [
    ...(cluster && host
      ? [
          {
            entry,
            trait: serverOf({ server: `https://${host}:${port ?? ''}` }),
            words: `${wordsFor(cluster.item.object)} (spec.controlPlaneEndpoint)`,
            place: cluster.item.at('spec.controlPlaneEndpoint'),
          },
        ]
      : []),
    ...(profile ? providersOf(profile.object) : []).map(
      (provider): Trait => ({
        entry,
        trait: serverOf(objectAt(provider.cluster)),
        words: `ClusterProfile ${profilePath(entry)} (its access provider ${provider.name})`,
        place: profile?.item.at('status.accessProviders') ?? {},
      }),
    ),
  ];
}

/** Groups of several clusters. The profiles of one managed cluster are one cluster. */
function groupAlike(traits: readonly Trait[]): Likeness[] {
  const known = traits.flatMap(({ trait, ...rest }) => (trait === undefined ? [] : [{ trait, ...rest }]));
  return [...groupBy(known, ({ trait }) => trait).values()].flatMap((group) => {
    const byCluster = groupBy(group, ({ entry }) => entry.managedCluster?.item.key ?? profilePath(entry));
    const [first] = group;
    if (first === undefined || byCluster.size < 2) return [];
    const words = [...byCluster.values()].flatMap(([one]) => one?.words ?? []);
    return [{ words: words.sort(), place: first.place }];
  });
}
