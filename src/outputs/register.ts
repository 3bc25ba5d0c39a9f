import type { ClusterProfile } from '../api/cluster-profile';
import { labelsOf, namespaceOf, pathOf } from '../api/metadata';
import { CONTROLLER } from '../api/sveltos-cluster';
import type { Finding } from '../diagnostics/finding';
import * as inventory from '../diagnostics/inventory';
import { copyLabels } from '../inventory/copy-labels';
import type { Credentials } from '../inventory/credentials/credentials';
import type { FilledRoster, Present } from '../inventory/fill-roster';
import type { Found } from '../inventory/fleet';
import type { Item } from '../krm/item';
import { sortedBy } from '../krm/order';
import { sourcesOf } from '../krm/ownership';
import type { WritableObject } from '../krm/yaml/write';
import type { Output, OutputObject } from './output';
import { recogniseSveltos } from './recognise';
import { buildSveltosCluster, type SveltosClusterOptions } from './sveltos-cluster';
import { buildSveltosSecret, mirrorData, SVELTOS_KEYS } from './sveltos-secret';

export interface RegisterOptions extends SveltosClusterOptions {
  readonly dropLabels: readonly string[];
  readonly capiClusters: 'Register' | 'Skip';
}

/** A SveltosCluster and its kubeconfig Secret for every ClusterProfile that has credentials. */
export function registerClusters(
  { present, kept, bare }: FilledRoster,
  options: RegisterOptions,
): { outputs: Output[]; keep: Item[]; findings: Finding[] } {
  const outputs: Output[] = [];
  const findings: Finding[] = [];
  const dropped = new Set<string>();
  let profilesWithDropped = 0;

  const register = (
    profile: Found<ClusterProfile>,
    sources: readonly string[],
    keyName: string,
    secret?: OutputObject,
  ) => {
    const labels = copyLabels(labelsOf(profile.object), options.dropLabels);
    for (const label of labels.dropped) dropped.add(label);
    if (labels.dropped.length > 0) profilesWithDropped++;
    findings.push(...noteController(profile));
    const made = { namespaces: new Set([namespaceOf(profile.object)]), origin: profile.item, sources };
    outputs.push({ ...made, object: buildSveltosCluster(profile.object, labels.copied, keyName, options) });
    if (secret !== undefined) outputs.push({ ...made, object: secret });
  };

  const fromCapi: string[] = [];
  const keep: Item[] = [];
  for (const { entry, credentials, kubeconfig, earlier } of present) {
    const { profile, cluster } = entry;
    if (profile === undefined) continue;
    // A SveltosCluster that lives by its Cluster's credentials is made from both, which also tells it apart later.
    const isCapi = credentials.source === 'CAPICluster' && cluster !== undefined;
    const sources = isCapi ? [cluster.item.key, profile.item.key] : [profile.item.key];
    if (isCapi && options.capiClusters === 'Skip') {
      const standing = earlier.filter(
        (item) => recogniseSveltos(entry, item) && !sourcesOf(item).includes(cluster.item.key),
      );
      keep.push(...standing);
      const path = pathOf(profile.object);
      if (standing.length === 0) fromCapi.push(path);
      else findings.push(inventory.credentialsMissingKept(profile.item.at(), `ClusterProfile ${path}`, CAPI_ALONE));
      continue;
    }
    if (isCapi) fromCapi.push(pathOf(profile.object));
    const secret = chooseData({ credentials, kubeconfig }, options);
    findings.push(...secret.findings);
    const made = buildSveltosSecret(profile.object, secret.data, options.format, options.managedBy);
    register(profile, sources, secret.keyName, made);
  }
  for (const { profile } of bare) if (profile) register(profile, [profile.item.key], SVELTOS_KEYS[options.format]);

  if (fromCapi.length > 0) {
    const tell = options.capiClusters === 'Skip' ? inventory.capiClustersSkipped : inventory.managedTwice;
    findings.push(tell({}, fromCapi));
  }
  if (dropped.size > 0)
    findings.push(
      inventory.labelsDropped(
        {},
        sortedBy(dropped, (label) => label),
        profilesWithDropped,
      ),
    );
  keep.push(...kept.flatMap(({ entry, earlier }) => earlier.filter((item) => recogniseSveltos(entry, item))));
  return { outputs, keep, findings };
}

const CAPI_ALONE = 'only its Cluster API Cluster has some, and capiClusters is Skip';

/** The data of the kubeconfig Secret: the one key, or in the document's format a labelled Secret's data whole. */
function chooseData(
  { credentials, kubeconfig }: Pick<Present, 'credentials' | 'kubeconfig'>,
  { format }: RegisterOptions,
): { data: WritableObject; keyName: string; findings: Finding[] } {
  const keyName = SVELTOS_KEYS[format];
  if (format === 'SveltosController' || credentials.source !== 'LabelledSecret') {
    return { data: { [keyName]: kubeconfig }, keyName, findings: [] };
  }
  return mirrorLabelled(credentials, keyName);
}

function mirrorLabelled({ secret, key }: Credentials, keyName: string) {
  const { data, invalid } = mirrorData(secret.object);
  const path = pathOf(secret.object);
  const findings = invalid.map((one) => inventory.secretNotBase64(secret.item.at(`data.${one}`), path, one));
  if (key === keyName) return { data, keyName, findings };
  return { data, keyName: key, findings: [...findings, inventory.foreignKeyName(secret.item.at('data'), path, key)] };
}

function noteController({ object, item }: Found<ClusterProfile>): Finding[] {
  if (!object.metadata.finalizers?.includes(CONTROLLER.finalizer)) return [];
  return [inventory.controllerAtWork(item.at('metadata.finalizers'), pathOf(object))];
}
