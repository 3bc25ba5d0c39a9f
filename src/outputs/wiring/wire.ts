import type { ClusterProfile } from '../../api/cluster-profile';
import { KUEUE_PROFILE_GATE, MULTI_KUEUE_CLUSTER } from '../../api/kueue';
import { labelsOf } from '../../api/metadata';
import type { Provider } from '../../api/provider-file';
import type { Finding } from '../../diagnostics/finding';
import * as outputFindings from '../../diagnostics/outputs';
import * as wiring from '../../diagnostics/wiring';
import type { Reached } from '../../inventory/access-ways/fill-by-ways';
import type { PluginWay } from '../../inventory/access-ways/plugin-way';
import type { ConsumerAccess } from '../../inventory/consumer-rules/rule';
import type { Consumer } from '../../inventory/consumers';
import { copyLabels } from '../../inventory/copy-labels';
import type { Deliveries } from '../../inventory/deliveries';
import type { Found } from '../../inventory/fleet';
import {
  consumerRoleName,
  consumerSecretName,
  isObjectName,
  PROVIDER_FILE_KEY,
  WIRING_NAME,
} from '../../inventory/names';
import { type Entry, profilePath } from '../../inventory/roster';
import type { Item } from '../../krm/item';
import type { WritableObject } from '../../krm/yaml/write';
import { renderBlock } from '../../krm/yaml/write';
import { groupBy } from '../../lists/group';
import { type DroppedLabels, tellDropped } from '../dropped-labels';
import type { Output, OutputObject } from '../output';
import { accessFor, buildSecretRole } from '../secret-access';
import { copyProfile } from './profile-copy';
import { describeProviders } from './provider-file';

export interface WireOptions {
  readonly providers: readonly Provider[];
  readonly dropLabels: readonly string[];
  readonly accessOf: (consumer: Consumer) => ConsumerAccess | undefined;
}

/** A ClusterProfile that a consumer reads in its own namespace. */
export interface ProfileCopy {
  readonly namespace: string;
  readonly profile: Found<ClusterProfile>;
}

type Delivered = Deliveries<Reached<PluginWay>>['delivered'][number];

/** For each consumer: what it needs to read the ClusterProfiles that it receives, and to get at their clusters. */
export function wireConsumers(
  { delivered }: Pick<Deliveries<Reached<PluginWay>>, 'delivered'>,
  options: WireOptions,
): { outputs: Output[]; copies: ProfileCopy[]; findings: Finding[] } {
  const receivers = new Map<Consumer, Delivered['found'][]>();
  for (const { found, to } of delivered) {
    for (const consumer of to) receivers.set(consumer, [...(receivers.get(consumer) ?? []), found]);
  }
  const unwired: string[] = [];
  const unreadable: { readonly namespace: string; readonly secrets: number }[] = [];
  const dropped = new Map<string, DroppedLabels>();
  const copies: ProfileCopy[] = [];
  const kueues = new Map<Entry, Consumer[]>();
  const badNames: Finding[] = [];
  const outputs = [...receivers].flatMap(([consumer, received]) => {
    const access = options.accessOf(consumer);
    if (access === undefined) {
      unwired.push(consumer.namespace);
      return [];
    }
    const [first] = received;
    const origin = first?.entry.profile?.item;
    if (origin === undefined) return [];
    const entries = received.flatMap((found) => buildEntries(found, consumer, access));
    // Kueue reads the kubeconfig Secret beside it, and nothing else.
    if (access.kueue === 'KubeConfig' && access.profiles === 'None') return entries;
    const secrets = collectSecrets(received);
    const accounts = access.serviceAccounts ?? [];
    if (accounts.length === 0 && secrets.size > 0) {
      const count = [...secrets.values()].reduce((sum, { size }) => sum + size, 0);
      unreadable.push({ namespace: consumer.namespace, secrets: count });
    }
    return [
      buildConfigMap(consumer, access, options.providers, origin),
      ...buildRoles(consumer, access, secrets, origin),
      ...entries,
    ];
  });
  return {
    outputs,
    copies,
    findings: [
      ...tellKueues(kueues),
      ...badNames,
      ...(unwired.length > 0 ? [wiring.consumerUnwired({}, unwired)] : []),
      ...unreadable.map(({ namespace, secrets }) => wiring.secretsUnreadable({}, [namespace], secrets)),
      ...tellDropped([...dropped.values()]),
    ],
  };

  /** What a consumer knows a cluster by, where the ClusterProfile itself is not enough. */
  function buildEntries(
    { entry, credentials: { way } }: Delivered['found'],
    consumer: Consumer,
    { profiles, kueue }: ConsumerAccess,
  ): Output[] {
    const { profile } = entry;
    if (profile === undefined) return [];
    const { item } = profile;
    const make = (object: OutputObject, namespace: string): Output => ({
      object,
      namespaces: new Set([namespace]),
      role: 'ConsumerProfile',
      origin: item,
      sources: [item.key],
      entry,
    });
    const outputs: Output[] = [];
    const isThere = entry.profileNamespace === consumer.namespace;
    if (!isThere && (profiles === 'Copy' || kueue === 'ClusterProfile')) {
      const labels = copyLabels(labelsOf(profile.object), options.dropLabels);
      dropped.set(profilePath(entry), { profile: profilePath(entry), labels: labels.dropped });
      outputs.push(make(copyProfile(item.object, entry.profileName, labels.copied, way), consumer.namespace));
      copies.push({ namespace: consumer.namespace, profile });
    }
    const others = kueues.get(entry) ?? [];
    if (kueue !== undefined) kueues.set(entry, [...others, consumer]);
    if (kueue !== undefined && others.length === 0) {
      const location = consumerSecretName(entry.profileNamespace, entry.profileName);
      const clusterSource =
        kueue === 'ClusterProfile'
          ? { clusterProfileRef: { name: entry.profileName } }
          : { kubeConfig: { location, locationType: 'Secret' } };
      if (kueue === 'KubeConfig' && !isObjectName(location)) {
        badNames.push(outputFindings.outputNameInvalid(item.at('metadata.name'), 'Secret', location));
      }
      const { apiVersion, kind } = MULTI_KUEUE_CLUSTER;
      const metadata = { name: entry.profileName, labels: {}, annotations: {} };
      outputs.push(make({ apiVersion, kind, metadata, spec: { clusterSource } }, ''));
    }
    return outputs;
  }
}

/** A cluster has one Kueue, and what it knows clusters by has no namespace. */
function tellKueues(kueues: ReadonlyMap<Entry, readonly Consumer[]>): Finding[] {
  const shared = [...kueues].filter(([, consumers]) => consumers.length > 1);
  const inWords = (consumers: readonly Consumer[]) => consumers.map(({ namespace }) => namespace);
  return [...groupBy(shared, ([, consumers]) => inWords(consumers).join()).values()].map((group) => {
    const [first] = group;
    const subjects = group.flatMap(([{ profile }]) => profile?.item.key ?? []);
    const place = { ...first?.[0].profile?.item.at(), subjects };
    return wiring.kueueTwice(
      place,
      inWords(first?.[1] ?? []),
      group.map(([entry]) => profilePath(entry)),
    );
  });
}

/** The Secrets that the plugins read, by namespace. */
function collectSecrets(received: readonly Reached<PluginWay>[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byNamespace = new Map<string, Set<string>>();
  for (const { credentials } of received) {
    const { secret } = credentials.way;
    if (secret === undefined) continue;
    const known = byNamespace.get(secret.namespace) ?? new Set();
    byNamespace.set(secret.namespace, known.add(secret.name));
  }
  return byNamespace;
}

function buildRoles(
  { namespace }: Consumer,
  { serviceAccounts = [] }: ConsumerAccess,
  secrets: ReadonlyMap<string, ReadonlySet<string>>,
  origin: Item,
): Output[] {
  if (serviceAccounts.length === 0) return [];
  const accounts = serviceAccounts.map((account) => ({
    name: account.name,
    namespace: account.namespace ?? namespace,
  }));
  const make = accessFor(namespace, origin);
  return [...secrets].flatMap(([source, named]) =>
    buildSecretRole(make, consumerRoleName(namespace), source, named, accounts),
  );
}

/** The provider file that the consumer's command line names, and for Kueue the piece of its Configuration. */
function buildConfigMap(
  { namespace }: Consumer,
  { kueue }: ConsumerAccess,
  providers: readonly Provider[],
  origin: Item,
): Output {
  const described = describeProviders(providers);
  const accessProviders = described.map(({ name, execConfig }) => ({ execConfig, name }));
  const piece: WritableObject = {
    featureGates: { [KUEUE_PROFILE_GATE]: true },
    multiKueue: { clusterProfile: { accessProviders } },
  };
  const data = {
    ...(kueue === 'ClusterProfile' && { 'kueue-configuration.yaml': writeYaml(piece) }),
    [PROVIDER_FILE_KEY]: `${JSON.stringify({ providers: described }, undefined, 2)}\n`,
  };
  return accessFor(namespace, origin)({ apiVersion: 'v1', kind: 'ConfigMap' }, namespace, WIRING_NAME, { data });
}

function writeYaml(map: WritableObject): string {
  return Buffer.concat(renderBlock(map, '', '', '\n')).toString();
}
