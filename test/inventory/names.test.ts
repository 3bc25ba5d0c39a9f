import {
  consumerSecretName,
  isDataKey,
  isLabelValue,
  isNamespaceName,
  isObjectName,
  isQualifiedKey,
  runtimeSecretName,
  sveltosSecretName,
} from '../../src/inventory/names';

describe('the names that other programs look for', () => {
  test.each([
    {
      rule: 'the push-model document: <profile namespace>-<profile name>-kubeconfig',
      given: consumerSecretName('default', 'alpha'),
      want: 'default-alpha-kubeconfig',
    },
    {
      rule: 'multicluster-runtime: <consumer>-<profile name>-kubeconfig',
      given: runtimeSecretName('argo', 'alpha'),
      want: 'argo-alpha-kubeconfig',
    },
    {
      rule: 'Sveltos and clusterinventory-controller: <profile name>-sveltos-kubeconfig',
      given: sveltosSecretName('alpha'),
      want: 'alpha-sveltos-kubeconfig',
    },
    {
      rule: 'a dash in a part is not escaped, so two pairs can meet in one name (and are then an error)',
      given: consumerSecretName('a-b', 'c'),
      want: consumerSecretName('a', 'b-c'),
    },
  ])('$rule', ({ given, want }) => {
    expect(given).toBe(want);
  });
});

describe('what Kubernetes takes for a name', () => {
  test.each([
    { rule: 'one letter', text: 'a', namespace: true, object: true, label: true },
    { rule: 'one digit', text: '0', namespace: true, object: true, label: true },
    { rule: '63 characters', text: 'a'.repeat(63), namespace: true, object: true, label: true },
    { rule: '64 characters', text: 'a'.repeat(64), namespace: false, object: true, label: false },
    { rule: '253 characters', text: 'a'.repeat(253), namespace: false, object: true, label: false },
    { rule: '254 characters', text: 'a'.repeat(254), namespace: false, object: false, label: false },
    { rule: 'nothing: only a label may be empty', text: '', namespace: false, object: false, label: true },
    { rule: 'a dash inside', text: 'a-b', namespace: true, object: true, label: true },
    { rule: 'a dash in front', text: '-a', namespace: false, object: false, label: false },
    { rule: 'a dash behind', text: 'a-', namespace: false, object: false, label: false },
    { rule: 'a dot inside', text: 'a.b', namespace: false, object: true, label: true },
    { rule: 'a dot in front', text: '.a', namespace: false, object: false, label: false },
    { rule: 'a dot behind', text: 'a.', namespace: false, object: false, label: false },
    { rule: 'two dots: a subdomain has no empty part', text: 'a..b', namespace: false, object: false, label: true },
    { rule: 'a dash beside a dot', text: 'a-.b', namespace: false, object: false, label: true },
    { rule: 'an upper-case letter', text: 'A', namespace: false, object: false, label: true },
    { rule: 'an underscore', text: 'a_b', namespace: false, object: false, label: true },
    { rule: 'a slash', text: 'a/b', namespace: false, object: false, label: false },
    { rule: 'a space', text: 'a b', namespace: false, object: false, label: false },
    { rule: 'a line break at the end', text: 'a\n', namespace: false, object: false, label: false },
    { rule: 'a letter outside ASCII', text: 'ä', namespace: false, object: false, label: false },
  ])('$rule', ({ text, namespace, object, label }) => {
    const given = { namespace: isNamespaceName(text), object: isObjectName(text), label: isLabelValue(text) };
    expect(given).toEqual({ namespace, object, label });
  });
});

describe('what Kubernetes takes for a key', () => {
  test.each([
    { rule: 'a word', text: 'config', qualified: true, data: true },
    { rule: 'upper case, dots, dashes and underscores', text: 'Ca.crt_1-b', qualified: true, data: true },
    { rule: 'nothing', text: '', qualified: false, data: false },
    { rule: 'a DNS prefix', text: 'x-k8s.io/cluster-profile', qualified: true, data: false },
    { rule: 'a prefix that is no DNS name', text: 'X_K8s/cluster-profile', qualified: false, data: false },
    { rule: 'an empty prefix', text: '/name', qualified: false, data: false },
    { rule: 'nothing behind the prefix', text: 'x-k8s.io/', qualified: false, data: false },
    { rule: 'two slashes', text: 'x-k8s.io/a/b', qualified: false, data: false },
    { rule: 'a space', text: 'a b', qualified: false, data: false },
    { rule: 'a dot in front', text: '.dockerconfigjson', qualified: false, data: true },
    { rule: 'a dot alone', text: '.', qualified: false, data: false },
    { rule: 'two dots alone', text: '..', qualified: false, data: false },
    { rule: '63 characters', text: 'a'.repeat(63), qualified: true, data: true },
    { rule: '64 characters', text: 'a'.repeat(64), qualified: false, data: true },
    {
      rule: '63 characters behind a prefix of 253',
      text: `${'a'.repeat(253)}/${'a'.repeat(63)}`,
      qualified: true,
      data: false,
    },
    { rule: 'a prefix of 254', text: `${'a'.repeat(254)}/a`, qualified: false, data: false },
    { rule: '253 characters', text: 'a'.repeat(253), qualified: false, data: true },
    { rule: '254 characters', text: 'a'.repeat(254), qualified: false, data: false },
  ])('$rule', ({ text, qualified, data }) => {
    expect({ qualified: isQualifiedKey(text), data: isDataKey(text) }).toEqual({ qualified, data });
  });
});
