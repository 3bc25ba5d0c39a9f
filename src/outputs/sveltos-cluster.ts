import type { ClusterProfile } from '../api/cluster-profile';
import { CONTROLLER, SVELTOS_CLUSTER } from '../api/sveltos-cluster';
import { sveltosSecretName } from '../inventory/names';
import type { WritableObject } from '../krm/yaml/write';
import type { OutputObject } from './output';

export type SveltosFormat = 'SveltosController' | 'SveltosEvents';

/** What a configuration lays under every SveltosCluster. */
export interface SveltosTemplate {
  readonly metadata?: { readonly labels?: Record<string, string>; readonly annotations?: Record<string, string> };
  readonly spec?: WritableObject;
}

export interface SveltosClusterOptions {
  readonly format: SveltosFormat;
  readonly managedBy: string;
  readonly template: SveltosTemplate;
}

/** How Sveltos gets at the cluster: the two exclude each other. */
export type SveltosAccess =
  | { readonly kubeconfigKeyName?: string | undefined; readonly kubeconfigName?: string | undefined }
  | { readonly workloadIdentity: WritableObject };

/** The Secret that is written beside it: by its name, where the format has it. */
export function accessBySecret(profileName: string, keyName: string, format: SveltosFormat): SveltosAccess {
  return {
    kubeconfigKeyName: keyName,
    kubeconfigName: format === 'SveltosController' ? sveltosSecretName(profileName) : undefined,
  };
}

/**
 * The SveltosCluster of a ClusterProfile: as clusterinventory-controller writes it, or as the event-framework document's
 * template does. The profile's labels count over the template's, and what is decided here counts over both.
 * @param labels the profile's labels that are copied.
 * @param access where its kubeconfig is, or what identity it is reached with.
 */
export function buildSveltosCluster(
  profile: ClusterProfile,
  labels: Record<string, string>,
  access: SveltosAccess,
  { format, managedBy, template }: SveltosClusterOptions,
): OutputObject {
  const { name } = profile.metadata;
  const asController = format === 'SveltosController';
  const displayName = profile.spec?.displayName;
  return {
    apiVersion: SVELTOS_CLUSTER.apiVersion,
    kind: SVELTOS_CLUSTER.kind,
    metadata: {
      name,
      labels: {
        ...template.metadata?.labels,
        ...labels,
        ...(asController ? { [CONTROLLER.managedByLabel]: managedBy } : {}),
      },
      annotations: {
        ...template.metadata?.annotations,
        ...(asController && displayName ? { [CONTROLLER.displayNameAnnotation]: displayName } : {}),
      },
    },
    spec: {
      ...template.spec,
      ...access,
    },
  };
}
