import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { generated, mistakesIn, render, withoutFiles } from '../compare-hosts';
import { type Case, cases, failing } from '../fleets';
import { type Host, hosts, hostsWith, type Rendered } from '../hosts';
import { find, tools } from '../tools';
import { openProof } from './proof';

/** The programs that host Rollcall, in several versions: each way in which docs/hosts starts it, without containers. */
const installed = join(tools, 'kustomize', 'kustomize');
const at = (folder: string, program: string) => join(tools, folder, program);
const versions: readonly Version[] = [
  { program: 'kustomize', path: at('kustomize-v5.7.1', 'kustomize'), version: 'v5.7.1' },
  { program: 'kustomize', path: installed, version: printed(installed, 'version') },
  { program: 'kustomize', path: at('kustomize-v5.8.3', 'kustomize'), version: 'v5.8.3', unless: 'it needs Go 1.27' },
  { program: 'kubectl', path: find('kubectl'), version: printed(find('kubectl'), 'version', '--client') },
  { program: 'kpt', path: find('kpt'), version: printed(find('kpt'), 'version') },
  {
    program: 'kpt',
    path: at('kpt-v1.0.0-beta.60', 'kpt'),
    version: 'v1.0.0-beta.60',
    unless: 'its module rollouts is not available from the Go proxy',
  },
];
const [reference] = hosts;

interface Version {
  readonly program: string;
  readonly path: string | undefined;
  readonly version: string;
  /** Why it could not be built where this was tried last. */
  readonly unless?: string;
}

const proof = openProof('4-versions', 'Versions of kustomize, kubectl and kpt');

describe.each(versions)('$program $version', ({ program, path, version, unless }) => {
  const own = hostsWith((name) => (name === program ? path : undefined));
  const ways = own.filter(({ name }) => name.startsWith(`${program} `) && !name.includes('container'));
  for (const way of ways) {
    if (path === undefined || !existsSync(path)) {
      const reason = unless ?? `there is no ${program} ${version} on this machine`;
      proof.skip(`${program} ${version}`, way.name, reason);
    } else proof.test({ name: program, version: () => version }, way.name, () => compare(way));
  }
});

/** What `rollcall render` makes of each fleet, once for all. */
const references = new Map<string, Rendered>();
function byReference(one: Case): Rendered {
  const known = references.get(one.title) ?? render(reference, one);
  references.set(one.title, known);
  return known;
}

function compare(host: Host): string {
  for (const one of cases) {
    const rendered = render(host, one);
    expect({ code: rendered.code, shown: rendered.code === 0 ? '' : rendered.shown }).toEqual({ code: 0, shown: '' });
    expect(generated(rendered)).toEqual(generated(byReference(one)));
  }
  const mistakes = mistakesIn(byReference(failing));
  expect(mistakes).toHaveLength(2);
  const refused = render(host, failing);
  expect(refused.code).not.toBe(0);
  expect(refused.objects).toEqual([]);
  for (const sentence of mistakes) expect(withoutFiles(refused.shown)).toContain(sentence);
  return `${cases.length} fleets give the objects of rollcall render. A fleet with two mistakes gives both errors and no object.`;
}

/** The version that a program prints; of kubectl, that of the kustomize inside it. */
function printed(program: string | undefined, ...args: readonly string[]): string {
  if (program === undefined || !existsSync(program)) return '';
  const { stdout } = spawnSync(program, args, { encoding: 'utf8' });
  const kustomize = /Kustomize Version: (v\S+)/.exec(stdout)?.[1];
  const own = /v?\d+\.\d+\.\d+\S*/.exec(stdout)?.[0] ?? 'unknown';
  return kustomize === undefined ? own : `${own} (kustomize ${kustomize})`;
}
