import { CAPI_SECRET } from '../../api/cluster';
import { PROFILE_LABEL } from '../../api/cluster-profile';
import { wordsWithFile } from '../../krm/item';
import { groupBy } from '../../lists/group';
import { editsBetween } from '../../schema/nearest';
import type { Fleet } from '../fleet';
import { indexStandIns, isEncrypted } from '../stand-ins';
import { listLeftOver } from './left-over-secrets';

/** Of more left-over Secrets than this, no two names say anything about each other. */
const MOST = 50;

/** Tells of a missing Secret what stands where it should: the end of half a sentence, or nothing. */
export interface SecretNearMisses {
  ofName(namespace: string, name: string): string;
  /** Of one that is labelled for a ClusterProfile. */
  ofProfile(namespace: string, name: string): string;
}

/** Nothing is looked at before a Secret is missing. */
export function lookForNearMisses(fleet: Pick<Fleet, 'secrets' | 'standIns' | 'clusterPaths'>): () => SecretNearMisses {
  let found: SecretNearMisses | undefined;
  return () => {
    found ??= prepare(fleet);
    return found;
  };
}

function prepare(fleet: Pick<Fleet, 'secrets' | 'standIns' | 'clusterPaths'>): SecretNearMisses {
  const standIns = indexStandIns(fleet.standIns);
  const leftOver = groupBy(listLeftOver(fleet), ({ item }) => item.identity.namespace);
  const byName = groupBy(fleet.secrets, ({ item }) => item.identity.name);
  const encrypted = groupBy(
    fleet.secrets.filter(({ item }) => isEncrypted(item.object)),
    ({ item }) => item.identity.namespace,
  );
  return {
    ofName(namespace, name) {
      const standIn = standIns.forName(namespace, name);
      if (standIn !== '') return standIn;
      const others = leftOver.get(namespace) ?? [];
      const old = others.length > MOST ? undefined : others.find(({ item }) => isNear(item.identity.name, name));
      if (old !== undefined) return `; ${wordsWithFile(old.item)} is left over from a Cluster that is not in the input`;
      const [elsewhere] = byName.get(name) ?? [];
      return elsewhere === undefined ? standIns.encryptedWhole : `; nearest: ${wordsWithFile(elsewhere.item)}`;
    },
    ofProfile(namespace, name) {
      const hidden = (encrypted.get(namespace) ?? []).find(({ item }) => item.label(PROFILE_LABEL)?.startsWith('ENC['));
      if (hidden !== undefined) return `; ${wordsWithFile(hidden.item)} has encrypted labels (SOPS)`;
      return standIns.forLabel(namespace, PROFILE_LABEL, name) || standIns.encryptedWhole;
    },
  };
}

/** Two letters apart, of names that are longer than that: of `a` and `b` nothing follows. */
function isNear(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => name.slice(0, -CAPI_SECRET.nameFor('').length));
  if (a === undefined || b === undefined) return false;
  const edits = editsBetween(a, b);
  return edits <= 2 && edits * 2 <= Math.min(a.length, b.length);
}
