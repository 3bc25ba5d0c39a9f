import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(__dirname, '..', '..', '..', '..');
const PATIENCE = 60_000;

/** Runs kubectl as the administrator; fails where it does. */
export type Kubectl = (args: readonly string[], input?: string) => string;

/** What of an Application's status the tests look at. */
export interface Status {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
  readonly status?: {
    readonly sync?: { readonly status: string; readonly revision?: string };
    readonly resources?: readonly { readonly kind: string; readonly namespace?: string; readonly name: string }[];
    readonly conditions?: readonly { readonly type: string; readonly message: string }[];
    readonly operationState?: {
      readonly phase: string;
      readonly message?: string;
      readonly syncResult?: { readonly revision: string };
    };
  };
}

/**
 * deploy/argocd/application.yaml, for a folder of a repository, with what the page tells to change. One thing more: objects are deleted
 * at once, since the API server of the test has no garbage collector that would finish a foreground deletion.
 */
export function applicationFor(name: string, repoURL: string, path: string): object {
  const application = parse(readFileSync(join(root, 'deploy', 'argocd', 'application.yaml'), 'utf8'));
  application.metadata.name = name;
  Object.assign(application.spec.source, { repoURL, path });
  application.spec.syncPolicy.syncOptions = ['PrunePropagationPolicy=background'];
  return application;
}

/** An ApplicationSet of deploy/argocd, for another repository, whose newest commit it asks for as after a webhook. */
export function applicationSetFor(file: string, repoURL: string, folders = 'fleets/*/rollcall.yaml'): object {
  const text = readFileSync(join(root, 'deploy', 'argocd', file), 'utf8');
  const set = parse(text.replaceAll(/repoURL: \S+/g, `repoURL: ${repoURL}`).replace('fleets/*/rollcall.yaml', folders));
  set.metadata.annotations = { 'argocd.argoproj.io/application-set-refresh': 'true' };
  return set;
}

/** An Application on the server. It looks at Git when it is asked to, not only every three minutes. */
export class Application {
  constructor(
    private readonly kubectl: Kubectl,
    readonly name: string,
  ) {}

  get(): Status {
    return JSON.parse(this.kubectl(['get', 'application', this.name, '-n', 'argocd', '-o', 'json']));
  }

  /** What a webhook of the Git server does. */
  refresh(): void {
    this.annotate('argocd.argoproj.io/refresh=normal');
  }

  annotate(annotation: string): void {
    this.kubectl(['annotate', 'application', this.name, '-n', 'argocd', '--overwrite', annotation]);
  }

  patch(spec: object): void {
    this.kubectl([
      ...['patch', 'application', this.name, '-n', 'argocd', '--type', 'merge'],
      ...['-p', JSON.stringify({ spec })],
    ]);
  }

  /** Waits until a commit is applied: every object is as in Git, and what has left is pruned. */
  async synced(commit: string): Promise<Status> {
    this.refresh();
    return await this.until(
      `synced to ${commit}`,
      ({ status }) =>
        status?.sync?.status === 'Synced' &&
        status.sync.revision === commit &&
        (status.operationState?.phase ?? 'Succeeded') === 'Succeeded' && // none where there was nothing to do
        errorsOf(status).length === 0,
    );
  }

  /** Waits until the Application shows an error, and gives its text. */
  async failed(): Promise<string> {
    this.refresh();
    const { status } = await this.until('failed', ({ status }) => errorsOf(status).length > 0);
    return errorsOf(status).join('\n');
  }

  async until(what: string, holds: (status: Status) => boolean): Promise<Status> {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const now = this.get();
      if (holds(now) && now.metadata.annotations?.['argocd.argoproj.io/refresh'] === undefined) return now;
      if (Date.now() > end)
        throw new Error(
          `${this.name} is not ${what}: ${JSON.stringify({ ...now.status, resources: undefined }, null, 2)}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}

function errorsOf(status: Status['status']): string[] {
  return (status?.conditions ?? []).filter(({ type }) => type.endsWith('Error')).map(({ message }) => message);
}
