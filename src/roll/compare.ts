import { writeMember } from './member-text';
import type { Member, Roll } from './roll';

/** What a render changes of a Roll. */
export interface Difference {
  readonly clusters: {
    readonly joined: ReadonlyMap<string, Member>;
    readonly left: ReadonlyMap<string, Member>;
    readonly changed: readonly ChangedMember[];
  };
  readonly consumers: Entries;
  readonly clusterSets: Entries;
  readonly registeredLabels: Entries;
  readonly objects: Entries;
  readonly isEmpty: boolean;
}

export interface ChangedMember {
  readonly path: string;
  readonly was: Member;
  readonly is: Member;
}

/** What a map gains, loses and holds otherwise. */
export interface Entries {
  readonly joined: ReadonlyMap<string, string>;
  readonly left: ReadonlyMap<string, string>;
  readonly changed: readonly { readonly key: string; readonly was: string; readonly is: string }[];
}

export function compareRolls(was: Roll, is: Roll): Difference {
  const clusters = compareClusters(was, is);
  const others = {
    consumers: compareMaps(was.consumers, is.consumers),
    clusterSets: compareMaps(was.clusterSets, is.clusterSets),
    registeredLabels: compareMaps(
      was.registeredLabels,
      registers(was) && registers(is) ? is.registeredLabels : was.registeredLabels,
    ),
    objects: compareMaps(was.objects, is.objects),
  };
  const isEmpty = [clusters, ...Object.values(others)].every(
    ({ joined, left, changed }) => joined.size + left.size + changed.length === 0,
  );
  return { clusters, ...others, isEmpty };
}

function compareClusters(was: Roll, is: Roll): Difference['clusters'] {
  const joined = new Map<string, Member>();
  const left = new Map(was.clusters);
  const changed: ChangedMember[] = [];
  const areServed = was.consumers.size > 0 && is.consumers.size > 0;
  for (const [path, member] of is.clusters) {
    const earlier = was.clusters.get(path);
    if (earlier === undefined) joined.set(path, member);
    else {
      left.delete(path);
      if (member.unsure === undefined && !isSameMember(earlier, member, areServed)) {
        changed.push({ path, was: earlier, is: member });
      }
    }
  }
  return { joined, left, changed };
}

/** Where there is no consumer, no cluster's credentials go anywhere, whether its line says so or not. */
function isSameMember(was: Member, is: Member, areServed: boolean): boolean {
  if (writeMember(was) === writeMember(is)) return true;
  if (areServed) return false;
  return writeMember({ ...was, consumers: undefined }) === writeMember({ ...is, consumers: undefined });
}

/** Objects of an earlier render that are kept say nothing of what this one would give all of them. */
function registers({ clusters }: Roll): boolean {
  for (const { registered, unsure } of clusters.values()) {
    if (registered !== undefined && unsure === undefined) return true;
  }
  return false;
}

function compareMaps(was: ReadonlyMap<string, string>, is: ReadonlyMap<string, string>): Entries {
  return {
    joined: new Map([...is].filter(([key]) => !was.has(key))),
    left: new Map([...was].filter(([key]) => !is.has(key))),
    changed: [...is].flatMap(([key, value]) => {
      const earlier = was.get(key);
      return earlier === undefined || earlier === value ? [] : [{ key, was: earlier, is: value }];
    }),
  };
}

/** The Roll to write: of a cluster whose credentials are missing or broken, what was known stays. */
export function withKnownMembers(is: Roll, was: Roll | undefined): Roll {
  if (was === undefined) return is;
  const known = [...is.clusters].map(([path, member]): [string, Member] => {
    const earlier = was.clusters.get(path);
    return [path, member.unsure !== undefined && earlier !== undefined ? earlier : member];
  });
  const registeredLabels = registers(is) ? is.registeredLabels : was.registeredLabels;
  return { ...is, clusters: new Map(known), registeredLabels };
}
