import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

/** A real terminal, in which tests type and read: tmux with a server of its own. */
export class Terminal {
  private readonly server = `rollcall-${randomBytes(6).toString('hex')}`;

  /** @param shell the program that runs in it, with its arguments. */
  constructor(
    size: { columns: number; rows: number },
    folder: string,
    env: NodeJS.ProcessEnv,
    shell: readonly string[],
  ) {
    const { columns, rows } = size;
    const start = [
      '-f',
      '/dev/null',
      'start-server',
      ';',
      'set-option',
      '-g',
      'history-limit',
      '50000',
      ';',
      'new-session',
      '-d',
      '-x',
      String(columns),
      '-y',
      String(rows),
      '-c',
      folder,
    ];
    const variables = ['PATH', 'NO_COLOR'].flatMap((name) =>
      env[name] === undefined ? [] : ['-e', `${name}=${env[name]}`],
    );
    execFileSync('tmux', ['-L', this.server, ...start, ...variables, '-e', 'PS1=$ ', ...shell], {
      env: { ...env, LC_ALL: 'C.UTF-8', TERM: 'xterm-256color' },
    });
    this.tmux('set-option', '-g', 'default-terminal', 'tmux-256color');
  }

  type(text: string): void {
    this.tmux('send-keys', '-l', text);
  }

  press(...keys: string[]): void {
    this.tmux('send-keys', ...keys);
  }

  /** Empties the screen and what has scrolled away, so that nothing of an earlier command is there. */
  wipe(): void {
    this.tmux('send-keys', '-R', ';', 'clear-history');
  }

  /** The screen's lines; with `-S -` those that have scrolled away too, with `-e` the colours. */
  read(...options: string[]): string[] {
    return this.tmux('capture-pane', '-p', ...options)
      .replace(/\n+$/, '')
      .split('\n');
  }

  /** Waits until the screen shows it. */
  async until(isThere: (screen: readonly string[]) => boolean, what: string): Promise<readonly string[]> {
    for (let tries = 0; tries < 600; tries++) {
      const screen = this.read('-S', '-');
      if (isThere(screen)) return screen;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the terminal never showed ${what}:\n${this.read('-S', '-').join('\n')}`);
  }

  end(): void {
    this.tmux('kill-server');
  }

  private tmux(...args: string[]): string {
    return execFileSync('tmux', ['-L', this.server, ...args], { encoding: 'utf8' });
  }
}
