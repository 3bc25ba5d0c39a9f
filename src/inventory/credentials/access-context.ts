import type { ManagedServiceAccount } from '../../api/managed-service-account';
import { pathOf } from '../../api/metadata';
import type { Fleet, Found } from '../fleet';
import type { CrossNamespace } from './cross-namespace';
import type { PluginAnswers } from './exec-plugin';
import type { KnownProviders } from './read-providers';
import { indexSecrets, type SecretIndex } from './secret-index';
import { indexTokens, type TokenIndex } from './token-index';

/** What the search for a profile's credentials works with. */
export interface AccessContext {
  readonly secrets: SecretIndex;
  /** The provider file's, in its order. */
  readonly providers: KnownProviders;
  readonly answers: PluginAnswers;
  readonly openClusterManagement: { readonly managedServiceAccount?: string | undefined };
  readonly crossNamespace: CrossNamespace;
  /** By the managed cluster's name and their own. */
  readonly serviceAccounts: ReadonlyMap<string, Found<ManagedServiceAccount>>;
  readonly tokens: TokenIndex;
}

/** How access providers are used, as the configuration says. */
export type AccessOptions = Pick<AccessContext, 'providers' | 'answers' | 'openClusterManagement' | 'crossNamespace'>;

/** For searches that no access provider takes part in. */
export const NO_ACCESS: AccessOptions = {
  providers: [],
  answers: new Map(),
  openClusterManagement: {},
  crossNamespace: { policy: 'Deny', allowedNamespaces: [] },
};

export function openAccess(
  fleet: Pick<Fleet, 'secrets' | 'unreadable' | 'profiles' | 'serviceAccounts' | 'managedClusters'>,
  options: AccessOptions = NO_ACCESS,
): AccessContext {
  return {
    ...options,
    secrets: indexSecrets(fleet),
    serviceAccounts: new Map(fleet.serviceAccounts.map((found) => [pathOf(found.object), found])),
    tokens: indexTokens(fleet),
  };
}
