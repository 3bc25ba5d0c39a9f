import { credentialModes } from '../../schema/fields/credentials-mode';
import type { Survey } from './survey';

export const HOSTS = ['kpt', 'kustomize', 'argo-cd', 'none'] as const;
export type Host = (typeof HOSTS)[number];
export type CredentialMode = (typeof credentialModes)[number];

/** What a first configuration says. */
export interface Choice {
  /** The kind of the configuration. */
  readonly kind: string;
  readonly name: string;
  /** What becomes of credentials; `undefined` for a kind that passes none on. */
  readonly credentials: CredentialMode | undefined;
  /** Whose files get their lines. */
  readonly host: Host;
}

/** What the objects suggest. */
export function guessKind({ kinds }: Survey): string {
  return kinds.has('EventTrigger') ? 'RunEventTrigger' : 'RenderInventory';
}

export function guessHost({ kinds, hostFiles }: Survey): Host {
  if (hostFiles.kpt !== undefined) return 'kpt';
  if (hostFiles.kustomize !== undefined) return 'kustomize';
  return kinds.has('Application') || kinds.has('ApplicationSet') ? 'argo-cd' : 'none';
}

/** Ways to treat credentials, the likeliest first: the first one with which the fleet renders is taken. */
export function rankModes({ hasKubeconfigs, hasStores }: Survey): readonly CredentialMode[] {
  if (hasStores) return ['External', 'Reference', 'Copy'];
  return hasKubeconfigs ? credentialModes : ['External', 'Reference', 'Copy'];
}
