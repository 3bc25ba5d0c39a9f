import { decodesAsBase64 } from '../krm/base64';
import { isObject, type JsonObject, objectAt, typeInWords } from '../krm/json';
import { repeatedIn } from '../lists/repeated';
import { isProxyUrl, parseServer } from './server-address';

/** How client-go types a field of its Config (clientcmd/api/v1). What is not listed it does not look at. */
type Field =
  | 'string'
  | 'boolean'
  | 'bytes'
  | 'anything'
  | { readonly list: Field; readonly named?: boolean }
  | { readonly values: Field }
  | { readonly fields: Readonly<Record<string, Field>> };

const named = (field: string, type: Field): Field => ({
  list: { fields: { name: 'string', [field]: type } },
  named: true,
});
const extensions = named('extension', 'anything');
const strings: Field = { list: 'string' };

const CONFIG: Field = {
  fields: {
    kind: 'string',
    apiVersion: 'string',
    preferences: { fields: { colors: 'boolean', extensions } },
    clusters: named('cluster', {
      fields: {
        server: 'string',
        'tls-server-name': 'string',
        'insecure-skip-tls-verify': 'boolean',
        'certificate-authority': 'string',
        'certificate-authority-data': 'bytes',
        'proxy-url': 'string',
        'disable-compression': 'boolean',
        extensions,
      },
    }),
    users: named('user', {
      fields: {
        'client-certificate': 'string',
        'client-certificate-data': 'bytes',
        'client-key': 'string',
        'client-key-data': 'bytes',
        token: 'string',
        tokenFile: 'string',
        as: 'string',
        'as-uid': 'string',
        'as-groups': strings,
        'as-user-extra': { values: strings },
        username: 'string',
        password: 'string',
        'auth-provider': { fields: { name: 'string', config: { values: 'string' } } },
        exec: {
          fields: {
            command: 'string',
            args: strings,
            env: { list: { fields: { name: 'string', value: 'string' } } },
            apiVersion: 'string',
            installHint: 'string',
            provideClusterInfo: 'boolean',
            interactiveMode: 'string',
          },
        },
        extensions,
      },
    }),
    contexts: named('context', { fields: { cluster: 'string', user: 'string', namespace: 'string', extensions } }),
    'current-context': 'string',
    extensions,
  },
};

/**
 * Why client-go, with which Sveltos and most clients read a kubeconfig, refuses one, in half a sentence; `undefined` where
 * it does not. Never a value of it. Whether its current context is there is for the policy to judge.
 */
export function refusedByClientGo(config: unknown): string | undefined {
  if (!isObject(config)) return 'it is not a map';
  return misfit(config, CONFIG)?.('') ?? refuseKind(config) ?? refuseCurrent(config);
}

/** What is wrong with a field, once its path is known. */
type Misfit = (path: string) => string;

/** The first field that Go's decoder cannot read. Hardly any has one, so that no path is put together before. */
function misfit(value: unknown, type: Field): Misfit | undefined {
  if (value === undefined || value === null || type === 'anything') return undefined;
  if (type === 'boolean') return typeof value === 'boolean' ? undefined : shouldBe('true or false', value);
  if (type === 'string') return typeof value === 'string' ? undefined : shouldBe('a string', value);
  if (type === 'bytes') {
    if (typeof value !== 'string') return shouldBe('a string', value);
    return decodesAsBase64(withoutBreaks(value)) ? undefined : (path) => `${path} is not base64`;
  }
  if ('list' in type) return Array.isArray(value) ? misfitIn(value, type) : shouldBe('a list', value);
  if (!isObject(value)) return shouldBe('a map', value);
  if ('values' in type) {
    for (const [at, one] of Object.values(value).entries()) {
      const fault = misfit(one, type.values);
      if (fault !== undefined) return (path) => fault(`value ${at + 1} of ${path}`);
    }
    return undefined;
  }
  for (const field in type.fields) {
    const one = type.fields[field];
    if (one === undefined || !Object.hasOwn(value, field)) continue;
    const fault = misfit(value[field], one);
    if (fault !== undefined) return (path) => fault(path === '' ? field : `${path}.${field}`);
  }
  return undefined;
}

function shouldBe(expected: string, value: unknown): Misfit {
  return (path) => `${path || 'it'} should be ${expected}, and is ${typeInWords(value)}`;
}

function misfitIn(
  list: readonly unknown[],
  type: { readonly list: Field; readonly named?: boolean },
): Misfit | undefined {
  for (const [at, one] of list.entries()) {
    const fault = misfit(one, type.list);
    if (fault !== undefined) return (path) => fault(`${path}[${at}]`);
  }
  if (!type.named || list.length < 2) return undefined;
  const names = list.map((one) => String((isObject(one) ? one.name : null) ?? ''));
  return repeatedIn(names).length > 0 ? (path) => `${path} has two entries of one name` : undefined;
}

function withoutBreaks(text: string): string {
  return text.includes('\n') || text.includes('\r') ? text.replace(/[\r\n]/g, '') : text;
}

const KINDS = ['kind', 'apiVersion'];

function refuseKind(config: JsonObject): string | undefined {
  const { kind, apiVersion } = config;
  const spelt = Object.keys(config).find((key) => !KINDS.includes(key) && /^(?:kind|apiversion)$/i.test(key));
  // Its reader of kinds tells no capitals from small letters, and its reader of the rest does.
  if (spelt !== undefined) return 'it spells kind or apiVersion in other letters';
  if (kind && kind !== 'Config') return 'its kind is not Config';
  return apiVersion && apiVersion !== 'v1' ? 'its apiVersion is not v1' : undefined;
}

/** What client-go checks of the cluster and the user of the current context. */
function refuseCurrent(config: JsonObject): string | undefined {
  const current = find(config, 'contexts', config['current-context']);
  if (current === undefined) return undefined;
  const { cluster: clusterName, user: userName } = objectAt(current, 'context');
  const cluster = find(config, 'clusters', clusterName ?? '');
  const user = find(config, 'users', userName ?? '');
  if (cluster === undefined) return 'its current context names a cluster that it does not hold';
  return refuseCluster(objectAt(cluster, 'cluster')) ?? (user && refuseUser(objectAt(user, 'user')));
}

function find(config: JsonObject, list: string, name: unknown): JsonObject | undefined {
  const entries = config[list];
  return Array.isArray(entries) ? entries.filter(isObject).find((one) => (one.name ?? '') === name) : undefined;
}

function refuseCluster(cluster: JsonObject): string | undefined {
  const { server, 'proxy-url': proxy } = cluster;
  if (!server) return 'the cluster of its current context has no server';
  const address = parseServer(String(server));
  if ('fault' in address) return `the server of its current context ${address.fault}`;
  if (proxy && !isProxyUrl(String(proxy))) {
    return 'the proxy-url of its current context is not an http, https or socks5 URL';
  }
  return cluster['certificate-authority'] && cluster['certificate-authority-data']
    ? 'its current context has both certificate-authority and certificate-authority-data'
    : undefined;
}

function refuseUser(user: JsonObject): string | undefined {
  const has = (field: string) => user[field] !== undefined && user[field] !== null && user[field] !== '';
  const both = (one: string, other: string) => has(one) && has(other);
  if (has('token') && (has('username') || has('password'))) {
    return 'the user of its current context has both a token and a password';
  }
  if (has('client-certificate') || has('client-certificate-data')) {
    if (both('client-certificate', 'client-certificate-data')) {
      return 'the user of its current context has both client-certificate and client-certificate-data';
    }
    if (both('client-key', 'client-key-data')) {
      return 'the user of its current context has both client-key and client-key-data';
    }
    if (!has('client-key') && !has('client-key-data')) {
      return 'the user of its current context has a client certificate and no key';
    }
  }
  const impersonates = ['as-uid', 'as-groups', 'as-user-extra'].some((field) => {
    const value = user[field];
    return Array.isArray(value) ? value.length > 0 : isObject(value) ? Object.keys(value).length > 0 : has(field);
  });
  return impersonates && !has('as') ? 'the user of its current context impersonates groups of nobody' : undefined;
}
