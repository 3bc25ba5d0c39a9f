import type { Kubeconfig } from '../../api/kubeconfig';
import { isObject, type JsonObject, objectAt, textOf } from '../../krm/json';

/** What a client uses of a kubeconfig: the cluster and user of the current context, else the first ones. */
export function currentAccess(config: Kubeconfig): { readonly cluster: JsonObject; readonly user: JsonObject } {
  const whole = objectAt(config);
  const context = objectAt(
    listAt(whole, 'contexts').find(({ name }) => name === whole['current-context']),
    'context',
  );
  const pick = (field: string, name: unknown) => {
    const list = listAt(whole, field);
    return list.find((one) => one.name === name) ?? list[0];
  };
  return {
    cluster: objectAt(pick('clusters', context.cluster), 'cluster'),
    user: objectAt(pick('users', context.user), 'user'),
  };
}

/** What a user proves itself by, to be compared and never to be shown; `undefined` where a program or nothing does. */
export function secretOf(user: JsonObject): string | undefined {
  for (const field of ['token', 'client-key-data', 'client-certificate-data', 'password']) {
    const text = textOf(user[field]).replace(/\s/g, '');
    if (text !== '') return `${field} ${text}`;
  }
  return undefined;
}

/** One text for one API server as clients reach it; `undefined` where it is no URL. A proxy or another TLS name can lead elsewhere. */
export function serverOf(cluster: JsonObject): string | undefined {
  const server = textOf(cluster.server);
  if (!URL.canParse(server)) return undefined;
  // The host has a port only where it is not the one of the protocol.
  const { protocol, host, pathname } = new URL(server);
  const place = `${protocol}//${host}${pathname.replace(/\/+$/, '')}`;
  return [place, textOf(cluster['tls-server-name']), textOf(cluster['proxy-url'])].join(' ');
}

function listAt(config: JsonObject, field: string): JsonObject[] {
  return [config[field] ?? []].flat().filter(isObject);
}
