import { type Attack, expectAll } from './attack';
import { asking, bindingOf, CA, documents, FLEET, managed, PROXY, setOf } from './fleet';

/** Whoever writes a ClusterProfile asks for the token of somebody else's cluster. */

const hubs = { 'x-k8s.io/cluster-manager': 'open-cluster-management' };
const attack = (what: string, wants: string, ...objects: object[]): Attack => ({
  what,
  wants,
  files: { 'fleet/evil.yaml': documents(...objects) },
});

/** Servers that are nearly the hub's own proxy with the victim behind it. */
const NEAR = [
  `${PROXY}/victim/../attacker.example`,
  `${PROXY}/victim%2f..%2fmine`,
  `${PROXY}/%76ictim`,
  `${PROXY}/Victim`,
  `${PROXY}//victim`,
  `${PROXY}/victim//`,
  `${PROXY}/victim?to=attacker.example`,
  `${PROXY}/victim#attacker.example`,
  `${PROXY}\\@attacker.example/victim`,
  `${PROXY}.attacker.example/victim`,
  `${PROXY.replace('proxy:', 'proxy.attacker.example:')}/victim`,
  `${PROXY.replace('//', '//attacker.example@')}/victim`,
  `${PROXY.replace('//', '//attacker.example\\@')}/victim`,
  `${PROXY.replace('cluster', '\u0441luster')}/victim`,
  `${PROXY.replace('user', 'user\u00ad')}/victim`,
  `${PROXY.replace(':9092', '.:9092')}/victim`,
  `${PROXY.replace(':9092', ':9093')}/victim`,
  `${PROXY.replace(':9092', '')}/victim`,
  `${PROXY.replace('https:', 'http:')}/victim`,
  `${PROXY.replace('https:', 'ftp:')}/victim`,
  `${PROXY.replace('https:', '')}/victim`,
  ` ${PROXY}/victim`,
  `${PROXY}/victim\n`,
  `${PROXY}/vic\ttim`,
  `${PROXY}/victim\u0000`,
];

test('a token goes to no server that the hub does not name', async () => {
  await expectAll(FLEET, [
    attack('their own server', 'RC337', asking()),
    attack('the victim’s name in other letters', 'warning RC343', asking({ asks: 'Victim' })),
    ...NEAR.map((server) => attack(JSON.stringify(server), 'RC337', asking({ server }))),
    attack(
      'the hub’s proxy, through a proxy of theirs, which sees TLS alone',
      'warning RC338',
      asking({ server: `${PROXY}/victim`, more: { 'proxy-url': 'http://attacker.example' } }),
    ),
    attack('an authority of theirs', 'RC337', asking({ server: `${PROXY}/victim`, ca: 'YQ==' })),
    attack('two authorities', 'RC374', asking({ server: `${PROXY}/victim`, ca: CA + CA })),
  ]);
}, 300_000);

test('nothing that a tenant writes makes them the hub', async () => {
  const profile = asking({ name: 'victim', labels: hubs });
  await expectAll(FLEET, [
    attack('a profile with the manager’s label', 'RC337', profile),
    attack('a binding of another set', 'RC337', profile, bindingOf('tenant', 'mine'), setOf('mine')),
    attack('a binding whose name is another', 'RC337', profile, bindingOf('tenant', 'fleet', 'mine')),
    attack('a binding of a set in other letters', 'RC337', profile, bindingOf('tenant', 'Fleet')),
    attack(
      'a set that takes every cluster',
      'RC337',
      profile,
      bindingOf('tenant', 'all'),
      setOf('all', { clusterSelector: { selectorType: 'Everything', labelSelector: {} } }),
    ),
    attack(
      'the victim once more, in another set',
      'RC109',
      profile,
      managed('victim', 'mine'),
      setOf('mine'),
      bindingOf('tenant', 'mine'),
    ),
    attack(
      'another proxy, in a namespace of theirs',
      'RC337',
      asking({ server: 'https://cluster-proxy-addon-user.attacker.example:9092/victim' }),
      {
        apiVersion: 'proxy.open-cluster-management.io/v1alpha1',
        kind: 'ManagedProxyConfiguration',
        metadata: { name: 'theirs' },
        spec: { proxyServer: { namespace: 'attacker.example' } },
      },
    ),
    attack('a list where a name belongs', 'RC379', asking({ asks: ['victim'] })),
    attack('__proto__ where a name belongs', 'warning RC343', asking({ asks: '__proto__' })),
  ]);
}, 300_000);
