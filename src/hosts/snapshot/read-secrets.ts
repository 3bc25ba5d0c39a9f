import { CAPI_SECRET } from '../../api/cluster';
import { PROFILE_LABEL } from '../../api/cluster-profile';
import { decodeBase64 } from '../../krm/base64';
import type { JsonObject } from '../../krm/json';
import { MANAGED_BY } from '../../krm/ownership';
import { type Kubectl, KubectlFailed } from './kubectl';

/** Which values of Secrets are kept. */
export type SecretsMode = 'None' | 'Metadata' | 'Credentials';

/**
 * The Secrets that renders look for. kubectl prints their metadata through a template, so that no value of theirs comes
 * here but those that are asked for: the certificate of a cluster's authority, and its kubeconfig with `Credentials`.
 */
export function readSecrets(kubectl: Kubectl, scope: readonly string[], mode: SecretsMode): JsonObject[] {
  if (mode === 'None') return [];
  const found = new Map<string, JsonObject>();
  for (const label of [CAPI_SECRET.clusterNameLabel, PROFILE_LABEL]) {
    const text = kubectl([
      'get',
      'secrets',
      ...scope,
      `--selector=${label}`,
      `--output=go-template=${templateFor(mode)}`,
    ]);
    for (const secret of parseLines(text)) {
      const object = buildSecret(secret);
      if (object !== undefined) found.set(`${secret.namespace}/${secret.name}`, object);
    }
  }
  return [...found.values()];
}

const END = 'end of the list';

/** One line a Secret: namespace, name, type, labels, keys, the certificate, the kubeconfig. */
function templateFor(mode: SecretsMode): string {
  const cluster = `index .metadata.labels "${CAPI_SECRET.clusterNameLabel}"`;
  const isNamed = (form: string) =>
    `{{if and (eq .type "${CAPI_SECRET.type}") (eq .metadata.name (printf "${form}" (${cluster})))}}`;
  const pairs = (map: string, pair: string) => `{{range $key, $value := ${map}}}${pair}{{end}}`;
  const credentials =
    mode === 'Credentials'
      ? `${isNamed(CAPI_SECRET.nameFor('%s'))}${pairs('.data', '{{if or (eq $key "value") (eq $key "kubeconfig")}}{{$key}}={{$value}},{{end}}')}{{end}}`
      : '';
  const columns = [
    '{{.metadata.namespace}}',
    '{{.metadata.name}}',
    '{{.type}}',
    pairs('.metadata.labels', '{{$key}}={{$value}},'),
    pairs('.data', '{{$key}},'),
    `${isNamed('%s-ca')}${pairs('.data', '{{if eq $key "tls.crt"}}{{$value}}{{end}}')}{{end}}`,
    credentials,
  ];
  return `{{range .items}}${columns.join('{{"\\t"}}')}{{"\\n"}}{{end}}${END}{{"\\n"}}`;
}

interface SecretLine {
  readonly namespace: string;
  readonly name: string;
  readonly type: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly keys: readonly string[];
  readonly certificate: string;
  readonly credentials: Readonly<Record<string, string>>;
}

function parseLines(text: string): SecretLine[] {
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.pop() !== END) throw new KubectlFailed('kubectl get secrets did not print the whole list');
  return lines.map((line) => {
    const columns = line.split('\t');
    if (columns.length !== COLUMNS) throw new KubectlFailed('kubectl get secrets printed something unexpected');
    const [namespace = '', name = '', type = '', labels = '', keys = '', certificate = '', credentials = ''] = columns;
    return {
      namespace,
      name,
      type,
      labels: pairsIn(labels),
      keys: listIn(keys),
      certificate,
      credentials: pairsIn(credentials),
    };
  });
}

const COLUMNS = 7;

function listIn(text: string): string[] {
  return text.split(',').filter((one) => one !== '');
}

/** Neither a label nor base64 holds a comma; base64 may end in equals signs. */
function pairsIn(text: string): Record<string, string> {
  return Object.fromEntries(
    listIn(text).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}

/** `undefined` for what no render reads: a cluster's other keys, and the copies that a render has made. */
function buildSecret({
  namespace,
  name,
  type,
  labels,
  keys,
  certificate,
  credentials,
}: SecretLine): JsonObject | undefined {
  if (labels[MANAGED_BY.label] === MANAGED_BY.value) return undefined;
  const cluster = labels[CAPI_SECRET.clusterNameLabel] ?? '';
  const head = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace, labels: { ...labels } }, type };
  if (cluster !== '' && name === `${cluster}-ca`)
    return isCertificate(certificate) ? { ...head, data: { 'tls.crt': certificate } } : undefined;
  if (cluster !== '' && name === CAPI_SECRET.nameFor(cluster)) {
    return Object.keys(credentials).length === 0 ? head : { ...head, data: { ...credentials } };
  }
  if (labels[PROFILE_LABEL] === undefined) return undefined;
  // The keys decide which one is named; they are no secret.
  return { ...head, data: Object.fromEntries(keys.map((key) => [key, ''])) };
}

/** Certificates and nothing else: a private key may stand beside one. */
function isCertificate(base64: string): boolean {
  const text = decodeBase64(base64) ?? '';
  return /^\s*(?:-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+$/.test(text);
}
