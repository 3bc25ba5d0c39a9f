import { currentAccess, secretOf, serverOf } from '../../../src/inventory/credentials/current-access';

/** What is compared where clusters are looked for that share a server or a credential. */
const cluster = (name: string) => ({ name, cluster: { server: `https://${name}.example` } });
const user = (name: string) => ({ name, user: { token: name } });
const context = (name: string, ofCluster: string, ofUser: string) => ({
  name,
  context: { cluster: ofCluster, user: ofUser },
});

test.each([
  [
    'the current context',
    {
      'current-context': 'two',
      contexts: [context('one', 'a', 'a'), context('two', 'b', 'c')],
      clusters: [cluster('a'), cluster('b')],
      users: [user('a'), user('b'), user('c')],
    },
    'https://b.example',
    'c',
  ],
  [
    'without a context, the first of each',
    { clusters: [cluster('a'), cluster('b')], users: [user('c'), user('d')] },
    'https://a.example',
    'c',
  ],
  [
    'a context that names what is not there',
    { 'current-context': 'one', contexts: [context('one', 'x', 'y')], clusters: [cluster('a')], users: [user('b')] },
    'https://a.example',
    'b',
  ],
])('%s', (_rule, config, server, token) => {
  expect(currentAccess(config)).toEqual({ cluster: { server }, user: { token } });
});

test('nothing to use is nothing', () => {
  expect(currentAccess({ clusters: [] })).toEqual({ cluster: {}, user: {} });
});

test.each([
  [{ token: 'a', password: 'b' }, 'token a'],
  [{ 'client-key-data': 'a\nb', 'client-certificate-data': 'c' }, 'client-key-data ab'],
  [{ 'client-certificate-data': 'c' }, 'client-certificate-data c'],
  [{ username: 'u', password: 'p q' }, 'password pq'],
  [{ token: '', exec: {} }, undefined],
])('%j proves itself by %j', (given, want) => {
  expect(secretOf(given)).toBe(want);
});

test.each([
  ['https://a.example', 'https://A.example:443/'],
  ['http://a.example', 'http://a.example:80'],
  ['https://a.example/b', 'https://a.example/b//'],
])('%s and %s are one server', (one, other) => {
  expect(serverOf({ server: one })).toBe(serverOf({ server: other }));
  expect(serverOf({ server: one })).toContain('a.example');
});

test.each([
  ['another port', { server: 'https://a.example:6443' }],
  ['another scheme', { server: 'http://a.example' }],
  ['another path', { server: 'https://a.example/b' }],
  ['a path with a slash in it', { server: 'https://a.example/b/c' }],
  ['another TLS name', { server: 'https://a.example', 'tls-server-name': 'b.example' }],
  ['a proxy', { server: 'https://a.example', 'proxy-url': 'http://b.example' }],
])('%s is another server', (_rule, other) => {
  const all = [{ server: 'https://a.example' }, { server: 'https://a.example/bc' }, other].map(serverOf);
  expect(new Set(all).size).toBe(3);
});

test('what is no URL is no server', () => {
  expect(serverOf({ server: 'a.example' })).toBeUndefined();
  expect(serverOf({})).toBeUndefined();
});
