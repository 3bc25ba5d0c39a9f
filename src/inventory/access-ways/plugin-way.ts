import {
  type AccessProvider,
  EXEC_EXTENSION,
  extensionOf,
  KUBECONFIG_SECRETREADER,
  providersOf,
} from '../../api/cluster-profile';
import { pathOf } from '../../api/metadata';
import type { Provider } from '../../api/provider-file';
import * as access from '../../diagnostics/access';
import { isObject, type JsonObject } from '../../krm/json';
import { repeatedIn } from '../../lists/repeated';
import type { AccessContext } from '../credentials/access-context';
import { broken, missing, type NotFound, type SecretReference } from '../credentials/credentials';
import { type ProfileSourced, readProfileSourced } from '../credentials/profile-sourced';
import { type ReachableCluster, readCluster } from '../credentials/reachable-cluster';
import { readSecretExtension } from '../credentials/secretreader';
import type { Entry } from '../roster';

/** How whoever reads a ClusterProfile gets at its cluster: by a plugin that it runs itself. Nothing in it is secret. */
export interface PluginWay {
  readonly offered: AccessProvider;
  readonly configured: Provider;
  readonly reachable: ReachableCluster;
  /** What the plugin needs to know of the cluster, as the ClusterProfile says. */
  readonly config: JsonObject | undefined;
  /** What the ClusterProfile adds to the plugin's arguments and environment. */
  readonly added: ProfileSourced;
  /** The Secret that the plugin reads, where Rollcall knows the plugin. */
  readonly secret: SecretReference | undefined;
}

export type PluginSearch = { readonly state: 'found'; readonly way: PluginWay } | NotFound;

/** The first provider of the provider file that the ClusterProfile offers: every reader of such a file takes that one. */
export function findPlugin({ profile }: Entry, context: AccessContext): PluginSearch {
  const { providers, crossNamespace } = context;
  if (profile === undefined) return missing('the input has no ClusterProfile for it');
  const offers = providersOf(profile.object);
  if (offers.length === 0) return missing('it has no access provider');
  // What could not be read has had its finding.
  if (providers === undefined) return broken();
  const configured = providers.find(({ name }) => offers.some((one) => one.name === name));
  const offered = offers.find(({ name }) => name === configured?.name);
  if (configured === undefined || offered === undefined) {
    const names = offers.map(({ name }) => name).join(', ');
    return missing(`no access provider of it is configured in providers or in the provider file: ${names}`);
  }
  const [twice] = repeatedIn((offered.cluster?.extensions ?? []).map(({ name }) => name));
  const reachable = readCluster(profile, offered);
  if ('findings' in reachable) return broken(...reachable.findings);
  const { place, profile: path } = reachable;
  if (twice !== undefined) return broken(access.extensionTwice(place, path, offered.name, twice));
  if (configured.execConfig === undefined) return broken(access.pluginWithoutCommand(place, path, configured.name));
  const added = readProfileSourced(offered, configured, place, pathOf(profile.object));
  if ('findings' in added) return broken(...added.findings);
  const extension = extensionOf(offered, EXEC_EXTENSION);
  const config = isObject(extension) ? extension : undefined;
  const way = { offered, configured, reachable, config, added, secret: undefined };
  if (offered.name !== KUBECONFIG_SECRETREADER) return { state: 'found', way };
  const reading = readSecretExtension(profile, offered, crossNamespace);
  if ('state' in reading) return reading;
  const { namespace, name, key } = reading;
  const secret = { origin: 'Reference', source: 'AccessProvider', namespace, name, key } as const;
  // The plugin would look in the namespace that it runs in.
  return { state: 'found', way: { ...way, config: { ...config, namespace }, secret } };
}
