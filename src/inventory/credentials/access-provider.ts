import { type AccessProvider, type ClusterProfile, providersOf } from '../../api/cluster-profile';
import { namespaceOf, pathOf } from '../../api/metadata';
import * as credentialFindings from '../../diagnostics/credentials';
import { isObject, typeInWords } from '../../krm/json';
import type { Found } from '../fleet';
import { broken, missing, readCredentials, type Search } from './credentials';
import type { SecretIndex } from './secret-index';

/** clusterinventory-controller's built-in provider: a Secret that holds a whole kubeconfig. */
const SECRETREADER = 'kubeconfig-secretreader';
/** The extension that carries a provider's own configuration (KEP-5339). */
const EXEC_EXTENSION = 'client.authentication.k8s.io/exec';

/**
 * The kubeconfig that a profile's access provider leads to. The provider `kubeconfig-secretreader` is used wherever it
 * stands; its faults are looked for in the controller's order.
 */
export function searchAccessProvider(profile: Found<ClusterProfile>, secrets: SecretIndex): Search {
  const providers = providersOf(profile.object);
  const provider = providers.find(({ name }) => name === SECRETREADER);
  if (provider !== undefined) return readReferencedSecret(profile, provider, secrets);
  if (providers.length === 0) return missing('it has no access provider');
  const names = providers.map(({ name }) => name).join(', ');
  return missing(`none of its access providers is ${SECRETREADER}: ${names}`);
}

function readReferencedSecret(
  { object, item }: Found<ClusterProfile>,
  provider: AccessProvider,
  secrets: SecretIndex,
): Search {
  const profile = pathOf(object);
  const isDeprecated = !object.status?.accessProviders?.includes(provider);
  const place = item.at(isDeprecated ? 'status.credentialProviders' : 'status.accessProviders');
  const extension = provider.cluster?.extensions?.find(({ name }) => name === EXEC_EXTENSION);
  if (extension === undefined) return broken(credentialFindings.extensionMissing(place, profile));
  const reference = extension.extension;
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
  const secret = secrets.find(secretNamespace, name);
  if (secret === 'unreadable') return broken();
  if (secret === undefined) return broken(credentialFindings.sourceSecretMissing(place, profile, path));
  return (
    readCredentials('AccessProvider', secret, key) ??
    broken(credentialFindings.sourceKeyMissing(place, profile, path, key))
  );
}
