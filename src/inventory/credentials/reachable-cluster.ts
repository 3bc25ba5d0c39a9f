import { type AccessProvider, type ClusterProfile, providerField } from '../../api/cluster-profile';
import { pathOf } from '../../api/metadata';
import * as access from '../../diagnostics/access';
import type { Finding, Place } from '../../diagnostics/finding';
import { decodesAsBase64 } from '../../krm/base64';
import type { Found } from '../fleet';

/** A cluster that can be connected to, as its access provider describes it. */
export interface ReachableCluster {
  readonly place: Place;
  /** The profile's `namespace/name`. */
  readonly profile: string;
  readonly cluster: Cluster;
}

/** Reads the cluster of an access provider, or says why nothing can connect to it. */
export function readCluster(
  { object, item }: Found<ClusterProfile>,
  provider: AccessProvider,
): ReachableCluster | { findings: Finding[] } {
  const place = item.at(providerField(object, provider));
  const profile = pathOf(object);
  const { cluster } = provider;
  const server = cluster?.server;
  if (!cluster || !server) return { findings: [access.accessWithoutServer(place, profile, provider.name)] };
  const authority = cluster['certificate-authority-data']?.replace(/[\r\n]/g, '') ?? '';
  if (!decodesAsBase64(authority)) {
    return { findings: [access.authorityNotBase64(place, profile, provider.name)] };
  }
  return { place, profile, cluster: { ...cluster, server, 'certificate-authority-data': authority } };
}

type Cluster = NonNullable<AccessProvider['cluster']> & {
  readonly server: string;
  /** Without line breaks; empty where there is none. */
  readonly 'certificate-authority-data': string;
};
