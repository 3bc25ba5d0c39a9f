import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A bare Git repository that Argo CD reads, and the working tree of whoever commits to it. */
export class Repository {
  readonly bare: string;
  private readonly tree: string;

  constructor(folder: string) {
    this.bare = join(folder, 'fleet.git');
    this.tree = join(folder, 'fleet');
    execFileSync('git', ['init', '-q', '--bare', '-b', 'main', this.bare]);
    execFileSync('git', ['clone', '-q', this.bare, this.tree], { stdio: 'pipe' });
    this.git('checkout', '-q', '-b', 'main');
  }

  get url(): string {
    return `file://${this.bare}`;
  }

  at(path: string): string {
    return join(this.tree, path);
  }

  read(path: string): string {
    return readFileSync(this.at(path), 'utf8');
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), text);
  }

  remove(path: string): void {
    rmSync(this.at(path), { recursive: true });
  }

  files(folder: string): string[] {
    return readdirSync(this.at(folder));
  }

  /** Commits and pushes everything, and gives the commit. */
  commit(message: string): string {
    this.git('add', '-A', '--force');
    this.git('commit', '-q', '-m', message);
    return this.push();
  }

  /** Takes the last commit back by another. */
  revert(): string {
    this.git('revert', '--no-edit', 'HEAD');
    return this.push();
  }

  private push(): string {
    this.git('push', '-q', 'origin', 'main');
    return this.git('rev-parse', 'HEAD').trim();
  }

  private git(...args: string[]): string {
    const who = ['-c', 'user.name=platform', '-c', 'user.email=platform@localhost'];
    return execFileSync('git', [...who, ...args], { cwd: this.tree, encoding: 'utf8', stdio: 'pipe' });
  }
}
