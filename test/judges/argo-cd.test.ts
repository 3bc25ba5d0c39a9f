import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';

/**
 * Argo CD's own shapes, written down from its source (v3.6: util/db/cluster.go and pkg/apis/application/v1alpha1): every
 * cluster Secret of the golden cases has to be one that Argo CD reads, with no field that it does not know.
 */
const folder = join(__dirname, '..', 'golden', 'register-argocd-clusters');
const text = { type: 'string', minLength: 1 } as const;
const texts = { type: 'array', items: { type: 'string' } } as const;
const bytes = { type: 'string', minLength: 1, pattern: '^[A-Za-z0-9+/]+=*$' } as const;
const object = (required: readonly string[], properties: object) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
const config = object(['tlsClientConfig'], {
  username: text,
  password: text,
  bearerToken: text,
  tlsClientConfig: object(['insecure'], {
    insecure: { type: 'boolean' },
    serverName: text,
    certData: bytes,
    keyData: bytes,
    caData: bytes,
  }),
  awsAuthConfig: object(['clusterName'], { clusterName: text, roleARN: text, profile: text }),
  execProviderConfig: object(['command', 'apiVersion'], {
    command: text,
    args: texts,
    env: { type: 'object', additionalProperties: { type: 'string' } },
    apiVersion: { enum: ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'] },
    installHint: text,
    provideClusterInfo: { type: 'boolean' },
    config: { type: 'object' },
  }),
  disableCompression: { type: 'boolean' },
  proxyUrl: text,
});
const data = object(['name', 'server', 'config'], {
  name: text,
  server: { type: 'string', pattern: '^https://.*[^/]$' },
  config: text,
  namespaces: { type: 'string', pattern: '^[a-z0-9-]+(?:,[a-z0-9-]+)*$' },
  clusterResources: { const: 'true' },
  project: text,
  shard: { type: 'string', pattern: '^[0-9]+$' },
});

interface ClusterSecret {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Record<string, string> };
  readonly data?: Record<string, string>;
  readonly stringData?: Record<string, string>;
}

const secrets = readdirSync(folder).flatMap((golden) => {
  const { items }: { items: ClusterSecret[] } = parse(readFileSync(join(folder, golden, 'expected.yaml'), 'utf8'));
  const made = items.filter(({ metadata }) => metadata.labels?.['argocd.argoproj.io/secret-type'] === 'cluster');
  return made.map((secret): [string, ClusterSecret] => [`${golden}: ${secret.metadata.name}`, secret]);
});

const ajv = new Ajv({ strict: true });
const isData = ajv.compile(data);
const isConfig = ajv.compile(config);

test('there is something to judge', () => {
  expect(secrets.length).toBeGreaterThan(4);
});

test.each(secrets)('Argo CD reads %s', (_name, { data: encoded = {}, stringData = {} }) => {
  const decoded = Object.entries(encoded).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]);
  const values: Record<string, string> = { ...Object.fromEntries(decoded), ...stringData };
  expect(isData(values) ? [] : isData.errors).toEqual([]);
  const parsed = JSON.parse(values.config ?? '');
  expect(isConfig(parsed) ? [] : isConfig.errors).toEqual([]);
  const { awsAuthConfig, execProviderConfig, bearerToken, tlsClientConfig } = parsed;
  const ways = [awsAuthConfig, execProviderConfig, bearerToken ?? tlsClientConfig.certData];
  expect(ways.filter((one) => one !== undefined)).toHaveLength(1);
  // client-go refuses both together.
  expect(tlsClientConfig.insecure && tlsClientConfig.caData !== undefined).toBe(false);
});
