/**
 * `npm run executable -- [TARGET...]`: builds the program as one file that needs no Node, executable/rollcall-<target>, from
 * the files of dist/. Without a TARGET, for this machine; `all` is every target.
 */
const { execFileSync } = require('node:child_process');
const { cpSync, existsSync, mkdirSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const { build } = require('esbuild');
const { findBun, HERE, targets } = require('./bun.js');

const root = join(__dirname, '..');
const dist = join(root, 'dist');
const staging = join(root, '.cache', 'executable');
/** The folder inside the executable that holds its files. */
const INSIDE = '/$bunfs/root';

/** What kustomize starts goes on to the program, which is in the same file. */
const inOneFile = {
  name: 'in-one-file',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/rollcall\.js$/ }, () => ({ path: 'rollcall', namespace: 'start' }));
    onLoad({ filter: /./, namespace: 'start' }, () => ({
      contents: "require('./program.js').start();",
      resolveDir: dist,
    }));
  },
};

/** The whole program in one file, which names no folder of this machine. */
async function bundle() {
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  cpSync(join(root, 'src', 'hosts', 'executable.js'), join(dist, 'executable.js'));
  await build({
    entryPoints: [join(dist, 'executable.js')],
    outfile: join(staging, 'rollcall.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    loader: { '': 'js' },
    define: { __dirname: JSON.stringify(INSIDE), __filename: 'Bun.main' },
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [inOneFile],
  });
  rmSync(join(dist, 'executable.js'));
  for (const folder of ['schemas', 'completion']) {
    cpSync(join(dist, folder), join(staging, folder), { recursive: true });
  }
}

/** Compiles it with this machine's Bun into the target's. Nothing of the folder that it is started in is read. */
function compile(target) {
  const file = join(root, 'executable', `rollcall-${target}`);
  const options = [
    '--compile',
    '--minify-syntax',
    '--minify-whitespace',
    '--bytecode',
    '--format=cjs',
    `--target=bun-${target}`,
    `--compile-executable-path=${findBun(target)}`,
    '--no-compile-autoload-dotenv',
    '--no-compile-autoload-bunfig',
    '--asset=schemas',
    '--asset=completion',
    `--outfile=${file}`,
  ];
  execFileSync(findBun(HERE), ['build', ...options, 'rollcall.js'], {
    cwd: staging,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.stdout.write(`${file}\n`);
}

async function buildExecutables(asked) {
  const wanted = asked.length === 0 ? [HERE] : asked.includes('all') ? targets : asked;
  const unknown = wanted.filter((target) => !targets.includes(target));
  if (unknown.length > 0) throw new Error(`There is no target ${unknown.join(', ')}; there are ${targets.join(', ')}.`);
  if (!existsSync(dist)) throw new Error('There is no dist: run npm run build first.');
  mkdirSync(join(root, 'executable'), { recursive: true });
  await bundle();
  wanted.forEach(compile);
}

buildExecutables(process.argv.slice(2));
