// Renders one shard of a fleet and pushes it to a branch of its own (`render`), or moves the branch that others read to the
// shards when all of them are there (`finish`). Every pod of the Job pushes to the same branch, each to its own directory.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { REMOTE = '', COMMIT = 'main', FLEET = '.', BRANCH = 'rendered', TOKEN_FILE = '' } = process.env;
const { COUNT = '', JOB_COMPLETION_INDEX: INDEX = '', DIRECTORY = 'shards' } = process.env;
/** Where shards wait for each other. */
const WAITING = `${BRANCH}-shards`;
const TRIES = 100;

const folder = mkdtempSync(join(tmpdir(), 'rollcall-shard-'));
const [input, output] = [join(folder, 'input'), join(folder, 'output')];
// git asks for the token when it needs it, so that it is in no argument, URL or file of the clone.
const helper = '!f() { [ "$1" = get ] && echo username=x-access-token && echo "password=$(cat "$TOKEN_FILE")"; }; f';

function git(place, ...args) {
  const token = TOKEN_FILE === '' ? [] : ['-c', 'credential.helper=', '-c', `credential.helper=${helper}`];
  const author = ['-c', 'user.name=rollcall', '-c', 'user.email=rollcall@localhost', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', ['-C', place, ...token, ...author, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function rollcall(...args) {
  execFileSync('rollcall', args, { stdio: 'inherit' });
}

/** The newest commit of a branch, or nothing where the branch does not exist. */
function fetch(branch) {
  if (git(output, 'ls-remote', REMOTE, `refs/heads/${branch}`) === '') return undefined;
  git(output, 'fetch', '--quiet', '--depth', '1', REMOTE, branch);
  return git(output, 'rev-parse', 'FETCH_HEAD').trim();
}

/** The files of a branch; one directory of them, where it is named. */
function checkOut(branch, directory) {
  git(folder, 'init', '--quiet', output);
  const commit = fetch(branch);
  if (directory !== undefined) git(output, 'sparse-checkout', 'set', directory);
  if (commit !== undefined) git(output, 'reset', '--quiet', '--hard', commit);
}

function render() {
  const own = `${DIRECTORY}/${INDEX}`;
  git(folder, 'init', '--quiet', input);
  git(input, 'fetch', '--quiet', '--depth', '1', REMOTE, COMMIT);
  git(input, 'reset', '--quiet', '--hard', 'FETCH_HEAD');
  checkOut(WAITING, own);
  rollcall('render', join(input, FLEET), '--shard', `${INDEX}/${COUNT}`, '--output', join(output, own));
  // Another pod may push between our fetch and our push: then the same directory goes on top of that.
  for (let attempt = 1; ; attempt++) {
    const base = fetch(WAITING);
    if (base !== undefined) git(output, 'reset', '--quiet', '--mixed', base);
    git(output, 'add', '--all', '--', own);
    if (git(output, 'diff', '--cached', '--name-only') === '') return `shard ${INDEX} of ${COUNT} has not changed`;
    git(output, 'commit', '--quiet', '--message', `Render shard ${INDEX} of ${COUNT}`);
    try {
      git(output, 'push', '--quiet', REMOTE, `HEAD:refs/heads/${WAITING}`);
      return `shard ${INDEX} of ${COUNT} is pushed`;
    } catch (error) {
      if (attempt >= TRIES || !/rejected|cannot lock ref|failed to update ref/.test(error.stderr)) throw error;
    }
  }
}

function finish() {
  checkOut(WAITING);
  const shards = join(output, DIRECTORY);
  // Directories of shards that a smaller count has no more.
  for (const name of existsSync(shards) ? readdirSync(shards) : []) {
    if (Number(name) >= Number(COUNT)) rmSync(join(shards, name), { recursive: true });
  }
  rollcall('shards', shards);
  git(output, 'add', '--all');
  if (git(output, 'status', '--porcelain') !== '') {
    git(output, 'commit', '--quiet', '--message', 'Delete shards that are no longer rendered');
    git(output, 'push', '--quiet', REMOTE, `HEAD:refs/heads/${WAITING}`);
  }
  git(output, 'push', '--quiet', '--force', REMOTE, `HEAD:refs/heads/${BRANCH}`);
  return `${BRANCH} has all ${COUNT} shards`;
}

try {
  process.stdout.write(`${process.argv[2] === 'finish' ? finish() : render()}\n`);
} catch (error) {
  process.stderr.write(`${error.stderr || error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
