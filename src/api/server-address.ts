/** How client-go reaches the server of a kubeconfig. */
export type ServerAddress = { readonly scheme: 'http' | 'https' } | { readonly fault: string };

/**
 * Reads a server as client-go does (rest.DefaultServerURL). Without a scheme and a host it is a host and a port, reached by
 * plain http: clientcmd looks at certificates only once it knows that the server speaks TLS.
 */
export function parseServer(server: string): ServerAddress {
  const whole = parseUrl(server);
  if (whole !== undefined && whole.scheme !== '' && whole.host !== '') {
    if (whole.scheme === 'http' || whole.scheme === 'https') return { scheme: whole.scheme };
    return { fault: 'has a scheme that is neither http nor https' };
  }
  const address = parseUrl(`http://${server}`);
  if (address === undefined || (address.path !== '' && address.path !== '/')) {
    return { fault: 'is neither a URL nor a host and a port' };
  }
  return { scheme: 'http' };
}

interface Url {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
}

/** Whether client-go takes a text for the URL of a proxy. */
export function isProxyUrl(text: string): boolean {
  const url = parseUrl(text);
  return url !== undefined && ['http', 'https', 'socks5'].includes(url.scheme);
}

/** Go's url.Parse, as far as scheme, host and path are concerned; `undefined` where it fails. */
function parseUrl(text: string): Url | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Go refuses them
  if (/[\u0000-\u001f\u007f]/.test(text)) return undefined;
  if (text === '*') return { scheme: '', host: '', path: '*' };
  const [withoutFragment = '', ...fragment] = text.split('#');
  if (!isEscaped(fragment.join('#'))) return undefined;
  const [, scheme = '', rest = ''] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(.*)$/s.exec(withoutFragment) ?? [];
  if (scheme === '' && rest.startsWith(':')) return undefined;
  const [beforeQuery = ''] = rest.split('?');
  if (!beforeQuery.startsWith('/')) {
    if (scheme !== '') return { scheme: scheme.toLowerCase(), host: '', path: '' };
    const [segment = ''] = beforeQuery.split('/');
    return segment.includes(':') || !isEscaped(beforeQuery) ? undefined : { scheme: '', host: '', path: beforeQuery };
  }
  if (!beforeQuery.startsWith('//') || (scheme === '' && beforeQuery.startsWith('///'))) {
    return isEscaped(beforeQuery) ? { scheme: scheme.toLowerCase(), host: '', path: beforeQuery } : undefined;
  }
  const [, authority = '', path = ''] = /^\/\/([^/]*)(.*)$/s.exec(beforeQuery) ?? [];
  const at = authority.lastIndexOf('@');
  const userinfo = at < 0 ? '' : authority.slice(0, at);
  const host = authority.slice(at + 1);
  if (!isUserinfo(userinfo) || !isHost(host) || !isEscaped(path)) return undefined;
  return { scheme: scheme.toLowerCase(), host, path };
}

function isUserinfo(text: string): boolean {
  return /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(text) && isEscaped(text);
}

function isHost(host: string): boolean {
  if (host.includes('[')) {
    const [, inside = '', port = ''] = /^\[(.*)\]([^\]]*)$/s.exec(host) ?? [];
    return isAddressV6(inside) && isPort(port);
  }
  // Go lets a host have no colon but the one in front of a port.
  const colon = host.indexOf(':');
  return (colon < 0 || isPort(host.slice(colon))) && isUnescapable(host);
}

function isPort(text: string): boolean {
  return /^(?::[0-9]*)?$/.test(text);
}

/** In a host Go reads escapes of what is not ASCII alone, and refuses blanks and some signs. */
function isUnescapable(host: string): boolean {
  return !/[ <>"\\^`{|}]/.test(host.replace(/[<>"]/g, '')) && /^(?:[^%]|%[89A-Fa-f][0-9A-Fa-f])*$/.test(host);
}

/** A zone may follow the address. */
function isAddressV6(inside: string): boolean {
  const zone = inside.indexOf('%25');
  const address = zone < 0 ? inside : inside.slice(0, zone);
  return zone !== inside.length - 3 && address.includes(':') && URL.canParse(`http://[${address}]`);
}

/** Whether each percent sign begins an escape. */
function isEscaped(text: string): boolean {
  return /^(?:[^%]|%[0-9A-Fa-f]{2})*$/.test(text);
}
