import {
  type AccessProvider,
  type ClusterProfile,
  EXEC_EXTENSION,
  extensionOf,
  providerField,
} from '../../api/cluster-profile';
import { namespaceOf, pathOf } from '../../api/metadata';
import * as credentialFindings from '../../diagnostics/credentials';
import { isObject, typeInWords } from '../../krm/json';
import type { Found } from '../fleet';
import { broken, readCredentials, type SecretSearch } from './credentials';
import { type CrossNamespace, judgeReference } from './cross-namespace';
import type { SecretIndex } from './secret-index';

/** clusterinventory-controller's built-in provider: a Secret that holds a whole kubeconfig. */
export const SECRETREADER = 'kubeconfig-secretreader';

/** Reads the Secret that the provider's extension names; its faults are looked for in the controller's order. */
export function readReferencedSecret(
  { object, item }: Found<ClusterProfile>,
  provider: AccessProvider,
  secrets: SecretIndex,
  crossNamespace: CrossNamespace,
): SecretSearch {
  const profile = pathOf(object);
  const place = item.at(providerField(object, provider));
  if (!provider.cluster?.extensions?.some(({ name }) => name === EXEC_EXTENSION)) {
    return broken(credentialFindings.extensionMissing(place, profile));
  }
  const reference = extensionOf(provider, EXEC_EXTENSION);
  if (!isObject(reference))
    return broken(credentialFindings.extensionNotMap(place, profile, `${typeInWords(reference)}, not a map`));
  const { name = null, key = null, namespace = null } = reference;
  for (const [field, value] of Object.entries({ name, key, namespace })) {
    if (value !== null && typeof value !== 'string') {
      return broken(
        credentialFindings.extensionNotMap(place, profile, `a map whose field ${field} is ${typeInWords(value)}`),
      );
    }
  }
  if (typeof name !== 'string' || name === '') return broken(credentialFindings.extensionWithoutName(place, profile));
  if (typeof key !== 'string' || key === '') return broken(credentialFindings.extensionWithoutKey(place, profile));
  const secretNamespace = typeof namespace === 'string' && namespace !== '' ? namespace : namespaceOf(object);
  const path = `${secretNamespace}/${name}`;
  const denied = judgeReference(place, object, path, secretNamespace, crossNamespace);
  if (denied !== undefined) return broken(denied);
  const secret = secrets.find(secretNamespace, name);
  if (secret === 'unreadable') return broken();
  if (secret === undefined) return broken(credentialFindings.sourceSecretMissing(place, profile, path));
  return (
    readCredentials('AccessProvider', secret, key) ??
    broken(credentialFindings.sourceKeyMissing(place, profile, path, key))
  );
}
