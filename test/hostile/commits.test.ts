import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Attack, expectAll } from './attack';
import { clusterOf, documents, FLEET, secretOf } from './fleet';

/** Whoever writes a commit has `rollcall diff --git` run something, write elsewhere, or read outside of the repository. */

const environment = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

function sh(folder: string, script: string): void {
  const { status, stderr } = spawnSync('bash', ['-ec', script], { cwd: folder, env: environment, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

const START = 'git init -q -b main . && git add fleet && git commit -qm one';
const touch = 'touch hooked; cat';

/** A commit of theirs on the sound fleet; the work tree is sound again. */
const commit = (what: string, wants: string, change: (folder: string) => void, range = 'main..evil'): Attack => ({
  what,
  wants,
  args: ['diff', '--git', range, 'fleet'],
  env: { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  prepare(folder) {
    sh(folder, `${START} && git checkout -qb evil`);
    change(folder);
    sh(folder, 'git add -A fleet; git commit -q --allow-empty -m evil; git checkout -qf main');
  },
});
const add = (file: string, text: string) => (folder: string) => writeFileSync(join(folder, 'fleet', file), text);
const c = documents(clusterOf('c'), secretOf('c'));

test('a commit of theirs runs nothing and leads nowhere', async () => {
  await expectAll(FLEET, [
    commit('a cluster joins', 'harmless', add('c.yaml', c)),
    commit(
      'a filter that nobody has configured',
      'harmless',
      add('.gitattributes', '* filter=evil diff=evil merge=evil\n'),
    ),
    commit('another encoding of the work tree', 'RC102', (folder) => {
      add('.gitattributes', 'c.yaml working-tree-encoding=UTF-16LE\n')(folder);
      writeFileSync(join(folder, 'fleet/c.yaml'), c, 'utf16le');
    }),
    commit('a link that leads out', 'RC502', (folder) => symlinkSync('/etc/hosts', join(folder, 'fleet/hosts.yaml'))),
    commit('a link to a folder outside', 'RC502', (folder) => symlinkSync('../..', join(folder, 'fleet/up'))),
    commit('a configuration that is a link', 'RC502', (folder) =>
      sh(folder, 'rm fleet/rollcall.yaml; ln -s /etc/hosts fleet/rollcall.yaml'),
    ),
    commit('a submodule that runs a program', 'harmless', (folder) => {
      add(
        '.gitmodules',
        `[submodule "x"]\n\tpath = fleet/x\n\turl = ext::sh -c "${touch}"\n\tupdate = !${touch}\n`,
      )(folder);
      sh(folder, 'git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),fleet/x');
    }),
    commit('hooks in the repository', 'harmless', (folder) => {
      sh(
        folder,
        `mkdir -p .git/hooks; for hook in post-checkout post-index-change reference-transaction; do printf '#!/bin/sh\\n${touch}\\n' > .git/hooks/$hook; done`,
      );
    }),
    commit('names that look like options', 'harmless', (folder) => {
      mkdirSync(join(folder, 'fleet/--upload-pack=touch hooked;'), { recursive: true });
      writeFileSync(join(folder, 'fleet/--upload-pack=touch hooked;/--exec.yaml'), c);
    }),
    commit('names with line breaks, terminal codes and colons', 'harmless', (folder) => {
      mkdirSync(join(folder, 'fleet/:(exclude)*'));
      writeFileSync(join(folder, 'fleet/:(exclude)*/\u001b[2J\n.yaml'), c);
    }),
    commit('a base that is a command', 'RC805', () => {}, '$(touch hooked)..evil'),
    commit('a base that names a file', 'RC805', () => {}, 'main:fleet/a.yaml'),
  ]);
}, 300_000);
