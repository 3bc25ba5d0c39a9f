import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { version } from '../../package.json';
import { prepareExecutable } from './executable';
import { find, tools } from './tools';

const root = join(__dirname, '..', '..');
export const IMAGE = `localhost/rollcall:v${version}`;
const BASE = 'localhost/rollcall-test-base:node';

/** Podman with a store of its own, and the project's image built in it. */
export interface Containers {
  /** For programs that start containers: kpt, and kustomize, which calls `docker`. */
  readonly env: Record<string, string>;
  run(args: readonly string[], input?: string): { code: number; stdout: string; stderr: string };
}

let prepared: Containers | string | undefined;

/** The image, built by the project's Dockerfile; or, in words, why there is none. Built once for all tests of a file. */
export function prepareContainers(): Containers | string {
  prepared ??= prepare();
  return prepared;
}

function prepare(): Containers | string {
  if (find('podman') === undefined) return 'there is no podman on this machine';
  const executable = prepareExecutable();
  if (typeof executable === 'string') return executable;
  const folder = join(tools, 'containers');
  mkdirSync(join(folder, 'bin'), { recursive: true });
  const env = writeSettings(folder);
  const podman = (args: readonly string[], input = '') => {
    const { status, stdout, stderr } = spawnSync('podman', args, {
      env: { ...process.env, ...env },
      input,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    return { code: status ?? -1, stdout, stderr };
  };
  const built = buildBase(podman) ?? buildImage(podman) ?? check(podman);
  return built ?? { env, run: podman };
}

type Podman = Containers['run'];

/** A base image from this machine's Node, since none can be pulled: the program, its libraries, and the user nobody. */
function buildBase(podman: Podman): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-base-'));
  try {
    const { stdout } = spawnSync('ldd', [process.execPath], { encoding: 'utf8' });
    const libraries = [...stdout.matchAll(/(?:^|\s)(\/\S+)/gm)].map(([, path = '']) => path);
    for (const path of [process.execPath, ...libraries]) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      cpSync(path, join(folder, path), { dereference: true });
    }
    mkdirSync(join(folder, 'etc'), { recursive: true });
    writeFileSync(join(folder, 'etc/passwd'), 'root:x:0:0:root:/:\nnobody:x:65534:65534:nobody:/:\n');
    writeFileSync(join(folder, 'etc/group'), 'root:x:0:\nnogroup:x:65534:\n');
    writeFileSync(
      join(folder, 'Containerfile'),
      `FROM scratch\nCOPY . /\nENV PATH=${dirname(process.execPath)}:/usr/bin\n`,
    );
    return failed('the base image', podman(['build', '-q', '--layers=false', '-t', BASE, folder]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function buildImage(podman: Podman): string | undefined {
  const args = ['build', '-q', '--layers=false', '--build-arg', `BASE=${BASE}`, '-t', IMAGE, root];
  return failed('the image', podman(args));
}

function check(podman: Podman): string | undefined {
  podman(['image', 'prune', '--force']);
  const ran = podman(['run', '--rm', '--network', 'none', IMAGE, '--help']);
  return ran.stdout.includes('rollcall fn') ? undefined : `podman cannot run a container here: ${ran.stderr.trim()}`;
}

function failed(what: string, { code, stderr }: ReturnType<Podman>): string | undefined {
  return code === 0 ? undefined : `podman cannot build ${what} here: ${stderr.trim()}`;
}

/**
 * Settings for machines that are containers themselves: no cgroups, no network, files copied rather than overlaid, and a
 * runtime that neither sets limits nor needs a second hierarchy of cgroups.
 */
function writeSettings(folder: string): Record<string, string> {
  const runtime = join(folder, 'bin', 'narrow-crun');
  const script = `const fs = require('fs'); const file = process.argv[1]; const config = JSON.parse(fs.readFileSync(file));
delete config.process.rlimits; fs.writeFileSync(file, JSON.stringify(config));`;
  writeCommand(
    runtime,
    `bundle=.
previous=
for argument in "$@"; do
  case $previous in --bundle | -b) bundle=$argument ;; esac
  previous=$argument
done
if [ -f "$bundle/config.json" ]; then ${process.execPath} -e "${script}" "$bundle/config.json"; fi
exec unshare -m sh -c 'umount /sys/fs/cgroup/unified 2>/dev/null; exec crun "$@"' ${basename(runtime)} "$@"`,
  );
  writeCommand(join(folder, 'bin', 'docker'), 'exec podman "$@"');
  const common = { KPT_FN_RUNTIME: 'podman', PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
  if (process.getuid?.() !== 0) return common; // a user's own podman is set up already
  writeFileSync(
    join(folder, 'containers.conf'),
    `[containers]
cgroups = "disabled"
netns = "none"
default_ulimits = []
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "crun"
[engine.runtimes]
crun = ["${runtime}"]
`,
  );
  writeFileSync(
    join(folder, 'storage.conf'),
    `[storage]\ndriver = "vfs"\ngraphroot = "${join(folder, 'graph')}"\nrunroot = "${join(folder, 'run')}"\n`,
  );
  return {
    CONTAINERS_CONF: join(folder, 'containers.conf'),
    CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
    BUILDAH_ISOLATION: 'chroot',
    ...common,
  };
}

function writeCommand(file: string, text: string): void {
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
}
