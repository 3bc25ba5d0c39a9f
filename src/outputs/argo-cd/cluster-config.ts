import { BUILTIN_COMMAND, type ClusterConfig } from '../../api/argo-cd';
import { isProxyUrl, parseServer } from '../../api/server-address';
import type { ArgoCDWay } from '../../inventory/access-ways/argo-cd-way';
import type { PluginWay } from '../../inventory/access-ways/plugin-way';
import { isObject, type JsonObject, objectAt, textOf } from '../../krm/json';
import { orderKeys } from '../../krm/key-order';

/** A cluster as Argo CD knows it. */
export interface Connection {
  readonly server: string;
  readonly config: ClusterConfig;
}

/** Why there is no connection, in half a sentence. */
export type NoConnection = { readonly fault: string } | { readonly unusable: string };

/** Without credentials: what Argo CD runs, or its own identity. */
export function connectByWay(way: ArgoCDWay, profileName: string): Connection | NoConnection {
  return connect(way.reachable.cluster, {
    ...(way.by === 'aws' && { awsAuthConfig: way.auth }),
    ...(way.by === 'builtin' && {
      execProviderConfig: {
        command: BUILTIN_COMMAND,
        args: [way.cloud],
        apiVersion: 'client.authentication.k8s.io/v1beta1',
      },
    }),
    ...(way.by === 'plugin' && { execProviderConfig: describePlugin(way, profileName) }),
  });
}

/** With the credentials of a kubeconfig's current context. */
export function connectByKubeconfig(kubeconfig: unknown): Connection | NoConnection {
  const whole = objectAt(kubeconfig);
  const context = objectAt(named(whole, 'contexts', whole['current-context']), 'context');
  const cluster = objectAt(named(whole, 'clusters', context.cluster), 'cluster');
  const user = objectAt(named(whole, 'users', context.user), 'user');
  const [foreign] = UNUSABLE.filter((field) => isSet(user[field]) || isSet(cluster[field]));
  if (foreign !== undefined) return { unusable: foreign };
  const token = textOf(user.token);
  const certData = textOf(user['client-certificate-data']).replace(/[\r\n]/g, '');
  const keyData = textOf(user['client-key-data']).replace(/[\r\n]/g, '');
  const [username, password] = [textOf(user.username), textOf(user.password)];
  if ([token, certData, username].every((one) => one === '')) return { unusable: 'neither a token nor a certificate' };
  const connection = connect(cluster, {
    username: username || undefined,
    password: password || undefined,
    bearerToken: token || undefined,
  });
  if (!('config' in connection) || certData === '') return connection;
  const { config, server } = connection;
  return { server, config: { ...config, tlsClientConfig: { ...config.tlsClientConfig, certData, keyData } } };
}

/** What a cluster Secret has no place for: it would be lost, and the cluster reached by someone else or not at all. */
const UNUSABLE = [
  'exec',
  'auth-provider',
  'tokenFile',
  'client-certificate',
  'client-key',
  'certificate-authority',
  'as',
  'as-uid',
  'as-groups',
  'as-user-extra',
];

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function named(config: JsonObject, list: string, name: unknown): unknown {
  const entries = config[list];
  return Array.isArray(entries) ? entries.filter(isObject).find((one) => one.name === name) : undefined;
}

/** @param cluster as in a kubeconfig, or in an access provider, which has the same fields. */
function connect(
  cluster: Readonly<Record<string, unknown>>,
  access: Omit<ClusterConfig, 'tlsClientConfig'>,
): Connection | NoConnection {
  const server = textOf(cluster.server).replace(/\/+$/, '');
  const address = parseServer(server);
  if ('fault' in address) return { fault: `its server ${address.fault}` };
  const proxyUrl = textOf(cluster['proxy-url']);
  if (proxyUrl !== '' && !isProxyUrl(proxyUrl)) return { fault: 'its proxy is not an http, https or socks5 URL' };
  const insecure = cluster['insecure-skip-tls-verify'] === true;
  const caData = textOf(cluster['certificate-authority-data']).replace(/[\r\n]/g, '');
  if (insecure && caData !== '') {
    return {
      fault: 'it has both a certificate authority and insecure-skip-tls-verify, which Argo CD refuses together',
    };
  }
  return {
    server,
    config: {
      ...access,
      tlsClientConfig: {
        insecure,
        serverName: textOf(cluster['tls-server-name']) || undefined,
        caData: caData || undefined,
      },
      disableCompression: cluster['disable-compression'] === true || undefined,
      proxyUrl: proxyUrl || undefined,
    },
  };
}

function describePlugin(
  { configured: { execConfig, profileSourcedEnvVarsPolicy }, config, added, reachable }: PluginWay,
  profileName: string,
): NonNullable<ClusterConfig['execProviderConfig']> {
  const { command = '', args, env, apiVersion, installHint, provideClusterInfo } = execConfig ?? {};
  const fill = (text: string) =>
    text
      .replace(/\{\{ *\.ClusterProfileName *\}\}/g, () => profileName)
      .replace(/\{\{ *\.ClusterProfileServer *\}\}/g, () => reachable.cluster.server);
  const all = [...(args ?? []).map(fill), ...added.args];
  const own = Object.fromEntries((env ?? []).map(({ name, value }) => [name, value]));
  const merged =
    profileSourcedEnvVarsPolicy === 'Replace' ? { ...own, ...added.variables } : { ...added.variables, ...own };
  const variables = Object.entries(merged).sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    command,
    args: all.length === 0 ? undefined : all,
    env: variables.length === 0 ? undefined : Object.fromEntries(variables),
    apiVersion: apiVersion ?? 'client.authentication.k8s.io/v1',
    installHint,
    // What the ClusterProfile says of the cluster reaches a plugin in no other way.
    provideClusterInfo: provideClusterInfo || config !== undefined || undefined,
    // Hosts order the keys of a map as they like, and this one becomes a text.
    config: config && orderKeys(config),
  };
}
