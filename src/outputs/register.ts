import type { ClusterProfile } from '../api/cluster-profile';
import { labelsOf, namespaceOf, pathOf } from '../api/metadata';
import { CONTROLLER } from '../api/sveltos-cluster';
import type { Finding } from '../diagnostics/finding';
import * as outputFindings from '../diagnostics/outputs';
import { copyLabels } from '../inventory/copy-labels';
import type { CopiedCredentials } from '../inventory/credentials/credentials';
import { judgeWholeSecret } from '../inventory/credentials/judge-whole-secret';
import type { KubeconfigPolicy } from '../inventory/credentials/kubeconfig-policy';
import type { Filled, Present } from '../inventory/fill-roster';
import type { Found } from '../inventory/fleet';
import type { Registrations } from '../inventory/registrations';
import type { WritableObject } from '../krm/yaml/write';
import { protectFromDeletion } from './deletion-protection';
import { type DroppedLabels, tellDropped } from './dropped-labels';
import { expiryAnnotation } from './expiry-annotation';
import type { Output, OutputObject } from './output';
import { accessBySecret, buildSveltosCluster, type SveltosAccess, type SveltosClusterOptions } from './sveltos-cluster';
import { buildSveltosSecret, mirrorData, SVELTOS_KEYS, shapeSveltosSecret } from './sveltos-secret';

export interface RegisterOptions extends SveltosClusterOptions {
  readonly dropLabels: readonly string[];
  readonly deletionProtection: boolean;
  readonly kubeconfigPolicy: KubeconfigPolicy;
}

/** How Sveltos gets at one cluster, and the object beside its SveltosCluster that this takes. */
export interface SveltosLink {
  readonly access: SveltosAccess;
  readonly beside?: OutputObject | undefined;
  readonly findings: readonly Finding[];
}

/** A SveltosCluster and its kubeconfig Secret for every ClusterProfile that is registered. */
export function registerClusters(
  { registrations }: Pick<Registrations, 'registrations'>,
  options: RegisterOptions,
): { outputs: Output[]; findings: Finding[] } {
  return registerBy({ registrations }, options, (found, { object: { metadata } }) => {
    const { format, managedBy } = options;
    const { keyName, findings, ...content } = chooseData(found, options);
    const shape = shapeSveltosSecret(metadata.name, format, managedBy);
    return {
      access: accessBySecret(metadata.name, keyName, format),
      beside: buildSveltosSecret(shape, content),
      findings,
    };
  });
}

/** @param link how Sveltos gets at a cluster whose credentials are known. */
export function registerBy<One extends Filled>(
  { registrations }: Pick<Registrations<One>, 'registrations'>,
  options: RegisterOptions,
  link: (found: One, profile: Found<ClusterProfile>) => SveltosLink,
): { outputs: Output[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const outputs: Output[] = [];
  const dropped: DroppedLabels[] = [];
  for (const { entry, profile, sources, found } of registrations) {
    const made = { namespaces: new Set([namespaceOf(profile.object)]), origin: profile.item, sources, entry };
    const labels = copyLabels(labelsOf(profile.object), options.dropLabels);
    const { format } = options;
    const { name } = profile.object.metadata;
    const linked = found && link(found, profile);
    const access = linked?.access ?? accessBySecret(name, SVELTOS_KEYS[format], format);
    outputs.push({
      ...made,
      role: 'SveltosCluster',
      object: buildSveltosCluster(profile.object, labels.copied, access, options),
    });
    if (linked?.beside !== undefined) outputs.push({ ...made, role: 'SveltosSecret', object: linked.beside });
    findings.push(...(linked?.findings ?? []));
    dropped.push({ profile: pathOf(profile.object), labels: labels.dropped });
    findings.push(...noteController(profile));
  }
  findings.push(...tellDropped(dropped));
  if (!options.deletionProtection) return { outputs, findings };
  return { outputs: outputs.map((output) => ({ ...output, object: protectFromDeletion(output.object) })), findings };
}

/** The data of the kubeconfig Secret: the one key, or in the document's format a labelled Secret's data whole. */
function chooseData(
  { credentials, kubeconfig }: Present,
  { format, kubeconfigPolicy }: RegisterOptions,
): { data: WritableObject; annotations: Record<string, string>; keyName: string; findings: Finding[] } {
  const keyName = SVELTOS_KEYS[format];
  const annotations = expiryAnnotation(credentials);
  if (format === 'SveltosEvents' && credentials.origin === 'Secret' && credentials.source === 'LabelledSecret') {
    return { ...mirrorLabelled(credentials, keyName, kubeconfigPolicy), annotations };
  }
  return { data: { [keyName]: kubeconfig }, annotations, keyName, findings: [] };
}

function mirrorLabelled({ secret, key }: CopiedCredentials, keyName: string, policy: KubeconfigPolicy) {
  const data = mirrorData(secret.object);
  const path = pathOf(secret.object);
  const findings = judgeWholeSecret(secret.object, secret.item, policy);
  if (key === keyName) return { data, keyName, findings };
  const foreign = outputFindings.foreignKeyName(secret.item.at('data'), path, key);
  return { data, keyName: key, findings: [...findings, foreign] };
}

function noteController({ object, item }: Found<ClusterProfile>): Finding[] {
  if (!object.metadata.finalizers?.includes(CONTROLLER.finalizer)) return [];
  return [outputFindings.controllerAtWork(item.at('metadata.finalizers'), pathOf(object))];
}
