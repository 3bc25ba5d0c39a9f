import { type AccessProvider, ARGS_EXTENSION, ENVS_EXTENSION } from '../../api/cluster-profile';
import { type Provider, VARIABLE_PATTERN } from '../../api/provider-file';
import * as access from '../../diagnostics/access';
import type { Finding, Place } from '../../diagnostics/finding';
import { isObject, typeInWords } from '../../krm/json';

/** What a ClusterProfile adds to a plugin's own arguments and environment (KEP-5339). */
export interface ProfileSourced {
  readonly args: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Reads what a ClusterProfile adds, as far as the provider's policies let it. Whoever may write a ClusterProfile could
 * otherwise run a program of their own through a variable or an argument, and no list of dangerous ones is complete. So
 * the provider names what it accepts; anything else is an error.
 */
export function readProfileSourced(
  accessProvider: AccessProvider,
  provider: Provider,
  place: Place,
  profile: string,
): ProfileSourced | { findings: Finding[] } {
  const args = provider.profileSourcedCLIArgsPolicy === 'Append' ? readArgs(accessProvider) : { value: [] };
  const variables = isMerging(provider.profileSourcedEnvVarsPolicy) ? readVariables(accessProvider) : { value: {} };
  if ('found' in args || 'found' in variables) {
    const findings: Finding[] = [];
    if ('found' in args) findings.push(access.pluginExtensionWrong(place, profile, ARGS_EXTENSION, args.found));
    if ('found' in variables) {
      findings.push(access.pluginExtensionWrong(place, profile, ENVS_EXTENSION, variables.found));
    }
    return { findings };
  }
  const findings = [
    ...judgeVariables(variables.value, provider, place, profile),
    ...judgeArgs(args.value, provider, place, profile),
  ];
  return findings.length > 0 ? { findings } : { args: args.value, variables: variables.value };
}

function judgeVariables(
  variables: Readonly<Record<string, string>>,
  { name, profileSourcedEnvVarNames }: Provider,
  place: Place,
  profile: string,
): Finding[] {
  const allowed = new Set(profileSourcedEnvVarNames ?? []);
  const forbidden = Object.entries(variables).flatMap(([variable, value]) => {
    if (!VARIABLE.test(variable)) return ['a name that no variable can have'];
    if (!allowed.has(variable) || variable === EXEC_INFO) return [variable];
    return value.includes('\0') ? [`${variable} with a null character`] : [];
  });
  if (forbidden.length === 0) return [];
  return [access.pluginVariableForbidden(place, profile, [...new Set(forbidden)], name)];
}

function judgeArgs(
  args: readonly string[],
  { name, profileSourcedCLIArgPrefixes }: Provider,
  place: Place,
  profile: string,
): Finding[] {
  const prefixes = profileSourcedCLIArgPrefixes ?? [];
  const forbidden = args.filter((arg) => arg.includes('\0') || !prefixes.some((prefix) => arg.startsWith(prefix)));
  if (forbidden.length === 0) return [];
  return [access.pluginArgumentForbidden(place, profile, forbidden.length, args.length, name)];
}

/** Tells a plugin which cluster it is for: no profile may say that in Rollcall's place. */
const EXEC_INFO = 'KUBERNETES_EXEC_INFO';

/** Other names can carry a `=` and set another variable, or a function that bash runs. */
const VARIABLE = new RegExp(VARIABLE_PATTERN);

function isMerging(policy: Provider['profileSourcedEnvVarsPolicy']): boolean {
  return policy === 'AppendIfNotExists' || policy === 'Replace';
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

function readVariables(provider: AccessProvider): { value: Record<string, string> } | { found: string } {
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
