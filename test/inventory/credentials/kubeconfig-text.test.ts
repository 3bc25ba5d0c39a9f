import { kubeconfigBase64 } from '../../../src/inventory/credentials/kubeconfig-text';

const textOf = (config: Parameters<typeof kubeconfigBase64>[0]) =>
  Buffer.from(kubeconfigBase64(config), 'base64').toString();

/** What `yaml.Marshal` of sigs.k8s.io/yaml wrote. */
const VALUES: readonly (readonly [string, string])[] = [
  ['https://10.0.0.1:6443', 'https://10.0.0.1:6443'],
  ['https://[fd00::1]:443/', 'https://[fd00::1]:443/'],
  ['https://a.example/k8s?q=1&r=2#f', 'https://a.example/k8s?q=1&r=2#f'],
  ['https://a.example/a: b', "'https://a.example/a: b'"],
  ['https://a.example/ #b', "'https://a.example/ #b'"],
  ['497513e490247', '497513e490247'],
  ['0x411fbb67a8', '"0x411fbb67a8"'],
  ['1234', '"1234"'],
  ['12:30', '"12:30"'],
  ['on', '"on"'],
  ['', '""'],
  ['[::1]', "'[::1]'"],
  ['é', 'é'],
  ['~/.kube/ca', '~/.kube/ca'],
  ['C:\\new', 'C:\\new'],
];

test.each(VALUES)('a kubeconfig has %j as Go writes it', (value, written) => {
  expect(textOf({ clusters: [{ cluster: { server: value }, name: 'a' }] })).toBe(
    `clusters:\n- cluster:\n    server: ${written}\n  name: a\n`,
  );
});

test.each(['\u007f', 'a\nb', 'a\u0085b', 'a\u2028b', '\ufeff'])(
  'what readers take differently is quoted: %j',
  (token) => {
    const escaped = JSON.stringify(token).replace(
      /[^ -~]/g,
      (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    expect(textOf({ user: 'https://a', token })).toBe(`user: "https://a"\ntoken: ${escaped}\n`);
  },
);
