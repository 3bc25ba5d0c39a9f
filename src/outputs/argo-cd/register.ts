import { CLUSTER_SECRET, type ClusterConfig, SECRET_TYPE_LABEL } from '../../api/argo-cd';
import { labelsOf } from '../../api/metadata';
import * as argoCD from '../../diagnostics/argo-cd';
import type { Finding } from '../../diagnostics/finding';
import * as references from '../../diagnostics/references';
import { copyLabels } from '../../inventory/copy-labels';
import { fillIn, propertyOf } from '../../inventory/fill-in';
import type { Filled } from '../../inventory/fill-roster';
import { argoCDSecretName, isLabelValue, isNamespaceName, isObjectName } from '../../inventory/names';
import type { Registration, Registrations } from '../../inventory/registrations';
import { type Entry, profilePath } from '../../inventory/roster';
import { writeJson } from '../../krm/json';
import { groupBy } from '../../lists/group';
import { sortedBy } from '../../lists/order';
import { protectFromDeletion } from '../deletion-protection';
import { type DroppedLabels, tellDropped } from '../dropped-labels';
import type { Output, OutputObject } from '../output';
import type { Connection, NoConnection } from './cluster-config';

export interface ArgoCDOptions {
  readonly argocdNamespace: string;
  readonly clusterName: string;
  readonly project?: string | undefined;
  readonly controllerShard?: string | number | undefined;
  readonly namespaces?: readonly string[] | undefined;
  readonly clusterResources?: boolean | undefined;
  readonly labelsFromProperties: readonly PropertyLabel[];
  readonly template?: {
    readonly metadata?: { readonly labels?: Record<string, string>; readonly annotations?: Record<string, string> };
  };
  readonly dropLabels: readonly string[];
  readonly deletionProtection: boolean;
}

/** A property of a ClusterProfile that becomes a label of its cluster Secret. */
export interface PropertyLabel {
  readonly property: string;
  readonly label?: string | undefined;
  readonly default?: string | undefined;
  readonly required?: boolean | undefined;
}

/**
 * Argo CD's cluster Secret for every ClusterProfile that is registered.
 * @param connect how Argo CD gets at one cluster.
 * @param isSecret whether what it is given holds credentials: what holds none can be read in a pull request.
 */
export function registerWithArgoCD<One extends Filled>(
  { registrations }: Pick<Registrations<One>, 'registrations'>,
  options: ArgoCDOptions,
  connect: (found: One) => Connection | NoConnection,
  isSecret: boolean,
): { outputs: Output[]; findings: Finding[] } {
  const namespaces = new Set([options.argocdNamespace]);
  const findings: Finding[] = [];
  const dropped: DroppedLabels[] = [];
  const known: Known[] = [];
  const outputs = registrations.flatMap((registration): Output[] => {
    const { entry, profile, sources, found } = registration;
    const connection = found && connect(found);
    if (connection === undefined) return [];
    if (!('config' in connection)) {
      findings.push(tellUnconnected(registration, connection));
      return [];
    }
    const fields = fillFields(registration, options);
    const labels = copyLabels(labelsOf(profile.object), options.dropLabels);
    const chosen = labelByProperties(registration, options.labelsFromProperties);
    findings.push(...fields.findings, ...chosen.findings);
    dropped.push({ profile: profilePath(entry), labels: labels.dropped });
    const { server, config } = connection;
    known.push({ entry, name: fields.name, server });
    const data = { config: writeConfig(config), name: fields.name, server, ...fields.others };
    const object: OutputObject = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: argoCDSecretName(entry.profileNamespace, entry.profileName),
        labels: {
          ...options.template?.metadata?.labels,
          ...labels.copied,
          ...chosen.labels,
          [SECRET_TYPE_LABEL]: CLUSTER_SECRET,
        },
        annotations: { ...options.template?.metadata?.annotations },
      },
      type: 'Opaque',
      ...(isSecret ? { data: encode(data) } : { stringData: inOrder(data) }),
    };
    return [
      {
        object: options.deletionProtection ? protectFromDeletion(object) : object,
        namespaces,
        origin: profile.item,
        sources,
        entry,
        role: 'ArgoCDCluster',
      },
    ];
  });
  return { outputs, findings: [...findings, ...tellDropped(dropped), ...findTwins(known)] };
}

/** Compact, as Argo CD writes it; fields that are not set are left out. */
function writeConfig(config: ClusterConfig): string {
  const { username, password, bearerToken, tlsClientConfig, ...rest } = config;
  const { insecure, serverName, certData, keyData, caData } = tlsClientConfig;
  const { awsAuthConfig, execProviderConfig, disableCompression, proxyUrl } = rest;
  return writeJson({
    username,
    password,
    bearerToken,
    tlsClientConfig: { insecure, serverName, certData, keyData, caData },
    awsAuthConfig,
    execProviderConfig,
    disableCompression,
    proxyUrl,
  });
}

function encode(data: Readonly<Record<string, string>>): Record<string, string> {
  return inOrder(
    Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString('base64')])),
  );
}

function inOrder(map: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(sortedBy(Object.entries(map), ([key]) => key));
}

function tellUnconnected({ entry, profile: { item } }: Registration<Filled>, why: NoConnection): Finding {
  const path = profilePath(entry);
  return 'fault' in why
    ? argoCD.serverUnusable(item.at('status'), path, why.fault)
    : argoCD.credentialsUnusable(item.at('status'), path, why.unusable);
}

/** What the configuration says about each cluster Secret, with the facts of its ClusterProfile. */
function fillFields({ entry, profile }: Registration<Filled>, options: ArgoCDOptions) {
  const findings: Finding[] = [];
  const place = profile.item.at();
  const path = profilePath(entry);
  const fill = (field: string, text: string) =>
    fillIn(text, entry, (what) => {
      findings.push(references.valueUnknown(place, path, `spec.${field}`, what));
      return '';
    });
  const { clusterName, project, controllerShard, namespaces, clusterResources } = options;
  const name = fill('clusterName', clusterName);
  const filledNamespaces = namespaces?.map((one) => fill('namespaces', one));
  if (findings.length === 0 && filledNamespaces?.every(isNamespaceName) === false) {
    findings.push(argoCD.fieldUnusable(place, path, 'spec.namespaces', 'a list of namespaces'));
  }
  const filledProject = project === undefined ? undefined : fill('project', project);
  if (findings.length === 0 && filledProject !== undefined && !isObjectName(filledProject)) {
    findings.push(argoCD.fieldUnusable(place, path, 'spec.project', 'the name of a project'));
  }
  const filledShard = controllerShard === undefined ? undefined : fill('controllerShard', String(controllerShard));
  if (findings.length === 0 && filledShard !== undefined && !/^(?:0|[1-9][0-9]{0,8})$/.test(filledShard)) {
    findings.push(argoCD.fieldUnusable(place, path, 'spec.controllerShard', 'a whole number'));
  }
  return {
    name,
    others: {
      ...(filledNamespaces !== undefined && { namespaces: filledNamespaces.join() }),
      ...(clusterResources === true && { clusterResources: 'true' }),
      ...(filledProject !== undefined && { project: filledProject }),
      ...(filledShard !== undefined && { shard: filledShard }),
    },
    findings,
  };
}

function labelByProperties({ entry, profile }: Registration<Filled>, rules: readonly PropertyLabel[]) {
  const labels: Record<string, string> = {};
  const findings: Finding[] = [];
  const place = profile.item.at('status');
  for (const { property, label = property, default: fallback, required = false } of rules) {
    const value = propertyOf(entry, property) || fallback;
    if (value === undefined) {
      if (required) findings.push(argoCD.propertyMissing(place, profilePath(entry), property));
    } else if (isLabelValue(value)) labels[label] = value;
    else findings.push(argoCD.propertyNoLabel(place, profilePath(entry), property));
  }
  return { labels, findings };
}

interface Known {
  readonly entry: Entry;
  readonly name: string;
  readonly server: string;
}

/** Clusters that Argo CD could not tell apart: an Application would go to either of them. */
function findTwins(known: readonly Known[]): Finding[] {
  return (['name', 'server'] as const).flatMap((what) =>
    [...groupBy(known, (one) => one[what]).values()].flatMap((group) => {
      if (group.length < 2) return [];
      const [first] = group;
      const subjects = group.flatMap(({ entry }) => entry.profile?.item.key ?? []);
      const paths = group.map(({ entry }) => profilePath(entry));
      return [argoCD.registeredTwice({ ...first?.entry.profile?.item.at(), subjects }, what, paths)];
    }),
  );
}
