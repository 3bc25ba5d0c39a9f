import { CAPI_SECRET, type Cluster } from '../../api/cluster';
import { MEMBER_ID_LABEL } from '../../api/cluster-profile';
import type { Condition } from '../../api/managed-cluster';
import { labelOf, labelsOf, namespaceOf, pathOf } from '../../api/metadata';
import * as findings from '../../diagnostics/cluster-profiles';
import type { Finding } from '../../diagnostics/finding';
import { ownerOf } from '../../krm/ownership';
import { groupBy } from '../../lists/group';
import { copyLabels } from '../copy-labels';
import { indexSecrets } from '../credentials/secret-index';
import type { Fleet, Found } from '../fleet';
import type { Property } from '../managed-clusters/properties';
import { isLabelValue } from '../names';
import { type Entry, profilePath } from '../roster';
import { readServer } from './api-server';
import { readAuthority } from './certificate-authority';
import { translateConditions } from './conditions';
import { type PropertySource, readProperties } from './properties';
import { readVersion } from './version';

/** All that the ClusterProfile of a Cluster says. */
export interface CapiProfile {
  readonly entry: Entry;
  readonly cluster: Found<Cluster>;
  readonly manager: string;
  /** What tells the profiles of one cluster from those of another, in every inventory; empty where it has a finding. */
  readonly memberId: string;
  readonly displayName: string;
  /** Labels of the Cluster that the profile carries too. */
  readonly labels: Readonly<Record<string, string>>;
  /** Empty where the Cluster names none. */
  readonly clusterSet: string;
  /** As `v1.35.0`; empty where nobody knows it. */
  readonly version: string;
  readonly conditions: readonly Condition[];
  readonly properties: readonly Property[];
  readonly access: ClusterAccess | undefined;
}

/** How to get at a cluster and at credentials for it, without any. */
export interface ClusterAccess {
  readonly server: string;
  /** Base64; empty where it is not known. */
  readonly authority: string;
  /** The Secret that Cluster API keeps the kubeconfig in. */
  readonly secret: { readonly name: string; readonly key: string; readonly namespace: string };
}

export interface ImportClustersOptions {
  readonly clusterManager: string;
  readonly displayNameAnnotation?: string | undefined;
  readonly profileLabels: readonly string[];
  readonly profileProperties: readonly PropertySource[];
}

/** The ClusterProfiles to be made for Clusters, by the lines of the roster. */
export interface ImportedClusters {
  readonly profiles: readonly CapiProfile[];
  readonly findings: readonly Finding[];
}

/**
 * Decides what the ClusterProfile of each Cluster says. One that someone else wrote is used as it is: a Cluster may stand
 * for a ClusterProfile that another manager keeps.
 */
export function importClusters(
  roster: readonly Entry[],
  fleet: Pick<Fleet, 'secrets' | 'unreadable'>,
  options: ImportClustersOptions,
): ImportedClusters {
  const secrets = indexSecrets(fleet);
  const profiles: CapiProfile[] = [];
  const told: Finding[] = [];
  const missing: { what: string; path: string }[] = [];
  const there: string[] = [];
  for (const entry of roster) {
    const { cluster, profile } = entry;
    if (cluster === undefined) continue;
    if (profile !== undefined && ownerOf(profile.item) === undefined) {
      there.push(profilePath(entry));
      continue;
    }
    const described = describe(entry, cluster);
    profiles.push(described.profile);
    told.push(...described.findings);
    if (described.missing.length > 0) missing.push({ what: described.missing.join(', '), path: profilePath(entry) });
  }
  if (there.length > 0) told.push(findings.profilesThere({}, there));
  for (const [what, group] of groupBy(missing, ({ what }) => what)) {
    told.push(
      findings.profileIncomplete(
        {},
        what,
        group.map(({ path }) => path),
      ),
    );
  }
  return { profiles, findings: told };

  function describe(entry: Entry, cluster: Found<Cluster>) {
    const { object } = cluster;
    const { annotations } = object.metadata;
    const { displayNameAnnotation: key, clusterManager: manager, profileLabels, profileProperties } = options;
    const member = readMemberId(cluster);
    const access = readAccess(cluster);
    const version = readVersion(object);
    const conditions = translateConditions(object);
    const chosen = readProperties(cluster, profileProperties);
    const profile: CapiProfile = {
      entry,
      cluster,
      manager,
      memberId: member.id,
      displayName:
        (key !== undefined && annotations && Object.hasOwn(annotations, key) && annotations[key]) ||
        object.metadata.name,
      labels: chooseLabels(labelsOf(object), profileLabels),
      clusterSet: entry.placement?.clusterSet ?? '',
      version,
      conditions,
      properties: chosen.properties,
      access: access.access,
    };
    const types = new Set(conditions.map(({ type }) => type));
    return {
      profile,
      missing: [
        ...access.missing,
        ...(version === '' ? ['the version'] : []),
        ...['ControlPlaneHealthy', 'Joined'].filter((type) => !types.has(type)).map((type) => `the condition ${type}`),
        ...chosen.missing,
      ],
      findings: [...member.findings, ...access.findings, ...chosen.findings],
    };
  }

  function readAccess(cluster: Found<Cluster>) {
    const { object, item } = cluster;
    const reading = readServer(object);
    if (reading.state === 'none') return { access: undefined, missing: ['the access provider'], findings: [] };
    if (reading.state === 'wrong') {
      const place = item.at('spec.controlPlaneEndpoint');
      return {
        access: undefined,
        missing: [],
        findings: [findings.clusterSaysWrong(place, pathOf(object), reading.fault)],
      };
    }
    const { authority, findings: told } = readAuthority(cluster, secrets);
    const [key] = CAPI_SECRET.keys;
    const secret = { name: CAPI_SECRET.nameFor(object.metadata.name), key, namespace: namespaceOf(object) };
    const isSilent = authority === '' && told.length === 0;
    return {
      access: { server: reading.server, authority, secret },
      missing: isSilent ? ['the certificate authority'] : [],
      findings: told,
    };
  }
}

/** Those whose keys the patterns name. */
function chooseLabels(labels: Readonly<Record<string, string>>, patterns: readonly string[]): Record<string, string> {
  const { copied: others } = copyLabels(labels, patterns);
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !Object.hasOwn(others, key)));
}

/**
 * The Cluster's own label, else its namespace and name: a namespace has no dot in it, so that no two Clusters of a
 * management cluster have the same.
 */
function readMemberId({ object, item }: Found<Cluster>): { id: string; findings: Finding[] } {
  const label = labelOf(object, MEMBER_ID_LABEL);
  if (label === '') {
    const place = item.at('metadata.labels');
    return { id: '', findings: [findings.memberIdEmpty(place, `Cluster ${pathOf(object)}`)] };
  }
  const id = label ?? `${namespaceOf(object)}.${object.metadata.name}`;
  if (isLabelValue(id)) return { id, findings: [] };
  const what = `its namespace and name are too long for the label ${MEMBER_ID_LABEL}, so the Cluster needs that label itself`;
  return { id: '', findings: [findings.clusterSaysWrong(item.at('metadata.labels'), pathOf(object), what)] };
}
