import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type JsonObject, objectAt } from '../../../src/krm/json';
import { CRDS } from '../../support/crds';
import { find } from '../tools';
import type { ApiServer } from './api-server';

/** The modules whose archives hold the CustomResourceDefinitions of what Rollcall reads and writes. */
const MODULES: readonly { readonly module: string; readonly files: readonly string[] }[] = [
  {
    module: 'sigs.k8s.io/cluster-api@v1.14.2',
    files: ['core/config/crd/bases/cluster.x-k8s.io_clusters.yaml'],
  },
  {
    module: 'sigs.k8s.io/cluster-inventory-api@v0.1.3',
    files: ['clusterprofiles', 'placementdecisions'].map((one) => `config/crd/bases/multicluster.x-k8s.io_${one}.yaml`),
  },
  {
    module: 'open-cluster-management.io/api@v1.2.0',
    files: [
      'cluster/v1/0000_00_clusters.open-cluster-management.io_managedclusters.crd.yaml',
      'cluster/v1beta2/0000_00_clusters.open-cluster-management.io_managedclustersets.crd.yaml',
      'cluster/v1beta2/0000_01_clusters.open-cluster-management.io_managedclustersetbindings.crd.yaml',
      'cluster/v1alpha1/0000_02_clusters.open-cluster-management.io_clusterclaims.crd.yaml',
    ],
  },
  {
    module: 'open-cluster-management.io/ocm@v1.2.1',
    files: ['manifests/klusterlet/managed/clusterproperties.crd.yaml'],
  },
  {
    module: 'github.com/projectsveltos/libsveltos@v1.13.0',
    files: ['sveltosclusters', 'eventsources'].map((one) => `config/crd/bases/lib.projectsveltos.io_${one}.yaml`),
  },
  {
    module: 'github.com/projectsveltos/addon-controller@v1.13.0',
    files: ['clusterprofiles', 'profiles'].map((one) => `config/crd/bases/config.projectsveltos.io_${one}.yaml`),
  },
  {
    module: 'sigs.k8s.io/kueue@v0.15.2',
    files: ['config/components/crd/bases/kueue.x-k8s.io_multikueueclusters.yaml'],
  },
  {
    module: 'github.com/external-secrets/external-secrets@v1.3.2',
    files: ['externalsecrets', 'clusterexternalsecrets', 'secretstores', 'clustersecretstores'].map(
      (one) => `config/crds/bases/external-secrets.io_${one}.yaml`,
    ),
  },
  {
    module: 'github.com/bitnami-labs/sealed-secrets@v0.40.0',
    files: ['helm/sealed-secrets/crds/bitnami.com_sealedsecrets.yaml'],
  },
];

/** In no module that the proxy gives: taken from a folder beside the repository where it is there. */
const ALONE = ['eventtriggers', 'managedproxyconfigurations', 'managedserviceaccounts'];

export interface InstalledCrds {
  /** The modules that they come from. */
  readonly modules: readonly string[];
  /** What could not be had, and why. */
  readonly missing: readonly string[];
}

/** Installs every CustomResourceDefinition that this machine can give, and waits until they are served. */
export function installCrds(server: ApiServer): InstalledCrds {
  const files: string[] = [];
  const modules: string[] = [];
  const missing: string[] = [];
  for (const one of MODULES) {
    const folder = downloadModule(one.module);
    if (folder === undefined) missing.push(`${one.module}: the Go module proxy does not give it`);
    else {
      modules.push(one.module);
      files.push(...one.files.map((file) => join(folder, file)));
    }
  }
  const beside = existsSync(CRDS) ? readdirSync(CRDS) : [];
  for (const name of ALONE) {
    if (beside.includes(`${name}.yaml`)) files.push(join(CRDS, `${name}.yaml`));
    else missing.push(`${name}: its module is not on the Go module proxy`);
  }
  server.must(['create', '-f', '-'], files.map((file) => JSON.stringify(storedAsWritten(file))).join('\n'));
  server.must(['wait', '--for=condition=Established', 'customresourcedefinitions', '--all', '--timeout=60s']);
  return { modules, missing };
}

/**
 * Operators convert between the versions of a kind in a webhook, which does not run here. Without it, what is written in one version
 * and stored in another loses what the other does not know. So a version of its own is stored, which keeps everything.
 */
function storedAsWritten(file: string): JsonObject {
  const crd = objectAt(parse(readFileSync(file, 'utf8')));
  const { conversion: _, ...spec } = objectAt(crd, 'spec');
  const versions = [spec.versions ?? []].flat().map((version) => objectAt(version));
  if (versions.length < 2) return crd;
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  const store: JsonObject = { name: 'stored', served: false, storage: true, schema };
  return { ...crd, spec: { ...spec, versions: [...versions.map((one) => ({ ...one, storage: false })), store] } };
}

/** Its folder in the module cache. Only this module is downloaded, and only once. */
function downloadModule(module: string): string | undefined {
  if (find('go') === undefined) return undefined;
  const { status, stdout } = spawnSync('go', ['mod', 'download', '-json', module], { encoding: 'utf8', cwd: '/' });
  return status === 0 ? JSON.parse(stdout).Dir : undefined;
}
