import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What client-go makes of a kubeconfig; the fields are explained in main.go. */
export interface Verdict {
  readonly load?: string;
  readonly config?: string;
  readonly scheme?: string;
  readonly exec?: boolean;
  readonly provider?: boolean;
  readonly files?: boolean;
  readonly insecure?: boolean;
  readonly token?: boolean;
  readonly contexts: number;
}

/** client-go itself, built from its Go module. */
export class Judge {
  private readonly folder = mkdtempSync(join(tmpdir(), 'rollcall-judge-'));
  private readonly program = join(this.folder, 'judge');

  /** Whether it could be built: it takes Go, and its modules. */
  build(): boolean {
    return spawnSync('go', ['build', '-o', this.program, '.'], { cwd: __dirname }).status === 0;
  }

  ask(texts: readonly string[]): Verdict[] {
    const input = texts.map((text) => `"${Buffer.from(text).toString('base64')}"\n`).join('');
    const { status, stdout, stderr } = spawnSync(this.program, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (status !== 0) throw new Error(stderr);
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
