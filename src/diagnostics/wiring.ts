import { countOf, define, listNames } from './finding';

const names = (list: readonly string[]) => listNames(list);

// Wiring consumers of ClusterProfiles.

export const consumerUnwired = define(
  'RC780',
  'warning',
  'Nothing is written for a consumer, because no rule says how it gets at clusters',
  'Add access to a rule of consumers that covers it, or deny it in a rule.',
  (namespaces: readonly string[]) => `No rule with access covers the consumer in Namespace ${names(namespaces)}.`,
);

export const secretsUnreadable = define(
  'RC781',
  'info',
  'A consumer may not read the Secrets that its ClusterProfiles name',
  'Name the ServiceAccounts that run the plugins in access.serviceAccounts, or grant `get` yourself.',
  (namespaces: readonly string[], secrets: number) =>
    `access.serviceAccounts is empty, so no Role is written for the consumer in Namespace ${names(namespaces)}, whose ClusterProfiles name ${countOf(secrets, 'Secret', 'Secrets')}.`,
);

export const kueueTwice = define(
  'RC670',
  'error',
  'Two consumers would have the same MultiKueueClusters',
  'Set access.kueue for one of these consumers only: a cluster has one Kueue, and its MultiKueueClusters have no namespace. Where the other one is a Kueue of another cluster, give it a configuration of its own.',
  (namespaces: readonly string[], profiles: readonly string[]) =>
    `The consumers in Namespace ${names(namespaces)} would both get the MultiKueueCluster of ClusterProfile ${names(profiles)}.`,
);

export const providerFilesLeft = define(
  'RC672',
  'warning',
  'A provider file is of no consumer',
  'Delete the file if nobody uses it. Rollcall writes provider files, and deletes none.',
  (folder: string, files: readonly string[]) =>
    `This render makes no provider file for these files of ${folder}: ${names(files)}.`,
);
