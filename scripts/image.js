/**
 * Lays out the image (see Dockerfile): node image.js FOLDER. It holds the standalone executable and, of the base, the C library
 * that the executable needs and the names of the users.
 */
const { chmodSync, cpSync, existsSync, mkdirSync } = require('node:fs');
const { dirname, join } = require('node:path');

const [folder] = process.argv.slice(2);
const NEEDED = ['ld-linux', 'libc', 'libdl', 'libm', 'libpthread'];

function add(file, to = file) {
  mkdirSync(join(folder, dirname(to)), { recursive: true });
  cpSync(file, join(folder, to), { dereference: true });
}

// The Node of the base needs the same libraries, and knows where they are.
const { sharedObjects } = process.report.getReport();
for (const name of NEEDED) {
  const library = sharedObjects.find((file) => file.startsWith('/') && new RegExp(`/${name}[-.]`).test(file));
  if (library === undefined) throw new Error(`the base has no ${name}`);
  add(library);
}
// The last one tells scanners which C library it is.
for (const file of [
  '/etc/passwd',
  '/etc/group',
  '/etc/ssl/certs/ca-certificates.crt',
  '/var/lib/dpkg/status.d/libc6',
]) {
  if (existsSync(file)) add(file);
}
add(`executable/rollcall-linux-${process.arch}`, '/usr/local/bin/rollcall');
add('LICENSE', '/usr/local/share/doc/rollcall/LICENSE');
add('plugin.yaml', '/home/argocd/cmp-server/config/plugin.yaml');
mkdirSync(join(folder, 'pkg'));
mkdirSync(join(folder, 'tmp'));
chmodSync(join(folder, 'tmp'), 0o1777);
