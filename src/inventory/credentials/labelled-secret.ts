import { PROFILE_LABEL } from '../../api/cluster-profile';
import { pathOf } from '../../api/metadata';
import type { Secret } from '../../api/secret';
import * as credentialFindings from '../../diagnostics/credentials';
import type { Finding } from '../../diagnostics/finding';
import type { Fleet, Found } from '../fleet';
import { broken, type CopiedCredentials, missing, readCredentials, type SecretSearch } from './credentials';
import type { SecretIndex } from './secret-index';

/** The document's key, KEP-4322's own, and those that others use. */
export const LABELLED_KEYS = ['config', 'Config', 'kubeconfig', 'value'];

/**
 * The kubeconfig in a Secret labelled for the profile. Several Secrets, or several keys, may hold the same one;
 * different ones are an error, since nothing tells which of them is right.
 */
export function searchLabelledSecret(profilePath: string, secrets: SecretIndex): SecretSearch {
  const candidates = secrets.labelledFor(profilePath);
  if (candidates.length === 0) {
    const { namespace, name } = splitPath(profilePath);
    return missing(`no Secret is labelled for it (${PROFILE_LABEL})${secrets.nearMisses().ofProfile(namespace, name)}`);
  }
  const held: CopiedCredentials[] = [];
  const findings: Finding[] = [];
  for (const secret of candidates) {
    const searches = readKeys(secret);
    if (searches.length === 0) {
      findings.push(credentialFindings.labelledSecretEmpty(secret.item.at('data'), pathOf(secret.object), profilePath));
    }
    for (const search of searches) {
      if (search.state === 'found') held.push(search.credentials);
      else if (search.state === 'broken') findings.push(...search.findings);
    }
  }
  if (findings.length > 0) return broken(...findings);
  const [first, ...others] = held;
  if (first === undefined) return missing('no Secret that is labelled for it holds a kubeconfig');
  if (others.every(({ base64 }) => base64 === first.base64)) return { state: 'found', credentials: first };
  const holders = held.map(({ secret, key }) => `${pathOf(secret.object)} (${key})`);
  return broken(credentialFindings.labelledSecretsDiffer(first.secret.item.at('data'), profilePath, holders));
}

function readKeys(secret: Found<Secret>): SecretSearch[] {
  return LABELLED_KEYS.flatMap((key) => readCredentials('LabelledSecret', secret, key) ?? []);
}

/** Labelled Secrets whose ClusterProfile is nowhere in the input. A consumer's copy, in a namespace of its own, is none. */
export function findUnclaimedSecrets({ profiles }: Pick<Fleet, 'profiles'>, secrets: SecretIndex): Finding[] {
  const known = new Set(profiles.map(({ object }) => pathOf(object)));
  return secrets.labelled.flatMap(({ secret, name, namedNamespace }) => {
    const path = `${namedNamespace ?? secret.item.identity.namespace}/${name}`;
    if (known.has(path)) return [];
    return [credentialFindings.labelledSecretUnclaimed(secret.item.at('metadata.labels'), pathOf(secret.object), path)];
  });
}

function splitPath(path: string): { readonly namespace: string; readonly name: string } {
  const slash = path.indexOf('/');
  return { namespace: path.slice(0, slash), name: path.slice(slash + 1) };
}
