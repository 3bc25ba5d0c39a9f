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
import type { WritableObject } from '../krm/yaml/write';
import { isConsumerSecret } from './consumer-secret';
import type { Output, OutputObject } from './output';
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

  const register = (profile: Found<ClusterProfile>, keyName: string, secret?: OutputObject) => {
    const labels = copyLabels(labelsOf(profile.object), options.dropLabels);
    for (const label of labels.dropped) dropped.add(label);
    if (labels.dropped.length > 0) profilesWithDropped++;
    findings.push(...noteController(profile));
    const made = {
      namespaces: new Set([namespaceOf(profile.object)]),
      origin: profile.item,
      sources: [profile.item.key],
    };
    outputs.push({ ...made, object: buildSveltosCluster(profile.object, labels.copied, keyName, options) });
    if (secret !== undefined) outputs.push({ ...made, object: secret });
  };

  const fromCapi: string[] = [];
  for (const { entry, credentials, kubeconfig } of present) {
    const { profile } = entry;
    if (profile === undefined) continue;
    if (credentials.source === 'CAPICluster') {
      fromCapi.push(pathOf(profile.object));
      if (options.capiClusters === 'Skip') continue;
    }
    const secret = chooseData({ credentials, kubeconfig }, options);
    findings.push(...secret.findings);
    register(
      profile,
      secret.keyName,
      buildSveltosSecret(profile.object, secret.data, options.format, options.managedBy),
    );
  }
  for (const { profile } of bare) if (profile !== undefined) register(profile, SVELTOS_KEYS[options.format]);

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
  const keep = kept.flatMap(({ entry, earlier }) =>
    entry.profile ? earlier.filter((item) => !isConsumerSecret(item)) : [],
  );
  return { outputs, keep, findings };
}

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
