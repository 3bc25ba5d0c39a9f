import type { Size } from './weigh-output';

/** What hosts take, as measured or documented (docs/scale.md): one place, so that the page and the finding agree. */
const HOSTS = {
  /** kpt reads, sorts and writes every object: measured from 1,000 to 10,000. */
  kptSecondsPerObject: 0.0025,
  /** gRPC's limit in Argo CD for the manifests of one Application. */
  argoCDMessage: 100_000_000,
  /** kpt live keeps one ResourceGroup, with about 300 bytes of spec and status for each object; etcd takes 1.5 MiB. */
  resourceGroupObjects: 5_000,
  /** etcd's default quota for everything in it. */
  etcdQuota: 2_147_483_648,
} as const;

/** Beyond this share of a limit, somebody should know. */
const NEAR = 0.8;
const MANY = 10_000;

export function isNearALimit({ objects, bytes }: Size): boolean {
  return objects > MANY || bytes > NEAR * HOSTS.argoCDMessage;
}

/** One clause for each host. */
export function costsOnHosts({ objects, bytes, shards }: Size): string[] {
  const messages = Math.ceil(bytes / (NEAR * HOSTS.argoCDMessage));
  const groups = Math.ceil(objects / HOSTS.resourceGroupObjects);
  return [
    `kpt takes about ${inWords(objects * HOSTS.kptSecondsPerObject)} for them`,
    messages === 1
      ? 'they fit into one message of Argo CD (100 MB)'
      : `they fit into messages of Argo CD (100 MB) from ${messages * shards} shards on`,
    groups === 1
      ? 'they fit into one ResourceGroup of kpt live (about 5,000 objects)'
      : `they fit into ResourceGroups of kpt live (about 5,000 objects each) from ${groups * shards} shards on`,
    `in etcd they take ${percentOf(bytes, HOSTS.etcdQuota)} of its default quota (2 GB)`,
  ];
}

function inWords(seconds: number): string {
  if (seconds < 1) return 'a second';
  return seconds < 120 ? `${Math.round(seconds)} seconds` : `${Math.round(seconds / 60)} minutes`;
}

function percentOf(part: number, whole: number): string {
  const percent = (100 * part) / whole;
  return percent < 1 ? 'less than 1%' : `${Math.round(percent)}%`;
}
