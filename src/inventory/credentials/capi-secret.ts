import { CAPI_SECRET, type Cluster } from '../../api/cluster';
import { labelOf, namespaceOf, pathOf } from '../../api/metadata';
import * as credentialFindings from '../../diagnostics/credentials';
import type { Finding } from '../../diagnostics/finding';
import { wordsWithFile } from '../../krm/item';
import type { Fleet, Found } from '../fleet';
import { isEncrypted } from '../stand-ins';
import { broken, brokenByEncryption, missing, readCredentials, type SecretSearch } from './credentials';
import type { SecretIndex } from './secret-index';

/**
 * The kubeconfig Secret that Cluster API keeps for a Cluster: its namespace, its exact name, its type and its label
 * together (the document goes by the label's value alone, and the last Secret wins).
 */
export function searchCapiSecret({ object }: Found<Cluster>, secrets: SecretIndex): SecretSearch {
  const cluster = object.metadata.name;
  const secret = secrets.find(namespaceOf(object), CAPI_SECRET.nameFor(cluster));
  if (secret === undefined) {
    const path = `${namespaceOf(object)}/${CAPI_SECRET.nameFor(cluster)}`;
    return missing(
      `there is no Secret ${path}${secrets.nearMisses().ofName(namespaceOf(object), CAPI_SECRET.nameFor(cluster))}`,
    );
  }
  if (secret === 'unreadable') return broken();
  if (isEncrypted(secret.item.object)) return brokenByEncryption(secret);
  const fault = (what: string) => missing(`${wordsWithFile(secret.item)} ${what}`);
  if (secret.object.type !== CAPI_SECRET.type) return fault(`is not of the type ${CAPI_SECRET.type}`);
  if (labelOf(secret.object, CAPI_SECRET.clusterNameLabel) !== cluster) {
    return fault(`does not carry the label ${CAPI_SECRET.clusterNameLabel}: ${cluster}`);
  }
  for (const key of CAPI_SECRET.keys) {
    const search = readCredentials('CAPICluster', secret, key);
    if (search !== undefined) return search;
  }
  return fault(`has nothing under ${CAPI_SECRET.keys.join(' or ')}`);
}

/** The Secrets that the document's selection would take for a Cluster's kubeconfig, and that are not. */
export function findRogueSecrets(
  { clusters, secrets }: Pick<Fleet, 'clusters' | 'secrets'>,
  selected: readonly Found<Cluster>[],
): Finding[] {
  const names = new Set(selected.map(({ object }) => object.metadata.name));
  const paths = new Set(clusters.map(({ object }) => pathOf(object)));
  return secrets.flatMap(({ object, item }) => {
    const cluster = labelOf(object, CAPI_SECRET.clusterNameLabel);
    if (cluster === undefined || !names.has(cluster)) return [];
    const { name } = object.metadata;
    const own = name === CAPI_SECRET.nameFor(cluster) && paths.has(`${namespaceOf(object)}/${cluster}`);
    const looksLikeOne = name.endsWith('-kubeconfig') || object.type === CAPI_SECRET.type;
    const holdsOne = CAPI_SECRET.keys.some(
      (key) => object.data?.[key] !== undefined || object.stringData?.[key] !== undefined,
    );
    if (own || !looksLikeOne || !holdsOne) return [];
    return [credentialFindings.secretPassedOver(item.at('metadata.labels'), pathOf(object), cluster)];
  });
}
