import { fromBytes, toBytes } from '../bytes';
import { Stop } from '../fault';
import { GoMap, typeName } from '../value';
import { type Family, ofString, takes } from './signature';

/** net/url, as far as sprig's two functions need it. */
export const urls: Family = {
  urlParse: ofString((text) => {
    const url = parse(text);
    return GoMap.of([
      ['scheme', url.scheme],
      ['host', url.host],
      ['hostname', hostname(url.host)],
      ['path', url.path],
      ['query', url.query],
      ['opaque', url.opaque],
      ['fragment', url.fragment],
      ['userinfo', url.user === undefined ? '' : userText(url.user)],
    ]);
  }),
  urlJoin: takes(['map'], (args) => {
    const part = (key: string): string => {
      const { entries } = args.map(0);
      const value = entries.has(key) ? (entries.get(key) ?? null) : '';
      if (typeof value === 'string') return value;
      throw new Stop(`unable to parse ${key} key, must be of type string, but ${typeName(value)} found`);
    };
    const userinfo = part('userinfo');
    return write({
      scheme: part('scheme'),
      host: part('host'),
      path: part('path'),
      rawPath: '',
      query: part('query'),
      opaque: part('opaque'),
      fragment: part('fragment'),
      user: userinfo === '' ? undefined : parse(`proto://${userinfo}@host`).user,
    });
  }),
};

interface User {
  readonly name: string;
  readonly password: string | undefined;
}

interface Url {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  /** The path as it was written, where its escapes are not the usual ones. */
  readonly rawPath: string;
  readonly query: string;
  readonly opaque: string;
  readonly fragment: string;
  readonly user: User | undefined;
}

function cut(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

function refuse(reason: string): never {
  throw new Stop(`unable to parse url: ${reason}`);
}

function parse(text: string): Url {
  const [bare, rawFragment] = cut(text, '#');
  const nothing = { scheme: '', host: '', path: '', rawPath: '', query: '', opaque: '', user: undefined };
  const fragment = percentDecode(rawFragment, 'other');
  if (/[^\P{Cc}\x80-\x9f]/u.test(bare)) refuse('it holds a control character');
  if (bare === '*') return { ...nothing, path: '*', fragment };
  const found = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(bare);
  if (bare.startsWith(':')) refuse('missing protocol scheme');
  const scheme = (found?.[1] ?? '').toLowerCase();
  const [rest, query] = cut(found?.[2] ?? bare, '?');
  const url = { ...nothing, scheme, query, fragment };
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { ...url, opaque: rest };
    if (cut(rest, '/')[0].includes(':')) refuse('the first path segment cannot contain a colon');
  }
  const hasAuthority = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'));
  if (!hasAuthority) return { ...url, ...readPath(rest) };
  const after = rest.slice(2);
  const slash = after.indexOf('/');
  const authority = slash < 0 ? after : after.slice(0, slash);
  return { ...url, ...readAuthority(scheme, authority), ...readPath(slash < 0 ? '' : after.slice(slash)) };
}

function readPath(text: string): { path: string; rawPath: string } {
  const path = percentDecode(text, 'other');
  return { path, rawPath: percentEncode(path, PATH) === text ? '' : text };
}

function readAuthority(scheme: string, authority: string): { host: string; user: User | undefined } {
  const at = authority.lastIndexOf('@');
  const host = readHost(scheme, authority.slice(at + 1));
  if (at < 0) return { host, user: undefined };
  const info = authority.slice(0, at);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(info)) refuse('invalid userinfo');
  const [name, password] = cut(info, ':');
  const secret = info.includes(':') ? percentDecode(password, 'other') : undefined;
  return { host, user: { name: percentDecode(name, 'other'), password: secret } };
}

function readHost(scheme: string, text: string): string {
  const bracket = text.lastIndexOf('[');
  if (bracket > 0) refuse('invalid IP-literal');
  if (bracket === 0) {
    const close = text.lastIndexOf(']');
    if (close < 0) refuse("missing ']' in host");
    wantPort(text.slice(close + 1));
    const [address, zone] = cut(text.slice(1, close), '%25');
    if (!isIPv6(address)) refuse('invalid host');
    return `[${percentDecode(address, 'host')}${zone === '' ? '' : `%${percentDecode(zone, 'other')}`}]${text.slice(close + 1)}`;
  }
  const strict = scheme === 'http' || scheme === 'https';
  const colon = strict ? text.indexOf(':') : text.lastIndexOf(':');
  if (colon >= 0) wantPort(text.slice(colon));
  return percentDecode(text, 'host');
}

function isIPv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const ipv4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}$/.test(last);
  const plain = ipv4 ? groups.slice(0, -1) : groups;
  const count = plain.length + (ipv4 ? 2 : 0);
  return plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) && (halves.length === 2 ? count < 8 : count === 8);
}

function wantPort(text: string): void {
  if (!/^(?::[0-9]*)?$/.test(text)) refuse('invalid port after host');
}

function hostname(host: string): string {
  const bare = host.replace(/:[0-9]*$/, '');
  const withoutPort = host.startsWith('[') ? host.slice(0, host.indexOf(']') + 1) : bare;
  return withoutPort.startsWith('[') && withoutPort.endsWith(']') ? withoutPort.slice(1, -1) : withoutPort;
}

/** What stays as it is, beside letters, digits and `-_.~`. */
const PATH = '$&+,/:;=@';
const USER = '$&+,;=';
const HOST = '!$&\'()*+,;=:[]<>"';
const FRAGMENT = '$&+,/:;=?@!()*';

function percentEncode(text: string, kept: string): string {
  let out = '';
  for (const byte of toBytes(text)) {
    const character = String.fromCharCode(byte);
    const stays = /[A-Za-z0-9\-_.~]/.test(character) || kept.includes(character);
    out += stays ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

function percentDecode(text: string, mode: 'host' | 'other'): string {
  if (mode === 'host' && /[ #%/?@\\^`{|}]|[^\P{Cc}\x80-\x9f]/u.test(text.replace(/%[89A-Fa-f][0-9A-Fa-f]/g, ''))) {
    refuse('invalid character in host name');
  }
  if (!text.includes('%')) return text;
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) refuse('invalid URL escape');
  const parts = text.split(/(%[0-9A-Fa-f]{2})/).map((part) => {
    return part.startsWith('%') ? Buffer.of(Number.parseInt(part.slice(1), 16)) : toBytes(part);
  });
  return fromBytes(Buffer.concat(parts));
}

function userText({ name, password }: User): string {
  const secret = password === undefined ? '' : `:${percentEncode(password, USER)}`;
  return percentEncode(name, USER) + secret;
}

function write(url: Url): string {
  let out = url.scheme === '' ? '' : `${url.scheme}:`;
  if (url.opaque !== '') {
    out += url.opaque;
  } else {
    if (url.scheme !== '' || url.host !== '' || url.user !== undefined) {
      if (url.host !== '' || url.path !== '' || url.user !== undefined) out += '//';
      if (url.user !== undefined) out += `${userText(url.user)}@`;
      out += percentEncode(url.host, HOST);
    }
    const path = url.path === '*' ? '*' : percentEncode(url.path, PATH);
    if (path !== '' && !path.startsWith('/') && url.host !== '') out += '/';
    if (out === '' && cut(path, '/')[0].includes(':')) out += './';
    out += path;
  }
  if (url.query !== '') out += `?${url.query}`;
  if (url.fragment !== '') out += `#${percentEncode(url.fragment, FRAGMENT)}`;
  return out;
}
