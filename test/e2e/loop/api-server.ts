import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { type JsonObject, objectAt } from '../../../src/krm/json';
import { find } from '../tools';
import type { Ran } from '../workspace';
import { freePort, type Programs } from './programs';

export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

/**
 * A real kube-apiserver with etcd behind it, on free ports of 127.0.0.1. No controller runs: a Namespace that is deleted stays, a
 * ServiceAccount gets a token only when it is asked for (`tokenFor`), and owners collect nothing.
 */
export class ApiServer {
  private constructor(
    private readonly programs: Programs,
    readonly url: string,
    /** The authority of its certificate, as PEM. */
    readonly authority: string,
    /** The path of an administrator's kubeconfig. */
    readonly kubeconfig: string,
    private readonly token: string,
  ) {}

  /** Why it cannot run here. */
  static missing(): string | undefined {
    const absent = ['etcd', 'kube-apiserver', 'kubectl'].filter((program) => find(program) === undefined);
    return absent.length === 0 ? undefined : `there is no ${absent.join(', no ')} on this machine`;
  }

  static async start(programs: Programs): Promise<ApiServer> {
    const folder = join(programs.folder, 'api-server');
    mkdirSync(folder);
    const [client, peer, port] = [await freePort(), await freePort(), await freePort()];
    const etcd = `http://127.0.0.1:${client}`;
    const between = `http://127.0.0.1:${peer}`;
    programs.start({
      name: 'etcd',
      command: 'etcd',
      args: [
        `--data-dir=${join(folder, 'etcd')}`,
        `--listen-client-urls=${etcd}`,
        `--advertise-client-urls=${etcd}`,
        `--listen-peer-urls=${between}`,
        `--initial-advertise-peer-urls=${between}`,
        `--initial-cluster=default=${between}`,
        '--unsafe-no-fsync',
      ],
    });
    const key = join(folder, 'service-accounts.key');
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    writeFileSync(key, privateKey, { mode: 0o600 });
    const token = randomBytes(32).toString('hex');
    const tokens = join(folder, 'tokens.csv');
    writeFileSync(tokens, `${token},administrator,administrator,"system:masters"\n`, { mode: 0o600 });
    const certificates = join(folder, 'certificates');
    programs.start({
      name: 'kube-apiserver',
      command: find('kube-apiserver') ?? 'kube-apiserver',
      args: [
        `--etcd-servers=${etcd}`,
        '--bind-address=127.0.0.1',
        '--advertise-address=127.0.0.1',
        '--endpoint-reconciler-type=none',
        `--secure-port=${port}`,
        `--cert-dir=${certificates}`,
        '--service-account-issuer=https://rollcall.test',
        `--service-account-key-file=${key}`,
        `--service-account-signing-key-file=${key}`,
        `--token-auth-file=${tokens}`,
        '--authorization-mode=RBAC',
        '--service-cluster-ip-range=10.0.0.0/24',
      ],
    });
    const url = `https://127.0.0.1:${port}`;
    await programs.ready('kube-apiserver', () => answers(`${url}/readyz`, token), 120);
    // The certificate that it makes for itself comes first, the authority that signed it second.
    const [, authority = ''] = readFileSync(join(certificates, 'apiserver.crt'), 'utf8').split(
      /(?<=-----END CERTIFICATE-----\n)/,
    );
    const kubeconfig = join(folder, 'kubeconfig');
    const server = new ApiServer(programs, url, authority, kubeconfig, token);
    server.writeKubeconfig(kubeconfig, token);
    return server;
  }

  /** As the administrator, or with the kubeconfig that the arguments name. */
  kubectl(args: readonly string[], input = '', env: Readonly<Record<string, string>> = {}): Ran {
    const own = args.includes('--kubeconfig') ? [] : ['--kubeconfig', this.kubeconfig];
    const home = this.programs.folder;
    const { status, stdout, stderr } = spawnSync('kubectl', [...own, ...args], {
      input,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      cwd: home,
      env: { ...env, PATH: process.env.PATH, HOME: home },
    });
    return { code: status ?? -1, stdout, stderr };
  }

  /** What kubectl prints; an exception with what it reports if it fails. */
  must(args: readonly string[], input = '', env: Readonly<Record<string, string>> = {}): string {
    const { code, stdout, stderr } = this.kubectl(args, input, env);
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: exit code ${code}\n${stderr}`);
    return stdout;
  }

  one(kind: string, namespace: string, name: string): JsonObject {
    return objectAt(JSON.parse(this.must(['get', kind, name, '--namespace', namespace, '-o', 'json'])));
  }

  /** One request as the administrator, for what kubectl does not do. */
  call(method: string, path: string, body?: string, type = 'application/json'): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': type };
    return new Promise((resolve, reject) => {
      const asked = request(`${this.url}${path}`, { method, ca: this.authority, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: objectAt(JSON.parse(text)) }));
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }

  /** Whoever has this token, as a kubeconfig without files beside it: what a Secret of credentials holds. */
  kubeconfigWith(token: string): string {
    const cluster = {
      server: this.url,
      'certificate-authority-data': Buffer.from(this.authority).toString('base64'),
    };
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'loop', cluster }],
      users: [{ name: 'loop', user: { token } }],
      contexts: [{ name: 'loop', context: { cluster: 'loop', user: 'loop' } }],
      'current-context': 'loop',
    });
  }

  writeKubeconfig(path: string, token: string): void {
    writeFileSync(path, this.kubeconfigWith(token), { mode: 0o600 });
  }

  /** A token of a ServiceAccount that is there, from the TokenRequest API. */
  tokenFor(namespace: string, name: string): string {
    return this.must(['create', 'token', name, '--namespace', namespace]).trim();
  }

  version(): string {
    return JSON.parse(this.must(['version', '-o', 'json'])).serverVersion.gitVersion;
  }
}

/** The certificate is not known yet. Only 127.0.0.1 is asked, with a token made for this run. */
function answers(url: string, token: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request(
      url,
      { rejectUnauthorized: false, headers: { authorization: `Bearer ${token}` } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode === 200);
      },
    );
    asked.on('error', () => resolve(false));
    asked.end();
  });
}
