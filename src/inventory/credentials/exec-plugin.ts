import { type AccessProvider, type ClusterProfile, EXEC_EXTENSION, extensionOf } from '../../api/cluster-profile';
import { readDuration } from '../../api/duration';
import type { Instant } from '../../api/instant';
import { pathOf } from '../../api/metadata';
import type { Provider } from '../../api/provider-file';
import * as access from '../../diagnostics/access';
import type { Finding, Place } from '../../diagnostics/finding';
import { writeJson } from '../../krm/json';
import { sortedBy } from '../../lists/order';
import type { Found } from '../fleet';
import { readProfileSourced } from './profile-sourced';
import type { ReachableCluster } from './reachable-cluster';

/** One run of a credential plugin, for one cluster. */
export interface PluginCall {
  /** The same in every pass over the same input. */
  readonly key: string;
  readonly profile: string;
  readonly provider: string;
  /** The profile's place, for findings. */
  readonly place: Place;
  readonly command: string;
  readonly args: readonly string[];
  /** What is added to the host's own environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly installHint: string;
}

/** Plugins to be run, and how. */
export interface PluginRun {
  readonly calls: readonly PluginCall[];
  /** How long one may take, in milliseconds. */
  readonly timeout: number;
  /** How many run at the same time. */
  readonly concurrency: number;
}

/** How a run ended, as the host saw it. */
export type PluginAnswer =
  | { readonly state: 'answered'; readonly stdout: string; readonly at: Instant }
  /** `reason` is half a sentence; `stderr` is the end of what the plugin said. */
  | {
      readonly state: 'failed';
      readonly reason: string;
      readonly stderr: string;
      readonly notFound: boolean;
    };

export type PluginAnswers = ReadonlyMap<string, PluginAnswer>;

/** Nothing where nothing is asked. */
export function planRun(
  calls: readonly PluginCall[],
  { timeout, concurrency }: { readonly timeout: string; readonly concurrency: number },
): PluginRun | undefined {
  return calls.length === 0 ? undefined : { calls, timeout: readDuration(timeout), concurrency };
}

/**
 * How a provider's plugin is run for a profile: its own arguments and environment, with those of the profile that the
 * provider allows (KEP-5339). Every call is made anew, so nothing of one cluster reaches the next.
 */
export function planCall(
  { object }: Found<ClusterProfile>,
  accessProvider: AccessProvider,
  provider: Provider,
  { place, cluster }: ReachableCluster,
): { call: PluginCall } | { findings: Finding[] } {
  const profile = pathOf(object);
  const { name, execConfig, profileSourcedEnvVarsPolicy } = provider;
  if (execConfig === undefined) return { findings: [access.pluginWithoutCommand(place, profile, name)] };
  const own = Object.fromEntries((execConfig.env ?? []).map((one) => [one.name, one.value]));
  const added = readProfileSourced(accessProvider, provider, place, profile);
  if ('findings' in added) return added;
  const { args, variables } = added;
  const merged = profileSourcedEnvVarsPolicy === 'Replace' ? { ...own, ...variables } : { ...variables, ...own };
  return {
    call: {
      key: JSON.stringify([profile, name]),
      profile,
      provider: name,
      place,
      command: execConfig.command,
      args: [...(execConfig.args ?? []), ...args],
      environment: {
        KUBERNETES_EXEC_INFO: describeCluster(accessProvider, cluster),
        ...Object.fromEntries(sortedBy(Object.entries(merged), ([key]) => key)),
      },
      installHint: execConfig.installHint ?? '',
    },
  };
}

/** The ExecCredential that tells a plugin which cluster it is for, byte for byte as clusterinventory-controller writes it. */
function describeCluster(provider: AccessProvider, cluster: ReachableCluster['cluster']): string {
  const info = {
    kind: 'ExecCredential',
    apiVersion: 'client.authentication.k8s.io/v1',
    spec: {
      cluster: {
        server: cluster.server,
        'certificate-authority-data': cluster['certificate-authority-data'] || undefined,
        config: extensionOf(provider, EXEC_EXTENSION) ?? null,
      },
      interactive: false,
    },
  };
  return writeJson(info).replace(/[<>&\u2028\u2029]/g, escapeAsGo);
}

/** Go's JSON is fit for HTML. */
function escapeAsGo(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
