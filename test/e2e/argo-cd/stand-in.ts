import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What an Application says about its plugin (`spec.source.plugin`). */
export interface Plugin {
  readonly env?: readonly { name: string; value: string }[];
  readonly parameters?: readonly object[];
}

export interface Generated {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface PluginFile {
  readonly spec: {
    readonly discover: { readonly fileName: string };
    readonly generate: { readonly command: string[]; readonly args?: string[] };
    readonly parameters: { readonly static: object[]; readonly dynamic: { readonly command: string[] } };
  };
}

/**
 * A STAND-IN for Argo CD's argocd-cmp-server, for machines without it; `npm run e2e:argocd` asks the real one. It does what
 * cmpserver/plugin/plugin.go does: it gets a copy of the repository, without .git, runs the commands of plugin.yaml in the
 * application's folder with its environment, takes stdout for the manifests and stderr for the message of a failure.
 */
export class StandInForCmpServer {
  private readonly file: PluginFile;
  private readonly environment: Readonly<Record<string, string | undefined>>;

  constructor(pluginYaml: string, environment: Readonly<Record<string, string | undefined>>) {
    this.file = parse(readFileSync(pluginYaml, 'utf8'));
    this.environment = environment;
  }

  /** Whether the plugin takes the application; `fileName` is the only discovery that this stand-in knows. */
  matches(repository: string, appPath: string): boolean {
    return existsSync(join(repository, appPath, this.file.spec.discover.fileName));
  }

  generate(repository: string, appPath: string, plugin: Plugin = {}): Generated {
    const { command, args = [] } = this.file.spec.generate;
    return this.inCopy(repository, appPath, [...command, ...args], plugin);
  }

  /** Dynamic announcements first, static ones behind them. */
  announcements(repository: string, appPath: string): object[] {
    const { stdout } = this.inCopy(repository, appPath, this.file.spec.parameters.dynamic.command, {});
    return [...JSON.parse(stdout), ...this.file.spec.parameters.static];
  }

  private inCopy(repository: string, appPath: string, command: readonly string[], plugin: Plugin): Generated {
    const copy = mkdtempSync(join(tmpdir(), 'rollcall-cmp-'));
    try {
      cpSync(repository, copy, { recursive: true, filter: (path) => !path.endsWith('/.git') });
      const [program = '', ...args] = command;
      const { status, stdout, stderr } = spawnSync(program, args, {
        cwd: join(copy, appPath),
        env: { ...this.environment, ...environmentOf(plugin) },
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      });
      return { code: status ?? -1, stdout, stderr };
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  }
}

function environmentOf({ env = [], parameters }: Plugin): Record<string, string> {
  const own = Object.fromEntries(env.map(({ name, value }) => [`ARGOCD_ENV_${name}`, value]));
  return { ARGOCD_APP_NAME: 'fleet', ...own, ARGOCD_APP_PARAMETERS: JSON.stringify(parameters ?? null) };
}
