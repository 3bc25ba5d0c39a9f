import { providersOf } from '../api/cluster-profile';
import type { LabelSelector } from '../api/label-selector';
import { labelsOf, pathOf } from '../api/metadata';
import * as told from '../diagnostics/consumer-rules';
import type { Finding } from '../diagnostics/finding';
import * as references from '../diagnostics/references';
import type { WorkloadIdentity } from './credentials/credentials';
import { fillIn } from './fill-in';
import { readSelector } from './match-labels';
import { isObjectName } from './names';
import type { Entry } from './roster';

/** A rule of the configuration: which clusters are reached with an identity of their cloud. */
export interface IdentityRule {
  readonly clusters?: LabelSelector | undefined;
  readonly provider: 'AWS' | 'GCP' | 'Azure';
  readonly endpoint?: string | undefined;
  readonly caSecret?: string | undefined;
  readonly settings: Readonly<Record<string, string>>;
}

/** The fields of each cloud, and those that Sveltos requires. */
const CLOUDS = {
  AWS: { field: 'aws', known: ['clusterName', 'region', 'roleARN'], required: ['clusterName'] },
  GCP: {
    field: 'gcp',
    known: ['clusterName', 'location', 'projectID'],
    required: ['clusterName', 'location', 'projectID'],
  },
  Azure: {
    field: 'azure',
    known: ['clientID', 'clusterName', 'resourceGroup', 'subscriptionID', 'tenantID'],
    required: ['clientID', 'tenantID'],
  },
} as const;

export type IdentitySearch =
  | { readonly identity: WorkloadIdentity }
  | { readonly findings: readonly Finding[] }
  | undefined;

/** Finds the identity with which Sveltos reaches a cluster; `undefined` where no rule is for it. */
export function openIdentities(rules: readonly IdentityRule[]): {
  readonly of: (entry: Entry) => IdentitySearch;
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const read = rules.map((rule, at) => {
    const field = `spec.workloadIdentity[${at}]`;
    const { clusters: selector = {} } = rule;
    const reading = readSelector(selector);
    if ('matches' in reading) return { rule, field, matches: reading.matches };
    findings.push(told.selectorInvalid({ field: `${field}.clusters` }, field, 'clusters', reading.fault));
    return { rule, field, matches: () => false };
  });
  return {
    findings,
    of(entry) {
      const { profile } = entry;
      if (profile === undefined) return undefined;
      const found = read.find(({ matches }) => matches(labelsOf(profile.object)));
      return found && fill(found.rule, found.field, entry);
    },
  };
}

function fill({ provider, endpoint, caSecret, settings }: IdentityRule, field: string, entry: Entry): IdentitySearch {
  const { profile } = entry;
  if (profile === undefined) return undefined;
  const findings: Finding[] = [];
  const refuse = (part: string, what: string) => {
    findings.push(references.valueUnknown(profile.item.at(), pathOf(profile.object), `${field}.${part}`, what));
    return '';
  };
  const insert = (part: string, text: string) => fillIn(text, entry, (what) => refuse(part, what));
  const { field: cloud, known, required } = CLOUDS[provider];
  for (const name of required) if (!settings[name]) refuse(`settings.${name}`, `${provider} needs it`);
  for (const name of Object.keys(settings)) {
    if (!known.some((one) => one === name)) refuse(`settings.${name}`, `${provider} does not have it`);
  }
  const [offered] = providersOf(profile.object).flatMap(({ cluster }) => cluster?.server || []);
  const server = endpoint ?? offered;
  const authority = caSecret === undefined ? undefined : insert('caSecret', caSecret);
  if (findings.length === 0 && authority !== undefined && !isObjectName(authority)) {
    refuse('caSecret', 'what it gives is no name of a Secret');
  }
  const spec = {
    ...(authority !== undefined && { caSecretRef: { name: authority } }),
    endpoint:
      server === undefined ? refuse('endpoint', 'no access provider of it has a server') : insert('endpoint', server),
    provider,
    [cloud]: Object.fromEntries(
      Object.entries(settings)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, text]) => [name, insert(`settings.${name}`, text)]),
    ),
  };
  if (findings.length > 0) return { findings };
  return { identity: { origin: 'WorkloadIdentity', source: 'WorkloadIdentity', provider, spec } };
}
