import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { find, tools } from '../../tools';

const programs = join(tools, 'argo-cd');
const root = join(__dirname, '..', '..', '..', '..');
const PATIENCE = 120_000;

/** Why Argo CD cannot be started on this machine, in words. */
export function whatArgoCDLacks(): string | undefined {
  if (!existsSync(join(programs, 'argocd'))) return 'Argo CD is not built: npm run e2e:argocd builds it';
  return find('redis-server') === undefined ? 'there is no redis-server on this machine' : undefined;
}

/** Argo CD as an installation has it: Redis, repo server, plugin server with plugin.yaml, and both controllers. */
export class ArgoCD {
  private readonly running: ChildProcess[] = [];

  /** `folder` is its own; `environment` has KUBECONFIG of the cluster that it runs in, and `rollcall` on the PATH. */
  constructor(
    private readonly folder: string,
    private readonly environment: Readonly<Record<string, string | undefined>>,
  ) {}

  async start(): Promise<void> {
    const [redis, repoServer] = [await freePort(), await freePort()];
    for (const name of ['config', 'sockets', 'work', 'tmp', 'gnupg', 'app']) mkdirSync(join(this.folder, name));
    cpSync(join(root, 'plugin.yaml'), join(this.folder, 'config', 'plugin.yaml'));
    this.run('redis-server', '--port', `${redis}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no');
    this.run('argocd-cmp-server', '--config-dir-path', join(this.folder, 'config'));
    const local = ['--namespace', 'argocd', '--logformat', 'text'];
    const redisAt = ['--redis', `127.0.0.1:${redis}`];
    const repoAt = ['--repo-server-plaintext'];
    await this.listens(redis);
    this.run(
      'argocd-repo-server',
      ...['--address', '127.0.0.1', '--port', `${repoServer}`, '--logformat', 'text'],
      ...['--metrics-address', '127.0.0.1', '--metrics-port', `${await freePort()}`],
      ...['--disable-tls', ...redisAt],
    );
    await this.listens(repoServer);
    this.run(
      'argocd-application-controller',
      ...[...local, ...redisAt, ...repoAt, '--repo-server', `127.0.0.1:${repoServer}`],
      ...[
        '--metrics-port',
        `${await freePort()}`,
        '--repo-error-grace-period-seconds',
        '0',
        '--status-processors',
        '2',
      ],
    );
    this.run(
      'argocd-applicationset-controller',
      ...[...local, ...repoAt, '--argocd-repo-server', `127.0.0.1:${repoServer}`],
      ...['--metrics-addr', `127.0.0.1:${await freePort()}`, '--probe-addr', `127.0.0.1:${await freePort()}`],
      ...['--webhook-addr', `127.0.0.1:${await freePort()}`],
    );
  }

  /** Ends what was started, the controllers first. */
  async end(): Promise<void> {
    for (const one of this.running.splice(0).reverse()) {
      if (one.exitCode !== null || one.signalCode !== null) continue;
      const ended = once(one, 'exit');
      one.kill('SIGKILL'); // argocd-cmp-server waits for open connections else
      await ended;
    }
  }

  /** setpriv lets a program end with the test that started it, even if that is killed. */
  private run(program: string, ...args: string[]): void {
    const own = join(programs, program);
    const log = openSync(join(this.folder, `${program}.log`), 'w');
    const command = ['--pdeathsig', 'KILL', existsSync(own) ? own : program, ...args];
    const started = spawn('setpriv', command, {
      cwd: this.folder,
      stdio: ['ignore', log, log],
      env: {
        ...this.environment,
        TMPDIR: join(this.folder, 'tmp'),
        ARGOCD_FAKE_IN_CLUSTER: 'true',
        ARGOCD_GPG_ENABLED: 'false',
        ARGOCD_APP_CONF_PATH: join(this.folder, 'app'),
        ARGOCD_TLS_DATA_PATH: join(this.folder, 'app'),
        ARGOCD_SSH_DATA_PATH: join(this.folder, 'app'),
        ARGOCD_ASK_PASS_SOCK: join(this.folder, 'sockets', 'ask-pass'),
        ARGOCD_PLUGINSOCKFILEPATH: join(this.folder, 'sockets'),
        ARGOCD_CMP_WORKDIR: join(this.folder, 'work'),
      },
    });
    this.running.push(started);
  }

  private async listens(port: number): Promise<void> {
    const until = Date.now() + PATIENCE;
    while (!(await accepts(port))) {
      if (Date.now() > until) throw new Error(`nothing listens on port ${port}: see the logs in ${this.folder}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address !== 'object' || address === null) throw new Error('a server has no port');
  return address.port;
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
