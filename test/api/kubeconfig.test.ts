import { type KubeconfigReading, readKubeconfig } from '../../src/api/kubeconfig';
import { FAKE_MATERIAL, kubeconfig } from '../support/objects';

const IS_ONE: Partial<KubeconfigReading> = { state: 'kubeconfig' };
const NO_CLUSTER: KubeconfigReading = { state: 'names no cluster' };

const rows: { rule: string; text: string; want: Partial<KubeconfigReading> }[] = [
  { rule: 'a kubeconfig as Cluster API writes it', text: kubeconfig(), want: IS_ONE },
  { rule: 'the same without a line break at its end', text: kubeconfig().trimEnd(), want: IS_ONE },
  { rule: 'the same with the line ends of Windows', text: kubeconfig().replaceAll('\n', '\r\n'), want: IS_ONE },
  {
    rule: 'JSON',
    text: '{"clusters":[{"name":"a","cluster":{"server":"https://a.example"}}]}',
    want: IS_ONE,
  },
  {
    rule: 'YAML in flow style, with a comment and an anchor',
    text: '# mine\nclusters: [{name: &a a, cluster: {server: "https://a.example"}}]\ncurrent-context: *a\n',
    want: IS_ONE,
  },
  {
    rule: 'apiVersion and kind may be absent, as for client-go',
    text: 'clusters:\n- name: a\n  cluster:\n    server: x\n',
    want: IS_ONE,
  },
  {
    rule: 'JSON with a key that stands twice, which Go’s readers merge: an exec stanza could hide there',
    text: '{"clusters":[{"name":"a","cluster":{"server":"x"}}],"users":[{"name":"u","user":{"exec":{}},"user":{}}]}',
    want: { state: 'not YAML', line: 1, reason: 'a key stands twice in one map' },
  },
  { rule: 'clusters is empty', text: 'apiVersion: v1\nkind: Config\nclusters: []\n', want: NO_CLUSTER },
  { rule: 'clusters is null', text: 'apiVersion: v1\nkind: Config\nclusters:\n', want: NO_CLUSTER },
  { rule: 'clusters is absent', text: 'apiVersion: v1\nkind: Config\nusers: []\n', want: NO_CLUSTER },
  { rule: 'clusters is a map', text: 'clusters:\n  a:\n    server: https://a.example\n', want: NO_CLUSTER },
  { rule: 'a cluster without a name', text: 'clusters:\n- cluster:\n    server: x\n', want: NO_CLUSTER },
  { rule: 'a cluster without a server', text: 'clusters:\n- name: a\n  cluster: {}\n', want: NO_CLUSTER },
  {
    rule: 'a cluster with an empty server',
    text: 'clusters:\n- name: a\n  cluster:\n    server: ""\n',
    want: NO_CLUSTER,
  },
  { rule: 'a server that is no string', text: 'clusters:\n- name: a\n  cluster:\n    server: 1\n', want: NO_CLUSTER },
  { rule: 'a bare word', text: `${FAKE_MATERIAL}\n`, want: NO_CLUSTER },
  { rule: 'a certificate', text: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n', want: NO_CLUSTER },
  { rule: 'nothing', text: '', want: NO_CLUSTER },
  { rule: 'a list', text: '[]', want: NO_CLUSTER },
  {
    rule: 'not YAML: the line and a reason',
    text: `clusters:\n- name: a\n token: ${FAKE_MATERIAL}\n`,
    want: { state: 'not YAML', line: 3, reason: expect.any(String) },
  },
  {
    rule: 'a key that stands twice, which kubectl refuses too',
    text: `clusters: []\n${FAKE_MATERIAL}: 1\n${FAKE_MATERIAL}: 2\n`,
    want: { state: 'not YAML', line: 3, reason: 'a key stands twice in one map' },
  },
  {
    rule: 'more than one document',
    text: `${kubeconfig()}---\n${kubeconfig()}`,
    want: { state: 'not YAML', line: expect.any(Number), reason: 'there is more than one document' },
  },
];

test.each(rows)('$rule', ({ text, want }) => {
  const reading = readKubeconfig(text);
  expect(reading).toMatchObject(want);
  if (reading.state !== 'kubeconfig') expect(JSON.stringify(reading)).not.toContain(FAKE_MATERIAL);
});
