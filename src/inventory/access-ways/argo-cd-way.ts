import { BUILTIN_COMMAND, BUILTIN_PREFIX } from '../../api/argo-cd';
import { type AccessProvider, providersOf } from '../../api/cluster-profile';
import type { LabelSelector } from '../../api/label-selector';
import { labelsOf, pathOf } from '../../api/metadata';
import * as argoCD from '../../diagnostics/argo-cd';
import * as told from '../../diagnostics/consumer-rules';
import type { Finding } from '../../diagnostics/finding';
import * as references from '../../diagnostics/references';
import type { AccessContext } from '../credentials/access-context';
import { broken, missing } from '../credentials/credentials';
import { judgeKubeconfig, type KubeconfigPolicy } from '../credentials/kubeconfig-policy';
import { type ReachableCluster, readCluster } from '../credentials/reachable-cluster';
import { referencePath } from '../credentials/reference';
import { fillIn } from '../fill-in';
import { readSelector } from '../match-labels';
import { type Entry, profilePath } from '../roster';
import type { WaySearch } from './fill-by-ways';
import { findPlugin, type PluginWay } from './plugin-way';

/** A rule of the configuration: which clusters Argo CD reaches with its own identity in AWS. */
export interface AwsRule {
  readonly clusters?: LabelSelector | undefined;
  readonly clusterName: string;
  readonly roleARN?: string | undefined;
  readonly profile?: string | undefined;
}

export interface AwsAuth {
  readonly clusterName: string;
  readonly roleARN?: string | undefined;
  readonly profile?: string | undefined;
}

/** How Argo CD gets at a cluster of which its Secret holds no credentials. */
export type ArgoCDWay = { readonly reachable: ReachableCluster } & (
  | { readonly by: 'aws'; readonly auth: AwsAuth }
  /** The plugin that is a part of Argo CD, for one cloud. */
  | { readonly by: 'builtin'; readonly cloud: string }
  | ({ readonly by: 'plugin' } & PluginWay)
);

export interface ArgoCDWayOptions {
  readonly awsAuth: readonly AwsRule[];
  readonly kubeconfigPolicy: KubeconfigPolicy;
}

/** Finds the way to each entry: a rule for AWS, then what Argo CD has built in, then the provider file. */
export function openArgoCDWays(
  context: AccessContext,
  { awsAuth, kubeconfigPolicy }: ArgoCDWayOptions,
): { readonly of: (entry: Entry) => WaySearch<ArgoCDWay>; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const rules = awsAuth.map((rule, at) => {
    const field = `spec.awsAuth[${at}]`;
    const reading = readSelector(rule.clusters ?? {});
    if ('matches' in reading) return { rule, field, matches: reading.matches };
    findings.push(told.selectorInvalid({ field: `${field}.clusters` }, field, 'clusters', reading.fault));
    return { rule, field, matches: () => false };
  });

  function search(entry: Entry): WaySearch<ArgoCDWay> {
    const { profile } = entry;
    if (profile === undefined) return missing('the input has no ClusterProfile for it');
    const { object, item } = profile;
    const offers = providersOf(object);
    const rule = rules.find(({ matches }) => matches(labelsOf(object)));
    if (rule !== undefined) return useAws(entry, rule.rule, rule.field, offers);
    const builtin = offers.find(({ name }) => name.startsWith(BUILTIN_PREFIX));
    if (builtin === undefined) return usePlugin(entry);
    const cloud = builtin.name.slice(BUILTIN_PREFIX.length);
    if (cloud !== 'gcp' && cloud !== 'azure') {
      const why = cloud === 'aws' ? 'which does not name the EKS cluster' : 'which Argo CD does not have';
      return broken(argoCD.builtinUnusable(item.at('status.accessProviders'), pathOf(object), builtin.name, why));
    }
    const reachable = readCluster(profile, builtin);
    if ('findings' in reachable) return broken(...reachable.findings);
    return {
      state: 'found',
      credentials: { source: 'AccessProvider', way: { by: 'builtin', cloud, reachable } },
      from: `${BUILTIN_COMMAND} ${cloud}, which is a part of Argo CD`,
    };
  }

  function useAws(entry: Entry, rule: AwsRule, field: string, offers: readonly AccessProvider[]): WaySearch<ArgoCDWay> {
    const { profile } = entry;
    const [offered] = offers.filter(({ cluster }) => cluster?.server);
    if (profile === undefined || offered === undefined) return missing('no access provider of it has a server');
    const reachable = readCluster(profile, offered);
    if ('findings' in reachable) return broken(...reachable.findings);
    const faults: Finding[] = [];
    const fill = (part: 'clusterName' | 'roleARN' | 'profile') => {
      const text = rule[part];
      if (text === undefined) return undefined;
      return fillIn(text, entry, (what) => {
        faults.push(references.valueUnknown(profile.item.at(), profilePath(entry), `${field}.${part}`, what));
        return '';
      });
    };
    const auth = { clusterName: fill('clusterName') ?? '', roleARN: fill('roleARN'), profile: fill('profile') };
    if (faults.length > 0) return broken(...faults);
    return {
      state: 'found',
      credentials: { source: 'WorkloadIdentity', way: { by: 'aws', auth, reachable } },
      from: 'Argo CD’s own identity in AWS (awsAuth)',
    };
  }

  function usePlugin(entry: Entry): WaySearch<ArgoCDWay> {
    const found = findPlugin(entry, context);
    if (found.state !== 'found') return found;
    const { way } = found;
    return {
      state: 'found',
      credentials: { source: 'AccessProvider', way: { by: 'plugin', ...way } },
      from: `the plugin ${way.configured.name}, which Argo CD runs${way.secret ? ` and which reads Secret ${referencePath(way.secret)}` : ''}`,
      secret: way.secret && referencePath(way.secret),
    };
  }

  return {
    findings,
    of(entry) {
      const found = search(entry);
      if (found.state !== 'found') return found;
      const { place, cluster } = found.credentials.way.reachable;
      const { extensions: _extensions, ...connection } = cluster;
      // Argo CD sends there what it is given, so it is judged as a kubeconfig with a token.
      const sent = {
        clusters: [{ name: 'cluster', cluster: connection }],
        contexts: [{ name: 'context' }],
        'current-context': 'context',
        users: [{ name: 'user', user: { token: 'given' } }],
      };
      findings.push(
        ...judgeKubeconfig(
          sent,
          kubeconfigPolicy,
          place,
          `The access provider of ClusterProfile ${profilePath(entry)}`,
        ),
      );
      return found;
    },
  };
}
