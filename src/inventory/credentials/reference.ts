import { CAPI_SECRET } from '../../api/cluster';
import { type ClusterProfile, KUBECONFIG_SECRETREADER, providersOf } from '../../api/cluster-profile';
import { labelOf, namespaceOf, pathOf } from '../../api/metadata';
import { keysOf } from '../../api/secret';

import * as references from '../../diagnostics/references';
import { wordsFor } from '../../krm/identity';
import { wordsWithFile } from '../../krm/item';
import type { Found } from '../fleet';
import { isDataKey, isNamespaceName, isObjectName } from '../names';
import { type Entry, profilePath, whyNoCluster } from '../roster';
import { isCipher } from '../stand-ins';
import type { AccessContext } from './access-context';
import { broken, type CredentialSource, missing, type NotFound, type SecretReference } from './credentials';
import { LABELLED_KEYS } from './labelled-secret';
import { readSecretExtension } from './secretreader';

export type ReferenceSearch = { readonly state: 'found'; readonly reference: SecretReference } | NotFound;

/** What the search for one line's Secret came to. */
export interface ReferenceChoice {
  readonly search: ReferenceSearch;
  /** Secrets of lower rank, in words. */
  readonly passedOver: readonly string[];
}

/** The Secret of the first source that names one: the same ranks as where kubeconfigs are read. */
export function chooseReference(
  entry: Entry,
  sources: readonly CredentialSource[],
  context: AccessContext,
): ReferenceChoice {
  const reasons: string[] = [];
  for (const [rank, source] of sources.entries()) {
    const search = refuseOddNames(entry, searchSource(entry, source, context));
    if (search === undefined) continue;
    if (search.state === 'missing') reasons.push(search.reason);
    else if (search.state === 'broken') return { search, passedOver: [] };
    else {
      const passedOver = sources.slice(rank + 1).flatMap((lower) => {
        const other = searchSource(entry, lower, context);
        return other?.state === 'found' ? [referenceInWords(other.reference)] : [];
      });
      return { search, passedOver };
    }
  }
  return { search: missing(reasons.join('; ')), passedOver: [] };
}

/** A name goes into the path of a store and into a Role: one that is none could lead elsewhere. */
function refuseOddNames({ cluster, profile }: Entry, search: ReferenceSearch | undefined): ReferenceSearch | undefined {
  if (search?.state !== 'found') return search;
  const { source, namespace, name, key } = search.reference;
  const isSound = isObjectName(name) && isNamespaceName(namespace) && (key === undefined || isDataKey(key));
  if (isSound) return search;
  const origin = source === 'CAPICluster' ? cluster : profile;
  return broken(
    references.secretNameOdd(origin?.item.at() ?? {}, origin === undefined ? '' : wordsFor(origin.item.object)),
  );
}

export function referencePath({ namespace, name }: SecretReference): string {
  return `${namespace}/${name}`;
}

export function referenceInWords(reference: SecretReference): string {
  const { key } = reference;
  const made = reference.standIn === undefined ? '' : `, which ${reference.standIn} becomes`;
  return `Secret ${referencePath(reference)}${key === undefined ? '' : ` (key ${key})`}, by name${made}`;
}

function searchSource(entry: Entry, source: CredentialSource, context: AccessContext): ReferenceSearch | undefined {
  const { cluster, profile } = entry;
  switch (source) {
    case 'AccessProvider':
      return profile && ofProvider(profile, context);
    case 'LabelledSecret':
      return profile && labelledFor(profilePath(entry), context);
    case 'CAPICluster':
      return cluster ? ofCluster(cluster, context) : missing(whyNoCluster(entry));
  }
}

/**
 * Of access providers, the one whose plugin reads a Secret: no other keeps a kubeconfig that could be named. Nobody reads
 * what the Secret holds: a warning would let whoever writes a ClusterProfile have any Secret, and not kubeconfigs alone.
 */
function ofProvider(profile: Found<ClusterProfile>, { crossNamespace }: AccessContext): ReferenceSearch {
  const offered = providersOf(profile.object);
  const reader = offered.find(({ name }) => name === KUBECONFIG_SECRETREADER);
  if (reader === undefined) {
    if (offered.length === 0) return missing('it has no access provider');
    return missing(
      `no access provider of it keeps a kubeconfig in a Secret: ${offered.map(({ name }) => name).join(', ')}`,
    );
  }
  const policy = crossNamespace.policy === 'Allow' ? 'Allow' : 'Deny';
  const reading = readSecretExtension(profile, reader, { ...crossNamespace, policy });
  if ('state' in reading) return reading;
  const { place, namespace, name, key, context } = reading;
  if (context !== '') return broken(references.contextUnread(place, pathOf(profile.object)));
  return found({ source: 'AccessProvider', namespace, name, key });
}

/** The one Secret that is labelled, or what becomes one; its keys are no secret, where the input has them. */
function labelledFor(path: string, { secrets }: AccessContext): ReferenceSearch {
  const labelled = secrets.labelledFor(path).map(({ object, item }) => ({
    namespace: namespaceOf(object),
    name: object.metadata.name,
    keys: keysOf(object),
    item,
    standIn: undefined,
  }));
  // An ExternalSecret and the Secret that its controller has made are one.
  const promised = secrets.promises
    .labelledFor(path)
    .filter((one) => !labelled.some(({ name }) => name === one.name))
    .map((one) => ({ ...one, standIn: wordsWithFile(one.item) }));
  const candidates = [...labelled, ...promised];
  const [secret, ...others] = candidates;
  if (secret === undefined) return missing('no Secret is labelled for it');
  if (others.length > 0) {
    const place = secret.item.at('metadata.labels');
    const paths = candidates.map(({ namespace, name }) => `${namespace}/${name}`);
    return broken(references.referencesDiffer(place, path, paths));
  }
  const { namespace, name, keys, standIn } = secret;
  const key = keys.length > 1 ? LABELLED_KEYS.find((one) => keys.includes(one)) : keys[0];
  return found({ source: 'LabelledSecret', namespace, name, key, isOnlyKey: keys.length < 2, standIn });
}

/** Cluster API's contract: the Secret has this name, whether it is there already or not. */
function ofCluster({ object }: NonNullable<Entry['cluster']>, { secrets }: AccessContext): ReferenceSearch {
  const { name } = object.metadata;
  const namespace = namespaceOf(object);
  const secret = secrets.find(namespace, CAPI_SECRET.nameFor(name));
  if (secret === 'unreadable') return broken();
  const [key] = CAPI_SECRET.keys;
  if (secret !== undefined) {
    const type = secret.object.type ?? '';
    const fault = (what: string) => missing(`${wordsWithFile(secret.item)} ${what}`);
    if (type !== CAPI_SECRET.type && type !== '' && !isCipher(type)) {
      return fault(`is not of the type ${CAPI_SECRET.type}`);
    }
    if (labelOf(secret.object, CAPI_SECRET.clusterNameLabel) !== name) {
      return fault(`does not carry the label ${CAPI_SECRET.clusterNameLabel}: ${name}`);
    }
    return found({ source: 'CAPICluster', namespace, name: CAPI_SECRET.nameFor(name), key });
  }
  const promise = secrets.promises.find(namespace, CAPI_SECRET.nameFor(name));
  const standIn = promise && wordsWithFile(promise.item);
  if (promise !== undefined && promise.type !== CAPI_SECRET.type && promise.type !== '') {
    return missing(`${standIn} makes a Secret that is not of the type ${CAPI_SECRET.type}`);
  }
  // What promises it says its keys, or leaves them to its controller.
  const promisedKey = CAPI_SECRET.keys.find((one) => promise?.keys.includes(one)) ?? key;
  return found({ source: 'CAPICluster', namespace, name: CAPI_SECRET.nameFor(name), key: promisedKey, standIn });
}

function found(reference: Omit<SecretReference, 'origin'>): ReferenceSearch {
  return { state: 'found', reference: { origin: 'Reference', ...reference } };
}
