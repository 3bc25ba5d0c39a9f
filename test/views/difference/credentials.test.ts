import { lendLens } from '../../../src/hosts/difference/lens';
import { viewCredential } from '../../../src/views/difference/credentials';

test.each([
  ['https://a.example:6443', 'https://a.example:6443'],
  ['https://user:pass@a.example', 'https://a.example'],
  ['https://user:pa/ss@a.example', 'https://a.example'],
  ['https://user:pa@ss@a.example', 'https://a.example'],
  ['user:pass@a.example', 'a.example'],
])('of the server %s no password is shown', (server, shown) => {
  const kubeconfig = { clusters: [{ name: 'a', cluster: { server } }] };
  const base64 = Buffer.from(JSON.stringify(kubeconfig)).toString('base64');
  expect(viewCredential(base64, lendLens()).server).toBe(shown);
});

test.each([
  ['kubernetes-admin', 'kubernetes-admin'],
  ['arn:aws:eks:eu-1:123:cluster/a@b', 'arn:aws:eks:eu-1:123:cluster/a@b'],
  ['hunter2 Secret!pw', expect.stringMatching(/^\(17 characters, digest [0-9a-f]{8}\)$/)],
  ['', undefined],
])('of the user %s no more than a name is shown', (name, shown) => {
  const kubeconfig = { contexts: [{ name: 'a', context: { user: name } }], 'current-context': 'a' };
  const base64 = Buffer.from(JSON.stringify(kubeconfig)).toString('base64');
  expect(viewCredential(base64, lendLens()).user).toEqual(shown);
});
