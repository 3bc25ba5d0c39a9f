import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Item } from '../../krm/item';
import { textOf } from '../../krm/json';

/** What a directory holds, as far as a first configuration depends on it. */
export interface Survey {
  /** How many objects of each kind there are. */
  readonly kinds: ReadonlyMap<string, number>;
  /** Paths below the directory that hold objects of the fleet: its files and subdirectories. */
  readonly inputs: readonly string[];
  /** Directories that are named like a managed cluster and hold its ClusterProperties or ClusterClaims. */
  readonly spokes: readonly Spoke[];
  readonly hostFiles: { readonly kpt?: string | undefined; readonly kustomize?: string | undefined };
  /** Whether there are Secrets with kubeconfigs that can be copied. */
  readonly hasKubeconfigs: boolean;
  /** Whether there are stores of External Secrets Operator. */
  readonly hasStores: boolean;
  /** A name for the owner of what is made. */
  readonly name: string;
}

export interface Spoke {
  readonly cluster: string;
  readonly path: string;
}

const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Looks at the current directory. */
export function surveyFolder(items: readonly Item[]): Survey {
  const kinds = new Map<string, number>();
  const inputs = new Set<string>();
  for (const { identity, file } of items) {
    kinds.set(identity.kind, (kinds.get(identity.kind) ?? 0) + 1);
    const [top = ''] = (file?.path ?? '').split('/');
    if (top !== '') inputs.add(top);
  }
  const there = (names: readonly string[]) => names.find((name) => existsSync(name));
  return {
    kinds,
    inputs: [...inputs].sort(),
    spokes: findSpokes(items),
    hostFiles: { kpt: there(['Kptfile']), kustomize: there(KUSTOMIZATIONS) },
    hasKubeconfigs: items.some(isKubeconfig),
    hasStores: ['SecretStore', 'ClusterSecretStore'].some((kind) => kinds.has(kind)),
    name: nameOf(process.cwd()),
  };
}

const ON_SPOKES = new Set(['ClusterProperty', 'ClusterClaim']);

function findSpokes(items: readonly Item[]): Spoke[] {
  const clusters = new Set(
    items.flatMap(({ identity }) => (identity.kind === 'ManagedCluster' ? [identity.name] : [])),
  );
  const spokes = new Map<string, string>();
  for (const { identity, file } of items) {
    if (!ON_SPOKES.has(identity.kind)) continue;
    const folders = (file?.path ?? '').split('/').slice(0, -1);
    const at = folders.findIndex((name) => clusters.has(name));
    const cluster = folders[at];
    if (cluster !== undefined && !spokes.has(cluster)) spokes.set(cluster, folders.slice(0, at + 1).join('/'));
  }
  return [...spokes].map(([cluster, path]) => ({ cluster, path })).sort((a, b) => (a.cluster < b.cluster ? -1 : 1));
}

/** The keys under which kubeconfigs are kept; Cluster API's is `value`. */
const KEYS = ['value', 'config', 'Config', 'kubeconfig', 'token'];

function isKubeconfig({ identity, object }: Item): boolean {
  if (identity.kind !== 'Secret' || object.sops !== undefined) return false;
  return ['data', 'stringData'].some((part) => {
    const data = object[part];
    return (
      typeof data === 'object' && data !== null && !Array.isArray(data) && KEYS.some((key) => textOf(data[key]) !== '')
    );
  });
}

/** The directory's name as far as it is a name in Kubernetes. */
function nameOf(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return /^[a-z]/.test(name) ? name : 'fleet';
}
