import { CLUSTER } from '../api/cluster';
import {
  CLUSTER_MANAGER_LABEL,
  CLUSTER_PROFILE,
  CONSUMER_LABEL,
  PROFILE_LABEL,
  PROFILE_NAMESPACE_LABEL,
} from '../api/cluster-profile';
import {
  CLUSTER_EXTERNAL_SECRET,
  EXTERNAL_SECRET,
  ROLE,
  ROLE_BINDING,
  SECRET_STORE,
  SERVICE_ACCOUNT,
} from '../api/external-secrets';
import { MULTI_KUEUE_CLUSTER } from '../api/kueue';
import { MANAGED_CLUSTER, OCM_MANAGER } from '../api/managed-cluster';
import { NAMESPACE } from '../api/namespace';
import { SECRET } from '../api/secret';
import { SVELTOS_CLUSTER } from '../api/sveltos-cluster';
import {
  argoCDSecretName,
  consumerRoleName,
  consumerSecretName,
  READER_NAME,
  readerRoleName,
  runtimeSecretName,
  secretStoreName,
  sveltosSecretName,
  WIRING_NAME,
} from '../inventory/names';
import { type Identity, parseIdentityKey } from '../krm/identity';
import type { Item } from '../krm/item';
import { objectAt, stringAt } from '../krm/json';
import { sourcesOf } from '../krm/ownership';
import type { OutputRole } from './output';

/**
 * What an object that bears a function's mark is. Anyone who may write a file can write a mark, so the object itself
 * has to be what the function gives to the source that the mark names.
 */
export type Recognition =
  | Recognised
  /** Of a kind that the function makes, and not what it makes of that source. */
  | { readonly state: 'altered'; readonly why: string }
  /** What the function may make, and no render removes. */
  | { readonly state: 'protected'; readonly why: string }
  /** Of a kind that the function never makes. */
  | { readonly state: 'foreign'; readonly why: string };

export interface Recognised {
  readonly state: 'made';
  readonly role: OutputRole;
  /** The cluster that it was made for, by its ClusterProfile; of what an EventTrigger made, the sources. */
  readonly madeFor: string;
  /** Who reads it, by the consumer's Namespace or by its name, where it was made for one. */
  readonly consumer?: { readonly namespace: string } | { readonly name: string } | undefined;
}

export type RecogniseMark = (item: Item) => Recognition;

const CONFIG_MAP_KIND = { apiVersion: 'v1', group: '', kind: 'ConfigMap' } as const;

/** A kind of object that a function makes. */
interface MadeKind {
  readonly group: string;
  readonly kind: string;
  readonly recognise: (item: Item, sources: readonly Identity[]) => Omit<Recognised, 'state'> | undefined;
}

/** Recognises the objects of a function that makes these kinds and no others. */
export function recogniseKinds(kinds: readonly MadeKind[]): RecogniseMark {
  return (item) => {
    const { group, kind } = item.identity;
    const same = kinds.filter((one) => one.group === group && one.kind === kind);
    if (same.length === 0) return { state: 'foreign', why: `which makes no ${kind || 'object without a kind'}` };
    const keys = sourcesOf(item);
    const sources = keys.flatMap((key) => parseIdentityKey(key) ?? []);
    if (keys.length === 0 || sources.length < keys.length) {
      return { state: 'altered', why: 'and does not name the object that it was made from' };
    }
    for (const { recognise } of same) {
      const made = recognise(item, sources);
      if (made !== undefined) return { state: 'made', ...made };
    }
    return { state: 'altered', why: `which makes no such ${kind} from ${keys.join(', ')}` };
  };
}

/** A consumer's credentials: the profile is the one that its labels name, and its source has to agree. */
const forConsumer: MadeKind['recognise'] = (item, [source, ...others]) => {
  const profile = { namespace: item.label(PROFILE_NAMESPACE_LABEL) ?? '', name: item.label(PROFILE_LABEL) ?? '' };
  if (others.length > 0 || source === undefined || !canBeProfile(source, profile)) return undefined;
  const { name, namespace } = item.identity;
  const role = 'ConsumerSecret';
  const madeFor = pathOf(profile);
  if (name === consumerSecretName(profile.namespace, profile.name)) {
    return { role, madeFor, consumer: namespace === '' ? undefined : { namespace } };
  }
  const consumer = item.label(CONSUMER_LABEL);
  if (consumer === undefined || namespace === '' || namespace !== profile.namespace) return undefined;
  if (name !== runtimeSecretName(consumer, profile.name)) return undefined;
  return { role, madeFor, consumer: { name: consumer } };
};

export const CONSUMER_SECRET: MadeKind = {
  group: SECRET.group,
  kind: SECRET.kind,
  recognise: (item, sources) =>
    isOpaque(item) && item.identity.namespace !== '' ? forConsumer(item, sources) : undefined,
};

/** What External Secrets Operator makes consumers' Secrets from. */
const EXTERNAL_CONSUMER_SECRETS: readonly MadeKind[] = [
  {
    ...EXTERNAL_SECRET,
    recognise: (item, sources) => (item.identity.namespace === '' ? undefined : forConsumer(item, sources)),
  },
  {
    ...CLUSTER_EXTERNAL_SECRET,
    recognise(item, sources) {
      const made = item.identity.namespace === '' ? forConsumer(item, sources) : undefined;
      return made?.consumer === undefined ? made : undefined;
    },
  },
];

/** What lets it read Secrets for a namespace. */
const SECRET_ACCESS: readonly MadeKind[] = [
  forNamespace(SERVICE_ACCOUNT, ({ name, namespace }, receiver) => namespace === receiver && name === READER_NAME),
  forNamespace(
    SECRET_STORE,
    ({ name, namespace }, receiver) => namespace === receiver && name.startsWith(secretStoreName('')),
  ),
  forNamespace(ROLE, ({ name }, receiver) => name === readerRoleName(receiver)),
  forNamespace(ROLE_BINDING, ({ name }, receiver) => name === readerRoleName(receiver)),
];

function forNamespace(
  { group, kind }: { readonly group: string; readonly kind: string },
  fits: (identity: Identity, receiver: string) => boolean,
): MadeKind {
  return {
    group,
    kind,
    recognise({ identity }, [source, ...others]) {
      if (source === undefined || others.length > 0 || !is(source, NAMESPACE) || identity.namespace === '')
        return undefined;
      return fits(identity, source.name) ? { role: 'SecretAccess', madeFor: source.name } : undefined;
    },
  };
}

export const SVELTOS_CLUSTER_OUTPUT: MadeKind = {
  group: SVELTOS_CLUSTER.group,
  kind: SVELTOS_CLUSTER.kind,
  recognise: ({ identity }, sources) =>
    isRegistered(identity, sources) ? { role: 'SveltosCluster', madeFor: pathOf(identity) } : undefined,
};

const forSveltos: MadeKind['recognise'] = ({ identity: { namespace, name } }, sources) => {
  const profile = { namespace, name: name.slice(0, -sveltosSecretName('').length) };
  if (name !== sveltosSecretName(profile.name) || !isRegistered(profile, sources)) return undefined;
  return { role: 'SveltosSecret', madeFor: pathOf(profile) };
};

export const SVELTOS_SECRET: MadeKind = {
  group: SECRET.group,
  kind: SECRET.kind,
  recognise: (item, sources) => (isOpaque(item) ? forSveltos(item, sources) : undefined),
};

const EXTERNAL_SVELTOS_SECRET: MadeKind = { ...EXTERNAL_SECRET, recognise: forSveltos };

/** All that carries credentials to consumers, in whatever mode. */
export const CONSUMER_OUTPUTS: readonly MadeKind[] = [CONSUMER_SECRET, ...EXTERNAL_CONSUMER_SECRETS, ...SECRET_ACCESS];
/** All that registers clusters with Sveltos, in whatever mode. */
export const SVELTOS_OUTPUTS: readonly MadeKind[] = [
  SVELTOS_CLUSTER_OUTPUT,
  SVELTOS_SECRET,
  EXTERNAL_SVELTOS_SECRET,
  ...SECRET_ACCESS,
];

/** What registers clusters with Argo CD: it comes from the ClusterProfile alone, in whatever namespace Argo CD runs. */
export const ARGO_CD_OUTPUTS: readonly MadeKind[] = [
  {
    group: SECRET.group,
    kind: SECRET.kind,
    recognise(item, [source, ...others]) {
      if (source === undefined || others.length > 0 || !is(source, CLUSTER_PROFILE) || !isOpaque(item))
        return undefined;
      const { namespace, name } = item.identity;
      if (namespace === '' || name !== argoCDSecretName(source.namespace, source.name)) return undefined;
      return { role: 'ArgoCDCluster', madeFor: pathOf(source) };
    },
  },
];

/** What consumers know clusters by, and may read. */
export const WIRING_OUTPUTS: readonly MadeKind[] = [
  {
    group: CLUSTER_PROFILE.group,
    kind: CLUSTER_PROFILE.kind,
    recognise({ identity: { namespace, name } }, [source, ...others]) {
      if (source === undefined || others.length > 0 || !is(source, CLUSTER_PROFILE)) return undefined;
      if (namespace === '' || namespace === source.namespace || name !== source.name) return undefined;
      return { role: 'ConsumerProfile', madeFor: pathOf(source), consumer: { namespace } };
    },
  },
  {
    ...MULTI_KUEUE_CLUSTER,
    recognise({ identity: { namespace, name } }, [source, ...others]) {
      if (source === undefined || others.length > 0 || !is(source, CLUSTER_PROFILE)) return undefined;
      if (namespace !== '' || name !== source.name) return undefined;
      return { role: 'ConsumerProfile', madeFor: pathOf(source) };
    },
  },
  forNamespace(CONFIG_MAP_KIND, ({ name, namespace }, receiver) => namespace === receiver && name === WIRING_NAME),
  forNamespace(ROLE, ({ name }, receiver) => name === consumerRoleName(receiver)),
  forNamespace(ROLE_BINDING, ({ name }, receiver) => name === consumerRoleName(receiver)),
];

export const CLUSTER_PROFILE_OUTPUT: MadeKind = {
  group: CLUSTER_PROFILE.group,
  kind: CLUSTER_PROFILE.kind,
  recognise(item, [source, ...others]) {
    const { identity } = item;
    if (source === undefined || others.length > 0 || !is(source, MANAGED_CLUSTER)) return undefined;
    if (source.name !== identity.name || item.label(CLUSTER_MANAGER_LABEL) !== OCM_MANAGER) return undefined;
    return { role: 'ClusterProfile', madeFor: pathOf(identity) };
  },
};

/** The ClusterProfile of a Cluster, whose labels may have named another one since. */
export const CAPI_PROFILE_OUTPUT: MadeKind = {
  group: CLUSTER_PROFILE.group,
  kind: CLUSTER_PROFILE.kind,
  recognise(item, [source, ...others]) {
    const { identity } = item;
    if (source === undefined || others.length > 0 || !is(source, CLUSTER)) return undefined;
    const manager = item.label(CLUSTER_MANAGER_LABEL);
    if (!manager || manager !== stringAt(objectAt(item.object, 'spec', 'clusterManager'), 'name')) return undefined;
    return canBeProfile(source, identity) ? { role: 'ClusterProfile', madeFor: pathOf(identity) } : undefined;
  },
};

interface Path {
  readonly namespace: string;
  readonly name: string;
}

function pathOf({ namespace, name }: Path): string {
  return `${namespace}/${name}`;
}

/**
 * A registration comes from its ClusterProfile, or the hub's cluster behind that, and from a Cluster beside it at most; or
 * from the Cluster alone, where the same render makes its ClusterProfile.
 */
function isRegistered(profile: Path, sources: readonly Identity[]): boolean {
  const [last, ...others] = [...sources].reverse();
  if (last === undefined || (is(last, CLUSTER) && others.length > 0)) return false;
  return canBeProfile(last, profile) && others.length < 2 && others.every((source) => is(source, CLUSTER));
}

/** Whether an object can be known by a ClusterProfile. A Cluster names any in its labels, which may have changed since. */
function canBeProfile(source: Identity, { namespace, name }: Path): boolean {
  if (namespace === '' || name === '') return false;
  if (is(source, CLUSTER_PROFILE)) return source.namespace === namespace && source.name === name;
  if (is(source, MANAGED_CLUSTER)) return source.name === name;
  return is(source, CLUSTER);
}

function is({ group, kind }: Identity, api: { readonly group: string; readonly kind: string }): boolean {
  return group === api.group && kind === api.kind;
}

/** Every Secret that is made is Opaque, as is one without a type; Cluster API's have one of their own. */
function isOpaque({ object }: Item): boolean {
  return object.type === undefined || object.type === 'Opaque';
}
