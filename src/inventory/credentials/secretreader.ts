import {
  type AccessProvider,
  type ClusterProfile,
  EXEC_EXTENSION,
  extensionOf,
  providerField,
} from '../../api/cluster-profile';
import { spellFieldsAsGo } from '../../api/go-field-names';
import { readKubeconfig } from '../../api/kubeconfig';
import { namespaceOf, pathOf } from '../../api/metadata';
import * as access from '../../diagnostics/access';
import * as credentialFindings from '../../diagnostics/credentials';
import type { Place } from '../../diagnostics/finding';
import { isObject, objectAt, textOf, typeInWords } from '../../krm/json';

import type { Found } from '../fleet';
import { broken, type CopiedCredentials, type NotFound, readCredentials, type SecretSearch } from './credentials';
import { type CrossNamespace, judgeReference } from './cross-namespace';
import { pickContext } from './kubeconfig-context';
import type * as Text from './kubeconfig-text';
import type { SecretIndex } from './secret-index';

/** Reads the Secret that the provider's extension names; its faults are looked for in the controller's order. */
export function readReferencedSecret(
  profile: Found<ClusterProfile>,
  provider: AccessProvider,
  secrets: SecretIndex,
  crossNamespace: CrossNamespace,
): SecretSearch {
  const reading = readSecretExtension(profile, provider, crossNamespace);
  if ('state' in reading) return reading;
  const { place, namespace, name, key, context } = reading;
  const whose = pathOf(profile.object);
  const path = `${namespace}/${name}`;
  const secret = secrets.find(namespace, name);
  if (secret === 'unreadable') return broken();
  if (secret === undefined) {
    const near = secrets.nearMisses().ofName(namespace, name);
    return broken(credentialFindings.sourceSecretMissing(place, whose, path, near));
  }
  const search = readCredentials('AccessProvider', secret, key);
  if (search === undefined) return broken(credentialFindings.sourceKeyMissing(place, whose, path, key));
  if (search.state !== 'found' || context === '') return search;
  return narrowToContext(search.credentials, context, place, whose);
}

/** The Secret that an extension names, and where that stands. */
export interface SecretExtension {
  readonly place: Place;
  readonly namespace: string;
  readonly name: string;
  readonly key: string;
  /** Empty where the current one counts. */
  readonly context: string;
}

/** What the provider's extension says, where the profile's namespace may use that Secret. */
export function readSecretExtension(
  { object, item }: Found<ClusterProfile>,
  provider: AccessProvider,
  crossNamespace: CrossNamespace,
): SecretExtension | NotFound {
  const profile = pathOf(object);
  const place = item.at(providerField(object, provider));
  if (!provider.cluster?.extensions?.some(({ name }) => name === EXEC_EXTENSION)) {
    return broken(credentialFindings.extensionMissing(place, profile));
  }
  const written = extensionOf(provider, EXEC_EXTENSION);
  if (!isObject(written))
    return broken(credentialFindings.extensionNotMap(place, profile, `${typeInWords(written)}, not a map`));
  const reading = spellFieldsAsGo(written, FIELDS);
  if ('twice' in reading) {
    return broken(
      credentialFindings.extensionNotMap(place, profile, `a map that has the field ${reading.twice} twice`),
    );
  }
  const { name = null, key = null, namespace = null, context = null } = objectAt(reading.value);
  for (const [field, value] of Object.entries({ name, key, namespace, context })) {
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
  return { place, namespace: secretNamespace, name, key, context: textOf(context) };
}

/** What the extension says. The context is for the plugin of that name; the controller does not know it. */
const FIELDS = { properties: { name: {}, key: {}, namespace: {}, context: {} } };

/** Where the context is the current one already, the bytes pass on as they are. */
function narrowToContext(credentials: CopiedCredentials, context: string, place: Place, profile: string): SecretSearch {
  if (objectAt(credentials.config)['current-context'] === context) return { state: 'found', credentials };
  const picked = pickContext(credentials.config, context);
  const path = pathOf(credentials.secret.object);
  if (picked === undefined) {
    return broken(access.contextMissing(place, profile, context, path, credentials.key));
  }
  const { kubeconfigBase64 }: typeof Text = require('./kubeconfig-text');
  const base64 = kubeconfigBase64(picked);
  const reading = readKubeconfig(Buffer.from(base64, 'base64').toString());
  if (reading.state !== 'kubeconfig')
    return broken(access.contextWithoutCluster(place, context, path, credentials.key));
  return { state: 'found', credentials: { ...credentials, base64, config: reading.config } };
}
