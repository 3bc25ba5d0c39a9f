import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { find } from '../tools';
import { Workspace } from '../workspace';
import { ApiServer } from './api-server';
import { installCrds } from './crds';
import { kubectl } from './judges';
import { Programs } from './programs';
import { openProof } from './proof';

/**
 * The second way: a pipeline renders into a folder, encrypted, and commits it; whoever has the key decrypts what is committed and
 * applies it with pruning, as Flux does. The deployer sees nothing but the commit.
 */
const root = join(__dirname, '..', '..', '..');
const [sops, keygen] = [find('sops'), find('age-keygen')];
const missing =
  ApiServer.missing() ?? (sops === undefined || keygen === undefined ? 'there is no sops on this machine' : undefined);
const suite = missing === undefined ? describe : describe.skip;

interface Mistake {
  readonly name: string;
  make(fleet: Fleet): void;
  /** The finding that stops the render. */
  readonly code: string;
  /** What leaves the API server when the same commit updates the Roll; `undefined` where no Roll can be written. */
  readonly leaves: readonly string[] | undefined;
  /** The finding that stops it even with the Roll updated, until the run allows withdrawals. */
  readonly stillStops?: string;
}

/** The parent of an ApplySet whose members are in several namespaces must be cluster-scoped. */
const APPLY_SETS = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'applysets.loop.test', labels: { 'applyset.kubernetes.io/is-parent-type': 'true' } },
  spec: {
    group: 'loop.test',
    names: { kind: 'ApplySet', plural: 'applysets' },
    scope: 'Cluster',
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
};

/** Its identity is a digest, which kubectl checks. */
const APPLY_SET = {
  apiVersion: 'loop.test/v1',
  kind: 'ApplySet',
  metadata: {
    name: 'rollcall',
    labels: {
      'applyset.kubernetes.io/id': `applyset-${createHash('sha256').update('rollcall..ApplySet.loop.test').digest('base64url')}-v1`,
    },
    annotations: {
      'applyset.kubernetes.io/tooling': 'kubectl/v1',
      'applyset.kubernetes.io/contains-group-kinds': '',
    },
  },
};

/** The files that the pipeline reads. */
interface Fleet {
  edit(file: string, change: (text: string) => string): void;
  add(file: string, object: object): void;
  remove(path: string): void;
}

const MISTAKES: readonly Mistake[] = [
  {
    name: 'a consumer’s label is misspelt',
    make: ({ edit }) =>
      edit('namespaces.yaml', (text) => text.replace('inventory-consumer: kueue', 'inventry-consumer: kueue')),
    code: 'RC448',
    leaves: ['default-gamma', 'fleet-edge-beta', 'fleet-prod-alpha'].map(
      (name) => `secret/kueue-system/${name}-kubeconfig`,
    ),
    stillStops: 'RC416',
  },
  {
    name: 'the Namespace of a ClusterSet is lost',
    make: ({ edit }) =>
      edit('namespaces.yaml', (text) =>
        text
          .split('---\n')
          .filter((one) => !one.includes('clusterset'))
          .join('---\n'),
      ),
    code: 'RC451',
    leaves: undefined,
  },
  {
    name: 'a file is cut in half',
    make: ({ edit }) => edit('clusters/alpha.yaml', (text) => text.slice(0, text.length / 2)),
    code: 'RC102',
    leaves: undefined,
  },
  {
    name: 'the directory is empty',
    make: ({ remove }) => ['clusters', 'profiles', 'namespaces.yaml'].forEach(remove),
    code: 'RC444',
    leaves: undefined,
  },
  {
    name: 'a rogue Namespace claims the ClusterSet',
    make: ({ add }) => {
      const labels = { 'clusterset.multicluster.x-k8s.io': 'prod' };
      add('rogue.yaml', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'aaa', labels } });
    },
    code: 'RC451',
    leaves: undefined,
  },
  {
    name: 'a parameter is wrong: capiClusters: Skip',
    make: ({ edit }) => edit('rollcall.yaml', (text) => text.replace('spec: {}', 'spec:\n  capiClusters: Skip')),
    code: 'RC447',
    leaves: ['secret/fleet-prod/alpha-sveltos-kubeconfig', 'sveltoscluster/fleet-prod/alpha'],
  },
  {
    name: 'a parameter is misspelt: capiCluster',
    make: ({ edit }) => edit('rollcall.yaml', (text) => text.replace('spec: {}', 'spec:\n  capiCluster: Skip')),
    code: 'RC206',
    leaves: undefined,
  },
  {
    name: 'the files of a cluster are deleted',
    make: ({ remove }) => ['clusters/gamma.yaml', 'clusters/gamma-kubeconfig.yaml'].forEach(remove),
    code: 'RC444',
    leaves: ['argocd', 'kueue-system'].map((inside) => `secret/${inside}/default-gamma-kubeconfig`),
  },
];

suite(missing === undefined ? 'a pipeline with SOPS and kubectl' : `the loop: skipped, since ${missing}`, () => {
  const proof = openProof('5-pipeline', 'A pipeline with SOPS and kubectl, without Argo CD');
  const workspace = new Workspace();
  let programs: Programs;
  let server: ApiServer;

  const pipeline: Record<string, string> = {};
  const fleet: Fleet = {
    edit: (file, change) => workspace.write(`fleet/${file}`, change(workspace.read(`fleet/${file}`))),
    add: (file, object) => workspace.write(`fleet/${file}`, stringify(object)),
    remove: (path) => workspace.remove(`fleet/${path}`),
  };
  const rollcall = (...args: string[]) => workspace.run('rollcall', args, '', pipeline);

  beforeAll(async () => {
    programs = await Programs.open();
    server = await ApiServer.start(programs);
    installCrds(server);
    cpSync(join(root, 'examples', 'fleet'), join(workspace.package, 'fleet'), { recursive: true });
    cpSync(join(root, 'rollcall.yaml'), join(workspace.package, 'fleet', 'rollcall.yaml'));
    const key = join(programs.folder, 'key.txt');
    spawnSync(keygen ?? '', ['-o', key]);
    const recipient = /age1\w+/.exec(readFileSync(key, 'utf8'))?.[0] ?? '';
    workspace.write(
      '.sops.yaml',
      `creation_rules:\n- {path_regex: "^rendered/.*", age: ${recipient}, encrypted_regex: ^(data|stringData)$}\n`,
    );
    Object.assign(pipeline, {
      PATH: [dirname(sops ?? ''), process.env.PATH].join(delimiter),
      SOPS_AGE_KEY_FILE: key,
      HOME: programs.folder,
    });
    const namespaces = workspace.read('fleet/namespaces.yaml');
    server.must(['apply', '--server-side', '-f', '-'], namespaces);
    server.must(['apply', '-f', '-'], JSON.stringify(APPLY_SETS));
    server.must(['wait', '--for=condition=Established', 'customresourcedefinition/applysets.loop.test']);

    server.must(['apply', '-f', '-'], JSON.stringify(APPLY_SET));
    expect(rollcall('roll', 'fleet').code).toBe(0);
  });
  afterAll(async () => {
    workspace.end();
    await programs.end();
  });

  /** What the pipeline does with a commit: nothing is committed when the render fails. */
  function runPipeline(...options: string[]) {
    const ran = rollcall('render', 'fleet', '--encrypt', 'sops', '--output', 'rendered', ...options);
    if (ran.code === 0) workspace.commit();
    return ran;
  }

  /** What the deployer does with what is committed. */
  function deploy(): void {
    const checkout = join(programs.folder, 'checkout');
    rmSync(checkout, { recursive: true, force: true });
    workspace.run('git', ['clone', '-q', workspace.package, checkout]);
    mkdirSync(join(checkout, 'rendered'), { recursive: true });
    const files = readdirSync(join(checkout, 'rendered'), { recursive: true, encoding: 'utf8' });
    const texts = files
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => {
        const path = join(checkout, 'rendered', file);
        const text = readFileSync(path, 'utf8');
        if (!text.includes('ENC[AES256_GCM')) return text;
        return spawnSync(sops ?? '', ['decrypt', path], { encoding: 'utf8', env: { ...process.env, ...pipeline } })
          .stdout;
      });
    const set = ['--prune', '--applyset=applysets.loop.test/rollcall'];
    server.must(['apply', '--server-side', ...set, '-f', '-'], texts.join('\n---\n'), { KUBECTL_APPLYSET: 'true' });
  }

  /** Every object of ours, with the version that the server counts: `secret/argocd/alpha-kubeconfig 42`. */
  function inCluster(): Map<string, string> {
    const columns = 'custom-columns=:kind,:metadata.namespace,:metadata.name,:metadata.resourceVersion';
    const kinds = 'secrets,sveltosclusters,clusterprofiles.multicluster.x-k8s.io';
    const mine = ['get', kinds, '-A', '-l', 'app.kubernetes.io/managed-by=rollcall', '--no-headers', '-o', columns];
    const lines = server
      .must(mine)
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/));
    return new Map(
      lines.map(([kind = '', inside, name, version = '']) => [`${kind.toLowerCase()}/${inside}/${name}`, version]),
    );
  }

  afterEach(() => {
    workspace.run('git', ['checkout', '-q', '.']);
    workspace.run('git', ['clean', '-q', '-f', '-d']);
  });

  proof.test(kubectl, 'rendered with --encrypt sops, committed, decrypted, applied with --prune --applyset', () => {
    expect(runPipeline()).toMatchObject({ code: 0 });
    const secrets = readdirSync(join(workspace.package, 'rendered'), { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.includes('secret'),
    );
    const plain = secrets.filter((file) => !workspace.read(`rendered/${file}`).includes('ENC[AES256_GCM'));
    expect(plain).toEqual([]);
    deploy();
    const first = inCluster();
    expect(runPipeline()).toMatchObject({ code: 0 });
    deploy();
    expect(inCluster()).toEqual(first);
    return `${first.size} objects are in the API server, ${secrets.length} Secrets are encrypted in Git. A second run changes no file and no resourceVersion.`;
  });

  for (const { name, make, code, leaves, stillStops } of MISTAKES) {
    proof.test(kubectl, name, () => {
      const before = inCluster();
      make(fleet);
      const stopped = runPipeline();
      expect(stopped).toMatchObject({ code: 1, stderr: expect.stringContaining(`error ${code} `) });
      deploy();
      expect(inCluster()).toEqual(before);
      const kept = `The render stops with ${code}. Nothing is committed, applied or pruned.`;
      const roll = rollcall('roll', 'fleet');
      if (leaves === undefined) {
        expect(roll.code).toBe(1);
        return `${kept} \`rollcall roll\` refuses to write a Roll.`;
      }
      expect(roll.code).toBe(0);
      if (stillStops !== undefined) {
        expect(runPipeline()).toMatchObject({ code: 1, stderr: expect.stringContaining(`error ${stillStops} `) });
      }
      expect(runPipeline(...(stillStops === undefined ? [] : ['--allow-withdrawals']))).toMatchObject({ code: 0 });
      deploy();
      const after = inCluster();
      expect([...before.keys()].filter((one) => !after.has(one)).sort()).toEqual([...leaves].sort());
      workspace.run('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', 'revert', '--no-edit', 'HEAD']);
      deploy();
      expect([...inCluster().keys()].sort()).toEqual([...before.keys()].sort());
      const allowed = stillStops === undefined ? '' : ` and \`--allow-withdrawals\` (without it: ${stillStops})`;
      return `${kept} With the Roll updated in the same commit${allowed}, ${leaves.length} objects are pruned: ${leaves.join(', ')}. Reverting the commit brings them back.`;
    });
  }
});
