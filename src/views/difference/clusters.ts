import { groupBy } from '../../lists/group';
import { compareBytes, sortedBy } from '../../lists/order';
import { isRegistration } from '../../outputs/output';
import type { Causes } from '../../roll/causes';
import type { Member, Roll } from '../../roll/roll';
import type { ChangedPair, Pairing } from './pairs';
import type { ClusterDifference, CredentialDifference, LabelDifference } from './record';
import { labelsOf, type Side, type SideObject } from './side';

/** Where a cluster is on each side. */
export interface ClusterPair {
  readonly old?: string | undefined;
  readonly new?: string | undefined;
}

/** What the differences of clusters are made from. */
export interface ClusterQuestion {
  readonly old: Side;
  readonly new: Side;
  readonly pairs: readonly ClusterPair[];
  readonly pairing: Pairing;
  /** Consumers that joined or left, by Namespace and by name: what they gain or lose is told of them. */
  readonly comingAndGoing: ReadonlySet<string>;
  readonly causes: Causes | undefined;
  readonly viewRotation: (old: string, is: string, secrets: number) => CredentialDifference;
}

export function listClusters(question: ClusterQuestion): ClusterDifference[] {
  const { pairs, pairing } = question;
  const [before, after] = [question.old, question.new].map(indexSide);
  const byCluster = (list: readonly SideObject[]) => groupBy(list, ({ cluster }) => cluster ?? '');
  const [added, removed] = [byCluster(pairing.added), byCluster(pairing.removed)];
  const changed = groupBy(pairing.changed, ({ new: { cluster } }) => cluster ?? '');
  const differences = pairs.flatMap((pair): ClusterDifference[] => {
    const was = before?.(pair.old);
    const is = after?.(pair.new);
    const isUnsure = was?.member?.unsure !== undefined || is?.member?.unsure !== undefined;
    const isInBoth = pair.old !== undefined && pair.new !== undefined;
    const difference = {
      clusterProfile: pair.new ?? pair.old ?? '',
      change: changeOf(pair),
      movedFrom: pair.old === pair.new || pair.new === undefined ? undefined : pair.old,
      because:
        isInBoth || was?.member === undefined
          ? undefined
          : question.causes?.clusterLeft(pair.old ?? '', was.member).words,
      sources: differing(was?.member?.sources ?? [], is?.member?.sources ?? [], (list) => list.join()),
      credentialSource: isUnsure
        ? undefined
        : differing(was?.member?.credentials ?? 'none', is?.member?.credentials ?? 'none', (text) => text),
      consumers: compareReceivers(was?.receivers, is?.receivers, isInBoth ? question.comingAndGoing : NOBODY),
      registration: compareRegistration(was?.labels, is?.labels),
      labels: was?.labels && is?.labels ? compareLabels(was.labels, is.labels) : [],
      credentials: rotations(changed.get(pair.new ?? '') ?? [], question.viewRotation),
      objects: {
        added: added.get(pair.new ?? '')?.length ?? 0,
        removed: removed.get(pair.old ?? '')?.length ?? 0,
      },
    };
    return isInBoth && pair.old === pair.new && isSame(difference) ? [] : [difference];
  });
  return sortedBy(differences, ({ clusterProfile }) => clusterProfile);
}

const NOBODY: ReadonlySet<string> = new Set();

function changeOf({ old, new: is }: ClusterPair): ClusterDifference['change'] {
  if (old === undefined) return 'joined';
  if (is === undefined) return 'left';
  return old === is ? 'changed' : 'moved';
}

function isSame({
  sources,
  credentialSource,
  consumers,
  registration,
  labels,
  credentials,
}: ClusterDifference): boolean {
  const lists = [consumers.gained, consumers.lost, labels, credentials];
  return !sources && !credentialSource && !registration && lists.every((list) => list.length === 0);
}

function differing<T>(old: T, is: T, keyOf: (value: T) => string): { old: T; new: T } | undefined {
  return keyOf(old) === keyOf(is) ? undefined : { old, new: is };
}

/** One cluster on one side. */
interface Standing {
  readonly member: Member | undefined;
  readonly receivers: ReadonlySet<string>;
  /** The labels of its SveltosCluster, where there is one. */
  readonly labels: ReadonlyMap<string, string> | undefined;
}

/** A side with objects is taken at its objects; a Roll says itself where credentials go. */
function indexSide({ form, roll, objects }: Side): (path: string | undefined) => Standing | undefined {
  const byCluster = groupBy(objects, ({ cluster }) => cluster ?? '');
  return (path) => {
    if (path === undefined) return undefined;
    const member = roll.clusters.get(path);
    if (form === 'roll')
      return member && { member, receivers: receiversOf(member, roll), labels: allLabels(member, roll) };
    const own = byCluster.get(path) ?? [];
    const registration = own.find(({ role }) => isRegistration(role));
    return {
      member,
      receivers: new Set(own.flatMap(({ consumer }) => consumer ?? [])),
      labels: registration && labelsOf(registration.body),
    };
  };
}

function receiversOf({ consumers, unsure }: Member, roll: Roll): ReadonlySet<string> {
  return new Set(consumers === undefined || unsure ? roll.consumers.keys() : consumers);
}

function allLabels({ registered }: Member, { registeredLabels }: Roll): ReadonlyMap<string, string> | undefined {
  return registered && new Map([...registeredLabels, ...registered]);
}

function compareReceivers(
  was: ReadonlySet<string> = NOBODY,
  is: ReadonlySet<string> = NOBODY,
  without: ReadonlySet<string>,
): ClusterDifference['consumers'] {
  const only = (some: ReadonlySet<string>, others: ReadonlySet<string>) =>
    [...some].filter((one) => !others.has(one) && !without.has(one)).sort(compareBytes);
  return { gained: only(is, was), lost: only(was, is) };
}

function compareRegistration(was: object | undefined, is: object | undefined): ClusterDifference['registration'] {
  if ((was === undefined) === (is === undefined)) return undefined;
  return was === undefined ? 'gained' : 'lost';
}

function compareLabels(was: ReadonlyMap<string, string>, is: ReadonlyMap<string, string>): LabelDifference[] {
  const keys = [...new Set([...was.keys(), ...is.keys()])].sort(compareBytes);
  return keys.map((key) => ({ key, old: was.get(key), new: is.get(key) })).filter((label) => label.old !== label.new);
}

/** Each kubeconfig that took the place of another once, with the number of Secrets. */
function rotations(pairs: readonly ChangedPair[], view: ClusterQuestion['viewRotation']): CredentialDifference[] {
  const found = new Map<string, { old: string; is: string; secrets: number }>();
  for (const { fields, new: object } of pairs) {
    if (!holdsCredentials(object)) continue;
    for (const { keys, old, new: is } of fields) {
      if (keys[0] !== 'data' || typeof old !== 'string' || typeof is !== 'string') continue;
      const known = found.get(`${old} ${is}`) ?? { old, is, secrets: 0 };
      found.set(`${old} ${is}`, { ...known, secrets: known.secrets + 1 });
    }
  }
  const views = [...found.values()].map(({ old, is, secrets }) => view(old, is, secrets));
  return sortedBy(views, ({ old, new: is }) => `${old.digest} ${is.digest}`);
}

export function holdsCredentials({ role, cluster }: SideObject): boolean {
  return cluster !== undefined && (role === 'ConsumerSecret' || role === 'SveltosSecret');
}
