import type { Cluster } from '../../api/cluster';

/** The longest that a ClusterProfile takes (v1alpha2). */
const LONGEST_SERVER = 2048;

/** Where a cluster's API server is: `none` where its Cluster does not say, or what is wrong with what it says. */
export type ServerReading =
  | { readonly state: 'server'; readonly server: string }
  | { readonly state: 'none' }
  | { readonly state: 'wrong'; readonly fault: string };

/** Cluster API leaves the endpoint empty until the infrastructure has one. */
export function readServer({ spec }: Cluster): ServerReading {
  const { host, port } = spec?.controlPlaneEndpoint ?? {};
  if (!host || !port) return { state: 'none' };
  const server = `https://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
  const isHost = HOST.test(host) || (host.includes(':') && URL.canParse(server));
  if (!isHost) return { state: 'wrong', fault: 'spec.controlPlaneEndpoint.host is neither a host name nor an address' };
  if (port < 1 || port > 65_535) return { state: 'wrong', fault: 'spec.controlPlaneEndpoint.port is not a port' };
  return server.length > LONGEST_SERVER
    ? { state: 'wrong', fault: 'its server is too long' }
    : { state: 'server', server };
}

const HOST = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\.?$/;
