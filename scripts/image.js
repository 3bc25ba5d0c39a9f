/** Lays out what the image adds to its base (see Dockerfile): node image.js FOLDER. */
const { execFileSync } = require('node:child_process');
const { chmodSync, cpSync, mkdirSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const [folder] = process.argv.slice(2);
const library = '/usr/local/lib/rollcall';

/** A command without `env` or a shell: the kernel starts Node, wherever this base has it. */
function writeCommand(name, file) {
  const command = join(folder, 'usr/local/bin', name);
  mkdirSync(dirname(command), { recursive: true });
  writeFileSync(command, `#!${process.execPath}\nrequire('${library}/${file}');\n`);
  chmodSync(command, 0o755);
}

// The build's code cache is for the Node that built; the image has its own.
cpSync('dist', join(folder, library), { recursive: true, filter: (file) => !file.endsWith('.cache') });
execFileSync(process.execPath, [join(__dirname, 'code-cache.js'), join(folder, library)]);
cpSync('LICENSE', join(folder, library, 'LICENSE'));
cpSync('plugin.yaml', join(folder, 'home/argocd/cmp-server/config/plugin.yaml'));
mkdirSync(join(folder, 'pkg'), { recursive: true });
writeCommand('rollcall', 'rollcall.js');
