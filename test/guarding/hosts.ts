import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Item } from '../../src/krm/item';
import { type JsonObject, objectAt } from '../../src/krm/json';

/** What a host was told: its exit code, and what it shows, in the order in which it shows it. */
export interface Shown {
  readonly code: number;
  readonly findings: readonly { readonly severity: string; readonly code: string }[];
  readonly stdout: string;
}

/** What the program was given and gave back, in this process. */
export interface Streams {
  stdin: Buffer;
  stdout: string;
  stderr: string;
}

/** Starts the program as a host does. `main` is the program itself: only its streams are not the process's. */
export class HostBench {
  private readonly folder = mkdtempSync(join(tmpdir(), 'rollcall-guarding-'));
  private readonly work = join(this.folder, 'apps', 'fleet');
  private readonly start = process.cwd();
  private readonly main: (args: string[]) => Promise<number>;
  private readonly streams: Streams;

  constructor(main: (args: string[]) => Promise<number>, streams: Streams) {
    this.main = main;
    this.streams = streams;
    mkdirSync(this.work, { recursive: true });
    process.chdir(this.work);
  }

  end(): void {
    process.chdir(this.start);
    rmSync(this.folder, { recursive: true });
  }

  /** kpt sends every object of the package with its file, and shows the results. */
  async kpt(items: readonly Item[], config: JsonObject): Promise<Shown> {
    const sent = [config, ...items.map(({ object }) => object)].map((object, at) =>
      annotate(object, {
        'config.kubernetes.io/index': '0',
        'config.kubernetes.io/path': `object-${at}.yaml`,
        'internal.config.kubernetes.io/index': '0',
        'internal.config.kubernetes.io/path': `object-${at}.yaml`,
        'internal.config.kubernetes.io/package-path': '/srv/package',
        'internal.config.kubernetes.io/seqindent': 'wide',
      }),
    );
    const { code, stdout } = await this.run(['fn'], listOf(sent, annotate(config, {})));
    return { code, stdout, findings: resultsIn(stdout) };
  }

  /** `rollcall render --output`, over what an earlier render wrote; `keep` keeps the files for the next one. */
  async output(items: readonly Item[], config: JsonObject, keep = false): Promise<Shown> {
    this.write(items, config);
    const out = join(this.folder, 'out');
    const before = join(this.folder, 'before');
    if (!keep) {
      rmSync(out, { recursive: true, force: true });
      cpSync(before, out, { recursive: true });
    }
    const shown = await this.shell(['render', '.', '--output', out]);
    if (keep) cpSync(out, before, { recursive: true });
    return shown;
  }

  async stdout(items: readonly Item[], config: JsonObject): Promise<Shown> {
    this.write(items, config);
    return this.shell(['render', '.']);
  }

  /** The command that plugin.yaml names, in the application's folder, with the parameters of the Application. */
  async argoCd(items: readonly Item[], config: JsonObject, pluginYaml: string): Promise<Shown> {
    this.write(items, config);
    const { command, args = [] } = parse(readFileSync(pluginYaml, 'utf8')).spec.generate;
    const [, ...rest] = [...command, ...args];
    process.env.ARGOCD_APP_NAME = 'fleet';
    process.env.ARGOCD_APP_PARAMETERS = JSON.stringify([{ name: 'maxDepartures', string: '5%' }]);
    try {
      return await this.shell(rest);
    } finally {
      delete process.env.ARGOCD_APP_NAME;
      delete process.env.ARGOCD_APP_PARAMETERS;
    }
  }

  /** kustomize sends the resources of the kustomization, and shows stderr. */
  async transformer(items: readonly Item[], config: JsonObject): Promise<Shown> {
    this.clear();
    const sent = items.map(({ object, identity }, at) =>
      annotate(object, {
        'config.kubernetes.io/origin': 'path: fleet.yaml\n',
        'kustomize.config.k8s.io/id': `kind: ${identity.kind}\nname: ${identity.name}\nversion: v1\n`,
        'config.kubernetes.io/index': `${at}`,
        'internal.config.kubernetes.io/index': `${at}`,
        'internal.config.kubernetes.io/id': `${at + 1}`,
      }),
    );
    return this.shell(['fn'], listOf(sent, annotate(config, EXEC)));
  }

  /** kustomize sends a generator its configuration alone, as an item too. */
  async generator(items: readonly Item[], config: JsonObject): Promise<Shown> {
    this.write(items, config);
    rmSync(join(this.work, 'rollcall.yaml'));
    const own = annotate({ ...config, spec: { ...objectAt(config, 'spec'), inputs: ['.'] } }, EXEC);
    return this.shell(['fn'], listOf([annotate(own, { 'config.kubernetes.io/index': '0' })], own));
  }

  /** The same as a legacy exec plugin: a file with the configuration, and nothing on stdin. */
  async plugin(items: readonly Item[], config: JsonObject): Promise<Shown> {
    this.write(items, config);
    rmSync(join(this.work, 'rollcall.yaml'));
    const file = join(this.folder, 'plugin-config');
    writeFileSync(file, JSON.stringify({ ...config, spec: { ...objectAt(config, 'spec'), inputs: ['.'] } }));
    return this.shell(['kustomize-plugin', file]);
  }

  private clear(): void {
    rmSync(this.work, { recursive: true });
    mkdirSync(this.work);
    process.chdir(this.work);
  }

  private write(items: readonly Item[], config: JsonObject): void {
    this.clear();
    const documents = items.map(({ bytes }) => bytes.toString());
    writeFileSync(join(this.work, 'fleet.yaml'), documents.join('---\n'));
    writeFileSync(join(this.work, 'rollcall.yaml'), JSON.stringify(config));
  }

  /** Where people and tools see stderr alone. */
  private async shell(args: string[], stdin = ''): Promise<Shown> {
    const { code, stdout, stderr } = await this.run(args, stdin);
    const lines = [...stderr.matchAll(/^(error|warning|info) (RC\d{3}) /gm)];
    return { code, stdout, findings: lines.map(([, severity = '', one = '']) => ({ severity, code: one })) };
  }

  private async run(args: string[], stdin: string) {
    Object.assign(this.streams, { stdin: Buffer.from(stdin), stdout: '', stderr: '' });
    const code = await this.main(args);
    return { code, stdout: this.streams.stdout, stderr: this.streams.stderr };
  }
}

const EXEC = {
  'config.kubernetes.io/function': 'exec:\n  path: ./rollcall-fn\n',
  'config.kubernetes.io/local-config': 'true',
};

function annotate(object: JsonObject, annotations: Readonly<Record<string, string>>): JsonObject {
  const metadata = objectAt(object, 'metadata');
  return {
    ...object,
    metadata: { ...metadata, annotations: { ...objectAt(metadata, 'annotations'), ...annotations } },
  };
}

function listOf(items: readonly JsonObject[], functionConfig: JsonObject): string {
  return JSON.stringify({ apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items, functionConfig });
}

function resultsIn(list: string): Shown['findings'] {
  const { results = [] }: { results?: { severity: string; tags: { code: string } }[] } = JSON.parse(list);
  return results.map(({ severity, tags }) => ({ severity, code: tags.code }));
}
