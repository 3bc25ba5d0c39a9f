import {
  type AccessProvider,
  ARGS_EXTENSION,
  type ClusterProfile,
  ENVS_EXTENSION,
  EXEC_EXTENSION,
  extensionOf,
} from '../../api/cluster-profile';
import { readDuration } from '../../api/duration';
import type { Instant } from '../../api/instant';
import { pathOf } from '../../api/metadata';
import { type Provider, VARIABLE_PATTERN } from '../../api/provider-file';
import * as access from '../../diagnostics/access';
import type { Finding, Place } from '../../diagnostics/finding';
import { isObject, typeInWords, writeJson } from '../../krm/json';
import { sortedBy } from '../../lists/order';
import type { Found } from '../fleet';
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
 * How a provider's plugin is run for a profile: its own arguments and environment, with those of the profile as far as
 * the provider's policies let them (KEP-5339). Every call is made anew, so nothing of one cluster reaches the next.
 */
export function planCall(
  { object }: Found<ClusterProfile>,
  accessProvider: AccessProvider,
  { name, execConfig, profileSourcedCLIArgsPolicy, profileSourcedEnvVarsPolicy }: Provider,
  { place, cluster }: ReachableCluster,
): { call: PluginCall } | { findings: Finding[] } {
  const profile = pathOf(object);
  if (execConfig === undefined) return { findings: [access.pluginWithoutCommand(place, profile, name)] };
  const own = Object.fromEntries((execConfig.env ?? []).map((one) => [one.name, one.value]));
  const args = profileSourcedCLIArgsPolicy === 'Append' ? readArgs(accessProvider) : { value: [] };
  const envs = isMerging(profileSourcedEnvVarsPolicy) ? readEnvs(accessProvider) : { value: {} };
  if ('found' in args || 'found' in envs) {
    const findings: Finding[] = [];
    if ('found' in args) findings.push(access.pluginExtensionWrong(place, profile, ARGS_EXTENSION, args.found));
    if ('found' in envs) findings.push(access.pluginExtensionWrong(place, profile, ENVS_EXTENSION, envs.found));
    return { findings };
  }
  const dangerous = Object.keys(envs.value).filter(
    (variable) => !VARIABLE.test(variable) || DECIDES_WHAT_RUNS.test(variable),
  );
  if (dangerous.length > 0) return { findings: [access.pluginVariableForbidden(place, profile, dangerous)] };
  const merged = profileSourcedEnvVarsPolicy === 'Replace' ? { ...own, ...envs.value } : { ...envs.value, ...own };
  return {
    call: {
      key: JSON.stringify([profile, name]),
      profile,
      provider: name,
      place,
      command: execConfig.command,
      args: [...(execConfig.args ?? []), ...args.value],
      environment: {
        KUBERNETES_EXEC_INFO: describeCluster(accessProvider, cluster),
        ...Object.fromEntries(sortedBy(Object.entries(merged), ([key]) => key)),
      },
      installHint: execConfig.installHint ?? '',
    },
  };
}

/**
 * Variables with which whoever may write a ClusterProfile could have a program of their own run in the plugin's place. The
 * controller takes them; here they are for the provider file.
 */
const DECIDES_WHAT_RUNS =
  /^(?:PATH|IFS|ENV|BASH_.*|BASHOPTS|SHELLOPTS|CLOUDSDK_PYTHON.*|HOME|KUBECONFIG|KUBERNETES_EXEC_INFO|LD_.*|DYLD_.*|NODE_.*|PYTHON.*|PERL.*|RUBY.*|GEM_.*|GIT_.*|JAVA_.*|JDK_.*|_JAVA_.*)$/i;

/** Others can carry a `=` and set another variable, or a function that bash runs. */
const VARIABLE = new RegExp(VARIABLE_PATTERN);

function isMerging(policy: Provider['profileSourcedEnvVarsPolicy']): boolean {
  return policy === 'AppendIfNotExists' || policy === 'Replace';
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

/** The arguments of every such extension, one after the other, as the controller takes them. */
function readArgs(provider: AccessProvider): { value: string[] } | { found: string } {
  const args: string[] = [];
  for (const value of extensionsOf(provider, ARGS_EXTENSION)) {
    if (!Array.isArray(value)) return { found: `${typeInWords(value)}, not a list of strings` };
    for (const one of value) {
      if (typeof one !== 'string') return { found: `a list with ${typeInWords(one)} in it, not one of strings` };
      args.push(one);
    }
  }
  return { value: args };
}

function readEnvs(provider: AccessProvider): { value: Record<string, string> } | { found: string } {
  const envs = new Map<string, string>();
  for (const value of extensionsOf(provider, ENVS_EXTENSION)) {
    if (!isObject(value)) return { found: `${typeInWords(value)}, not a map of strings` };
    for (const [name, one] of Object.entries(value)) {
      if (typeof one !== 'string') return { found: `a map with ${typeInWords(one)} in it, not one of strings` };
      envs.set(name, one);
    }
  }
  return { value: Object.fromEntries(envs) };
}

/** Those that say something: nothing and null are no extension. */
function extensionsOf({ cluster }: AccessProvider, name: string): unknown[] {
  const named = cluster?.extensions?.filter((one) => one.name === name) ?? [];
  return named.map(({ extension }) => extension).filter((one) => one !== undefined && one !== null);
}
