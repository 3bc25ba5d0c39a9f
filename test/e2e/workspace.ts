import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { linkCommands } from '../support/program';

const root = join(__dirname, '..', '..');

/** What a program gave back. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own with `rollcall` on the PATH, as a user has it who installed the program. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), 'rollcall-e2e-'));
  private readonly bin = join(this.folder, 'bin');
  readonly package = join(this.folder, 'fleet');

  constructor() {
    mkdirSync(this.bin);
    mkdirSync(this.package);
    linkCommands(this.bin);
  }

  /** The root package of the project with the example fleet in it, committed. */
  static withExample(): Workspace {
    const workspace = new Workspace();
    const files = execFileSync('git', ['ls-files', '-z'], {
      cwd: root,
      encoding: 'utf8',
    });
    for (const file of files.split('\0').filter((one) => one !== ''))
      cpSync(join(root, file), join(workspace.package, file));
    cpSync(join(root, 'examples', 'fleet'), join(workspace.package, 'fleet'), { recursive: true });
    workspace.commit();
    return workspace;
  }

  run(program: string, args: readonly string[], input = '', env: Readonly<Record<string, string>> = {}): Ran {
    const PATH = [this.bin, env.PATH ?? process.env.PATH].join(delimiter);
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: this.package,
      env: { ...process.env, ...env, PATH },
      input,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    return { code: status ?? -1, stdout, stderr };
  }

  /** Has the standalone executable as its commands from now on. */
  useExecutable(path: string): void {
    for (const name of ['rollcall', 'rollcall-fn']) {
      rmSync(join(this.bin, name));
      symlinkSync(path, join(this.bin, name));
    }
  }

  /** A link to the executable that kustomize starts, at a place inside the package or outside it. */
  linkFunction(path: string): void {
    mkdirSync(dirname(join(this.package, path)), { recursive: true });
    symlinkSync(join(this.bin, 'rollcall-fn'), join(this.package, path));
  }

  /** Commits everything, so that `changes` tells what came after. */
  commit(): void {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args], {
        cwd: this.package,
        stdio: 'pipe',
      });
    git('init', '-q');
    git('add', '-A', '--force');
    git('commit', '-q', '--allow-empty', '-m', 'state');
  }

  /** What differs from the last commit: `M a.yaml`, `?? b.yaml`, ` D c.yaml`. */
  changes(): string[] {
    const { stdout } = this.run('git', ['status', '--porcelain', '--untracked-files=all']);
    return stdout.split('\n').filter((line) => line !== '');
  }

  /** Every object in the YAML files of a folder. */
  objectsIn(folder: string): unknown[] {
    const inside = join(this.package, folder);
    const files = readdirSync(inside, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
    return files
      .sort()
      .flatMap((file) =>
        parseAllDocuments(readFileSync(join(inside, file), 'utf8')).map((document) => document.toJS()),
      );
  }

  /** The environment of programs that run here: this machine's, with `rollcall` on the PATH. */
  get environment(): Record<string, string | undefined> {
    return { ...process.env, PATH: [this.bin, process.env.PATH].join(delimiter) };
  }

  read(file: string): string {
    return readFileSync(join(this.package, file), 'utf8');
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.package, file)), { recursive: true });
    writeFileSync(join(this.package, file), text);
  }

  remove(file: string): void {
    rmSync(join(this.package, file), { recursive: true });
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Whether a program is on this machine. */
export function has(program: string): boolean {
  return spawnSync(program, ['version'], { stdio: 'ignore' }).error === undefined;
}
