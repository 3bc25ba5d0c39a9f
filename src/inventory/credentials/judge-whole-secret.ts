import { refusedByClientGo } from '../../api/client-go-config';
import { pathOf } from '../../api/metadata';
import { keysOf, readValue, SECRET, type Secret } from '../../api/secret';
import * as credentialFindings from '../../diagnostics/credentials';
import type { Finding } from '../../diagnostics/finding';
import type { Item } from '../../krm/item';
import { isObject, type Json, type JsonObject } from '../../krm/json';
import { readUnambiguously } from '../../krm/yaml/read';
import { judgeKubeconfig, type KubeconfigPolicy } from './kubeconfig-policy';

/**
 * Judges every key of a Secret that is passed on whole: a client may read its kubeconfig from any of them. A value that is
 * no kubeconfig, such as a certificate, is nobody's danger; one that YAML readers take differently could be anything.
 */
export function judgeWholeSecret(secret: Secret, item: Item, policy: KubeconfigPolicy): Finding[] {
  const path = pathOf(secret);
  return keysOf(secret).flatMap((key) => {
    const value = readValue(secret, key);
    const place = item.at(`data.${key}`);
    if (value.state === 'absent') return [];
    if (value.state === 'invalid') return [credentialFindings.secretNotBase64(place, path, key)];
    const reading = readUnambiguously(value.text);
    if ('fault' in reading) {
      if (!couldHoldMap.test(value.text.trim())) return [];
      return [credentialFindings.heldValueUnjudged(place, path, key, reading.fault.reason)];
    }
    const config = reading.value;
    if (!looksLikeKubeconfig(config)) return [];
    const refused = refusedByClientGo(config);
    if (refused !== undefined) return [credentialFindings.kubeconfigRefused(place, path, key, refused)];
    return judgeKubeconfig(config, policy, place, `The kubeconfig in Secret ${path} (key ${key})`);
  });
}

/** The Secrets of an earlier render that stay as they are: whoever may write files may have changed them. */
export function judgeKept(keep: readonly Item[], policy: KubeconfigPolicy): Finding[] {
  return [...new Set(keep)].flatMap((item) => {
    const { object, identity } = item;
    if (identity.group !== SECRET.group || identity.kind !== SECRET.kind) return [];
    if (SECRET.validate(object)) return judgeWholeSecret(object, item, policy);
    const path = `${identity.namespace}/${identity.name}`;
    return [
      credentialFindings.heldValueUnjudged(item.at('data'), path, 'data', 'it does not have the shape of a Secret'),
    ];
  });
}

/** Maps within maps take several lines, or braces. */
const couldHoldMap = /[\n\r\x85\u2028\u2029{]/;

function looksLikeKubeconfig(value: Json): value is JsonObject {
  return isObject(value) && (value.kind === 'Config' || FIELDS.some((field) => Object.hasOwn(value, field)));
}

const FIELDS = ['clusters', 'users', 'contexts'];
