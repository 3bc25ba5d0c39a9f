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
