import type { FleetRecord } from '../../inventory/record';
import { type Identity, wordsForKey } from '../../krm/identity';
import type { Item } from '../../krm/item';
import type { JsonObject } from '../../krm/json';
import { isRegistration, type OutputRole } from '../../outputs/output';
import type { Member, Roll } from '../../roll/roll';
import type { SideView } from './record';

/** One of the two sides that are compared. */
export interface Side {
  readonly name: string;
  readonly form: SideView['form'];
  /** Who is in the fleet. */
  readonly roll: Roll;
  readonly objects: readonly SideObject[];
  /** What it was rendered from: causes are looked for here. */
  readonly scene?: { readonly items: readonly Item[]; readonly fleet: FleetRecord } | undefined;
}

/** A generated object. */
export interface SideObject {
  readonly identity: Identity;
  /** Without its namespace, so that copies in many namespaces share one. */
  readonly body: JsonObject;
  readonly role?: OutputRole | undefined;
  /** The ClusterProfile's `namespace/name`. */
  readonly cluster?: string | undefined;
  /** The consumer's Namespace, or its name where the Secret is beside the profile. */
  readonly consumer?: string | undefined;
  /** `<group>/<Kind>/<namespace>/<name>` of every source. */
  readonly sources: readonly string[];
}

/** What the host lends: nothing here reads the world. */
export interface Lens {
  /** The first digits of the SHA-256. */
  readonly digest: (bytes: Uint8Array) => string;
  readonly readCertificate: (
    pem: string,
  ) => { readonly serial: string; readonly subject: string; readonly expires: number } | undefined;
}

/** Who is in the fleet as far as its objects tell, for a side that has nothing else. */
export function rollOfObjects(objects: readonly SideObject[]): Roll {
  const clusters = new Map<string, Member>();
  const consumers = new Map<string, string>();
  for (const { cluster, consumer, role, sources, body } of objects) {
    if (consumer !== undefined) consumers.set(consumer, '');
    if (cluster === undefined) continue;
    const known = clusters.get(cluster);
    clusters.set(cluster, {
      sources: known?.sources ?? sources.map((source) => nameSource(source, cluster)),
      credentials: '',
      registered: isRegistration(role) ? labelsOf(body) : known?.registered,
    });
  }
  const none = new Map<string, string>();
  return { name: '', function: '', clusters, consumers, clusterSets: none, registeredLabels: none, objects: none };
}

/** As a Roll names it: `Cluster mgmt/a`, and `ClusterProfile` alone where it is the cluster's own. */
function nameSource(source: string, cluster: string): string {
  const words = wordsForKey(source);
  return words === `ClusterProfile ${cluster}` ? 'ClusterProfile' : words;
}

export function labelsOf(body: JsonObject): ReadonlyMap<string, string> {
  const metadata = body.metadata;
  const labels = typeof metadata === 'object' && metadata !== null && 'labels' in metadata ? metadata.labels : {};
  return new Map(
    Object.entries(labels ?? {}).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[key, value]] : [],
    ),
  );
}
