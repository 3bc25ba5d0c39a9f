/**
 * Bun from its npm packages: the engine of the standalone executable, pinned by version and digest. `node scripts/bun.js`
 * fetches the one for this machine and prints its path.
 */
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } = require('node:fs');
const { homedir } = require('node:os');
const { join } = require('node:path');

const VERSION = '1.4.5';
/** By the target, as Node names platforms: the package, and the digest that the registry gave for it. */
const PACKAGES = {
  'linux-x64': [
    'bun-linux-x64',
    'sha512-IWX9BELoGHAUtMonkeSaNaZwXzRk+oDw6Mk+HBFXd3KHYIBNBsIGRupMZPcgNoDbJpLu6gAJjIoIVPZtt1aJ1g==',
  ],
  'linux-arm64': [
    'bun-linux-aarch64',
    'sha512-4BXmsSKnjOrlGWqZV4x/oWa7AVoR+B6lCXddMzOAXBIm3t50eslg9wb66gmtW1AamEQ1l1CDvmmruysEhqOWMg==',
  ],
  'darwin-arm64': [
    'bun-darwin-aarch64',
    'sha512-4MIFXHmctH2EhAxLXm2/qxNtv17dFtLJylvaOCsrgq6KSqHTs6eW5YSrJjRbJxYUJaR901fsN8JfZOa+CsWpWQ==',
  ],
};

/** The targets that the executable is built for. */
const targets = Object.keys(PACKAGES);
const HERE = `${process.platform}-${process.arch}`;

/** Where `scripts/install-tools.sh` puts programs. */
const tools = process.env.ROLLCALL_TOOLS ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'rollcall');

/** The path of a target's Bun, which npm fetches from its registry the first time. */
function findBun(target) {
  const [name, integrity] = PACKAGES[target];
  const folder = join(tools, `bun-${VERSION}`, target);
  if (!existsSync(folder)) install(`@oven/${name}@${VERSION}`, integrity, folder);
  return join(folder, 'bin', 'bun');
}

function install(name, integrity, folder) {
  mkdirSync(join(folder, '..'), { recursive: true });
  const temporary = mkdtempSync(`${folder}-`);
  try {
    const fetched = execFileSync('npm', ['pack', '--silent', name], { cwd: temporary, encoding: 'utf8' });
    const archive = join(temporary, fetched.trim());
    const digest = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
    if (digest !== integrity) throw new Error(`${name} has the digest ${digest}, and ${integrity} was expected`);
    execFileSync('tar', ['-xzf', archive], { cwd: temporary });
    renameSync(join(temporary, 'package'), folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

module.exports = { findBun, HERE, targets };

if (require.main === module) {
  if (!targets.includes(HERE)) throw new Error(`the executable is not built on ${HERE}`);
  process.stdout.write(`${findBun(HERE)}\n`);
}
