import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { tools } from './tools';

/** Argo CD's own parser of cluster Secrets, and the client that it makes of one: `npm run e2e:argocd` builds it. */
const parser = join(tools, 'argo-cd', 'read-cluster-secret');
const isBuilt = existsSync(parser);
const suite = isBuilt ? describe : describe.skip;
const title = isBuilt
  ? 'Argo CD’s parser of cluster Secrets'
  : 'Argo CD’s parser of cluster Secrets: skipped, since it is not built (test/e2e/argo-cd/server/build.sh)';

interface Secret {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
}

const folder = join(__dirname, '..', 'golden', 'register-argocd-clusters');
const rendered = readdirSync(folder).flatMap((golden) => {
  const { items }: { items: Secret[] } = parse(readFileSync(join(folder, golden, 'expected.yaml'), 'utf8'));
  return items
    .filter(({ metadata }) => metadata.labels?.['argocd.argoproj.io/secret-type'] === 'cluster')
    .map((secret): [string, Secret] => [`${golden}: ${secret.metadata.name}`, asStored(secret)]);
});

/** An API server stores stringData as data. */
function asStored({ stringData = {}, data, ...rest }: Secret): Secret {
  const encoded = Object.entries(stringData).map(([key, text]) => [key, Buffer.from(text).toString('base64')]);
  return { ...rest, data: { ...data, ...Object.fromEntries(encoded) } };
}

function read(secret: Secret) {
  const { stdout, stderr } = spawnSync(parser, [], { input: `${JSON.stringify(secret)}\n`, encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

suite(title, () => {
  test.each(rendered)('%s', (_title, secret) => {
    const text = (key: string) => Buffer.from(secret.data?.[key] ?? '', 'base64').toString();
    const config = JSON.parse(text('config'));
    const { error, ...seen } = read(secret);
    expect(error ?? '').toBe('');
    expect(seen).toMatchObject({
      name: text('name'),
      server: text('server'),
      host: text('server'),
      project: text('project'),
      insecure: config.tlsClientConfig.insecure,
      hasAuthority: config.tlsClientConfig.caData !== undefined,
      hasToken: config.bearerToken !== undefined,
      hasCertificate: config.tlsClientConfig.certData !== undefined,
    });
    expect(seen.exec?.command).toBe(config.execProviderConfig?.command);
    expect(seen.aws?.clusterName).toBe(config.awsAuthConfig?.clusterName);
    expect(seen.shard === null ? '' : String(seen.shard)).toBe(text('shard'));
    expect((seen.namespaces ?? []).join()).toBe(text('namespaces'));
  });

  test('refuses what is none', () => {
    const [[, sound]] = rendered as [[string, Secret]];
    const broken = { ...sound, data: { ...sound.data, config: Buffer.from('{').toString('base64') } };
    expect(read(broken).error).toContain('failed to unmarshal cluster config');
  });
});
