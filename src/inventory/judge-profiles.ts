import { CLUSTER_MANAGER_LABEL, type ClusterProfile, MEMBER_ID_LABEL } from '../api/cluster-profile';
import { labelOf, namespaceOf, pathOf } from '../api/metadata';
import * as profiles from '../diagnostics/cluster-profiles';
import { type Finding, withSeverity } from '../diagnostics/finding';
import { objectAt, textOf } from '../krm/json';
import { groupBy } from '../lists/group';
import { repeatedIn } from '../lists/repeated';
import type { Found } from './fleet';

/**
 * What the readers of ClusterProfiles rely on (KEP-4322), of those that are there and those that this render makes. Where
 * all of them are someone else's it is a warning: the render can do nothing about it.
 * @param made whether this render makes the profile.
 */
export function judgeProfiles(
  inventory: readonly Found<ClusterProfile>[],
  made: (profile: Found<ClusterProfile>) => boolean = () => false,
): Finding[] {
  const findings: Finding[] = [];
  for (const profile of inventory) {
    const { object, item } = profile;
    const manager = object.spec?.clusterManager?.name;
    const label = labelOf(object, CLUSTER_MANAGER_LABEL);
    if (manager && label !== undefined && label !== manager) {
      findings.push(profiles.managerDisagrees(item.at('metadata.labels'), pathOf(object)));
    }
    for (const name of repeatedIn((object.status?.accessProviders ?? []).map((one) => one.name))) {
      findings.push(profiles.providerTwice(item.at('status.accessProviders'), pathOf(object), name));
    }
    if (labelOf(object, MEMBER_ID_LABEL) === '' && !made(profile)) {
      const finding = profiles.memberIdEmpty(item.at('metadata.labels'), `ClusterProfile ${pathOf(object)}`);
      findings.push(withSeverity(finding, 'warning'));
    }
  }
  const identified = inventory.filter(({ object }) => labelOf(object, MEMBER_ID_LABEL));
  const members = groupBy(identified, ({ object }) => `${namespaceOf(object)}/${labelOf(object, MEMBER_ID_LABEL)}`);
  for (const group of members.values()) {
    const [first] = group;
    const namespace = first === undefined ? '' : namespaceOf(first.object);
    findings.push(...judgeTwins(group, made, namespace, ({ object }) => object.metadata.name));
  }
  return findings;
}

/**
 * The same of copies in the namespaces of consumers that read only their own. Beside each other, two ClusterProfiles of
 * different namespaces may be one member.
 * @param inventory what the namespaces hold already.
 */
export function judgeCopies(
  copies: readonly { readonly namespace: string; readonly profile: Found<ClusterProfile> }[],
  inventory: readonly Found<ClusterProfile>[],
): Finding[] {
  return [...groupBy(copies, ({ namespace }) => namespace)].flatMap(([namespace, group]) => {
    const made = new Set(group.map(({ profile }) => profile));
    const there = inventory.filter(({ object }) => namespaceOf(object) === namespace);
    const identified = [...made, ...there].filter(({ object }) => labelOf(object, MEMBER_ID_LABEL));
    const members = groupBy(identified, ({ object }) => `${labelOf(object, MEMBER_ID_LABEL)}`);
    return [...members.values()]
      .filter((twins) => twins.some((one) => made.has(one)))
      .flatMap((twins) =>
        judgeTwins(
          twins,
          (one) => made.has(one),
          namespace,
          ({ object }) => pathOf(object),
        ),
      );
  });
}

function judgeTwins(
  group: readonly Found<ClusterProfile>[],
  made: (profile: Found<ClusterProfile>) => boolean,
  namespace: string,
  nameOf: (profile: Found<ClusterProfile>) => string,
): Finding[] {
  const [first, second] = group;
  if (first === undefined || second === undefined) return [];
  const place = { ...first.item.at('metadata.labels'), subjects: group.map(({ item }) => item.key) };
  const twice = profiles.memberIdTwice(place, namespace, group.map(nameOf));
  const findings = [withSeverity(twice, group.some(made) ? 'error' : 'warning')];
  const oldest = groupBy(group, (one) => creationOf(one, made));
  const [[, tied] = ['', []]] = [...oldest].sort(([one], [other]) => (one < other ? -1 : 1));
  if (tied.length > 1) {
    findings.push(profiles.memberIdTie(place, namespace, tied.map(nameOf)));
  }
  return findings;
}

/** What has no time yet is created when it is applied: all of it in the same second, and after what is there. */
function creationOf(profile: Found<ClusterProfile>, made: (profile: Found<ClusterProfile>) => boolean): string {
  const time = made(profile) ? '' : textOf(objectAt(profile.item.object, 'metadata').creationTimestamp);
  return time === '' ? '~' : time;
}
