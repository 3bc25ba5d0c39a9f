// Takes a snapshot of the management cluster and opens a pull request with what has changed. Later runs update the branch of
// that pull request. Its arguments are options of `rollcall snapshot`.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { REPOSITORY = '', BASE = 'main', DIRECTORY = 'fleet/snapshot', TOKEN_FILE = '' } = process.env;
const { BRANCH = 'rollcall-snapshot', API = 'https://api.github.com' } = process.env;
const { REMOTE = `https://github.com/${REPOSITORY}.git` } = process.env;

const folder = mkdtempSync(join(tmpdir(), 'rollcall-snapshot-'));
// git asks for the token when it needs it, so that it is in no argument, URL or file of the clone.
const helper = '!f() { [ "$1" = get ] && echo username=x-access-token && echo "password=$(cat "$TOKEN_FILE")"; }; f';

function git(...args) {
  const options = ['-C', folder, '-c', 'credential.helper=', '-c', `credential.helper=${helper}`];
  const author = ['-c', 'user.name=rollcall', '-c', 'user.email=rollcall@localhost'];
  return execFileSync('git', [...options, ...author, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function isSame(commit) {
  try {
    git('diff', '--quiet', commit, 'HEAD', '--', DIRECTORY);
    return true;
  } catch {
    return false;
  }
}

async function ask(method, path, body) {
  const answer = await fetch(`${API}/repos/${REPOSITORY}${path}`, {
    method,
    body: body && JSON.stringify(body),
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${readFileSync(TOKEN_FILE, 'utf8').trim()}`,
      'user-agent': 'rollcall-snapshot',
    },
  });
  if (!answer.ok) throw new Error(`${method} ${path} gave ${answer.status}`);
  return answer.json();
}

async function run() {
  git('clone', '--quiet', '--depth', '1', '--branch', BASE, REMOTE, '.');
  execFileSync('rollcall', ['snapshot', join(folder, DIRECTORY), ...process.argv.slice(2)], { stdio: 'inherit' });
  git('add', '--all', '--', DIRECTORY);
  if (git('status', '--porcelain', '--', DIRECTORY) === '') return 'nothing has changed';
  git('commit', '--quiet', '--message', 'Update the snapshot of the management cluster');
  const pushed = git('ls-remote', REMOTE, `refs/heads/${BRANCH}`) !== '';
  if (pushed) git('fetch', '--quiet', '--depth', '1', REMOTE, BRANCH);
  if (!pushed || !isSame('FETCH_HEAD')) git('push', '--quiet', '--force', REMOTE, `HEAD:refs/heads/${BRANCH}`);
  const [owner] = REPOSITORY.split('/');
  const open = await ask('GET', `/pulls?state=open&base=${BASE}&head=${owner}:${BRANCH}`);
  if (open.length > 0) return 'the pull request is up to date';
  const title = 'Update the snapshot of the management cluster';
  const body = 'What a render reads of the management cluster has changed. `rollcall diff` shows what that changes.';
  await ask('POST', '/pulls', { title, body, head: BRANCH, base: BASE });
  return 'a pull request is open';
}

try {
  process.stdout.write(`${await run()}\n`);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
