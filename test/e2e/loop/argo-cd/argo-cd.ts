import { cpSync, existsSync, mkdirSync, readlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { find, tools } from '../../tools';
import type { ApiServer } from '../api-server';
import { freePort, type Programs } from '../programs';

const built = join(tools, 'argo-cd');
const root = join(__dirname, '..', '..', '..', '..');

/** Argo CD as an installation has it: Redis, repo server, plugin server with plugin.yaml, and both controllers. */
export class ArgoCD {
  private constructor(
    private readonly programs: Programs,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Why it cannot run here. */
  static missing(): string | undefined {
    if (!existsSync(join(built, 'argocd'))) return 'Argo CD is not built (test/e2e/argo-cd/server/build.sh)';
    return find('redis-server') === undefined ? 'there is no redis-server on this machine' : undefined;
  }

  static version(): string {
    return /-(v[\d.]+)-/.exec(readlinkSync(built))?.[1] ?? 'unknown';
  }

  /** `path` is where the programs find `rollcall`. */
  static async start(programs: Programs, server: ApiServer, path: string): Promise<ArgoCD> {
    const folder = join(programs.folder, 'argo-cd');
    const inside = (name: string) => {
      mkdirSync(join(folder, name), { recursive: true });
      return join(folder, name);
    };
    const sockets = inside('sockets');
    const argoCD = new ArgoCD(programs, {
      PATH: path,
      HOME: inside('home'),
      TMPDIR: inside('tmp'),
      KUBECONFIG: server.kubeconfig,
      ARGOCD_FAKE_IN_CLUSTER: 'true', // https://kubernetes.default.svc is then the cluster of KUBECONFIG
      ARGOCD_GPG_ENABLED: 'false',
      ARGOCD_APP_CONF_PATH: inside('app'),
      ARGOCD_TLS_DATA_PATH: inside('app'),
      ARGOCD_SSH_DATA_PATH: inside('app'),
      ARGOCD_ASK_PASS_SOCK: join(sockets, 'ask-pass'),
      ARGOCD_PLUGINSOCKFILEPATH: sockets,
      ARGOCD_CMP_WORKDIR: inside('work'),
    });
    cpSync(join(root, 'plugin.yaml'), join(inside('config'), 'plugin.yaml'));

    const redis = await freePort();
    argoCD.run('redis-server', '--port', `${redis}`, '--bind', '127.0.0.1', '--save', '', '--dir', folder);
    argoCD.run('argocd-cmp-server', '--config-dir-path', join(folder, 'config'));
    await programs.ready('redis-server', () => accepts(redis));

    const repo = await freePort();
    argoCD.run(
      'argocd-repo-server',
      ...['--address', '127.0.0.1', '--port', `${repo}`, '--disable-tls', '--redis', `127.0.0.1:${redis}`],
      ...['--metrics-address', '127.0.0.1', '--metrics-port', `${await freePort()}`],
    );
    await programs.ready('argocd-repo-server', () => accepts(repo));

    const shared = ['--namespace', 'argocd', '--repo-server-plaintext'];
    argoCD.run(
      'argocd-application-controller',
      ...[...shared, '--repo-server', `127.0.0.1:${repo}`, '--redis', `127.0.0.1:${redis}`],
      ...['--metrics-port', `${await freePort()}`, '--repo-error-grace-period-seconds', '0'],
    );
    argoCD.run(
      'argocd-applicationset-controller',
      ...[...shared, '--argocd-repo-server', `127.0.0.1:${repo}`],
      ...['--metrics-addr', `127.0.0.1:${await freePort()}`, '--probe-addr', `127.0.0.1:${await freePort()}`],
      ...['--webhook-addr', `127.0.0.1:${await freePort()}`],
    );
    return argoCD;
  }

  private run(program: string, ...args: string[]): void {
    const own = join(built, program);
    const command = existsSync(own) ? own : program;
    this.programs.start({ name: basename(program), command, args, env: this.env });
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (accepted: boolean) => () => {
      socket.destroy();
      resolve(accepted);
    };
    socket.on('connect', answer(true)).on('error', answer(false));
  });
}
