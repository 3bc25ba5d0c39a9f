#!/usr/bin/env node
// Puts the Markdown of `rollcall diff -o markdown` into ONE comment of a pull request (GitHub) or merge request (GitLab):
// the first run posts it, later runs update it. It needs Node 20 and nothing else.
//
//   node comment.mjs diff.md [NAME]
//
// NAME tells the comments of several fleets in one repository apart. On GitHub it needs GITHUB_TOKEN with
// `pull-requests: write`; on GitLab, GITLAB_TOKEN, a project access token with the scope `api`.
import { appendFileSync, readFileSync } from 'node:fs';

const PAGE = 100;

const [file, name = 'fleet'] = process.argv.slice(2);
if (file === undefined || !/^[\w./ -]{1,80}$/.test(name) || name.includes('--')) {
  stop('Usage: node comment.mjs FILE [NAME], where NAME is of letters, digits, dots, slashes and single hyphens.', 2);
}
const marker = `<!-- rollcall diff: ${name} -->`;
const markdown = readFileSync(file, 'utf8').trim();
if (markdown === '') stop(`${file} is empty: rollcall diff did not get as far as a comparison. Read its findings.`);
const isSame = markdown.startsWith('### Rollcall: no difference');
const body = `${marker}\n${markdown}\n`;

const host = process.env.GITLAB_CI ? gitlab() : github();
if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, `${markdown}\n`);
const mine = await findMine();
if (mine !== undefined) await host.update(mine, body);
else if (!isSame) await host.post(body);
console.log(mine !== undefined ? 'Comment updated.' : isSame ? 'No difference, and no comment to update.' : 'Comment posted.');

/** The comment that an earlier run posted. Others may write the marker too: theirs stays as it is. */
async function findMine() {
  for (let page = 1; ; page++) {
    const comments = await host.list(page);
    const found = comments.find((one) => host.isMine(one) && one.body.startsWith(marker));
    if (found !== undefined) return found.id;
    if (comments.length < PAGE) return undefined;
  }
}

function github() {
  const { GITHUB_API_URL = 'https://api.github.com', GITHUB_REPOSITORY, GITHUB_EVENT_PATH, GITHUB_TOKEN } = process.env;
  const author = process.env.COMMENT_AUTHOR ?? 'github-actions[bot]';
  if (!GITHUB_EVENT_PATH || !GITHUB_REPOSITORY) stop('This is neither a pipeline of GitHub Actions nor of GitLab.');
  if (!GITHUB_TOKEN) stop('Set GITHUB_TOKEN in the environment of this step: ${{ github.token }}.');
  const number = JSON.parse(readFileSync(GITHUB_EVENT_PATH, 'utf8')).pull_request?.number;
  if (!Number.isInteger(number)) stop('This run is not for a pull request, so there is nothing to comment on.');
  const issues = `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/issues`;
  const headers = { authorization: `Bearer ${GITHUB_TOKEN}`, accept: 'application/vnd.github+json' };
  return {
    list: (page) => call('GET', `${issues}/${number}/comments?per_page=${PAGE}&page=${page}`, headers),
    post: (text) => call('POST', `${issues}/${number}/comments`, headers, { body: text }),
    update: (id, text) => call('PATCH', `${issues}/comments/${id}`, headers, { body: text }),
    isMine: ({ user }) => user?.login === author,
  };
}

function gitlab() {
  const { CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, GITLAB_TOKEN } = process.env;
  if (!CI_MERGE_REQUEST_IID) stop('This pipeline is not for a merge request, so there is nothing to comment on.');
  if (!GITLAB_TOKEN) stop('Set GITLAB_TOKEN: a project access token with the scope api, as a masked variable.');
  const notes = `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;
  const headers = { 'private-token': GITLAB_TOKEN };
  let me;
  return {
    async list(page) {
      me ??= await call('GET', `${CI_API_V4_URL}/user`, headers);
      return call('GET', `${notes}?per_page=${PAGE}&page=${page}&sort=asc`, headers);
    },
    post: (text) => call('POST', notes, headers, { body: text }),
    update: (id, text) => call('PUT', `${notes}/${id}`, headers, { body: text }),
    isMine: ({ author }) => author?.id === me.id,
  };
}

async function call(method, url, headers, content) {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(content && { 'content-type': 'application/json' }) },
    body: content && JSON.stringify(content),
    signal: AbortSignal.timeout(30_000),
    redirect: 'error',
  }).catch((error) => stop(`${method} ${url} failed: ${error.cause?.code ?? error.name}.`));
  if (response.ok) return response.json();
  const hint = [401, 403].includes(response.status)
    ? ' The token may not write comments. On GitHub, pull requests from forks never may: read the summary of the run instead.'
    : '';
  return stop(`${method} ${url} answered ${response.status}.${hint}`);
}

function stop(reason, code = 1) {
  console.error(reason);
  process.exit(code);
}
