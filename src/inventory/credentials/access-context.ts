import type { ManagedServiceAccount } from '../../api/managed-service-account';
import { pathOf } from '../../api/metadata';
import type { Fleet, Found } from '../fleet';
import type { MembershipOptions } from '../managed-clusters/memberships';
import type { CrossNamespace } from './cross-namespace';
import type { PluginAnswers } from './exec-plugin';
import type { KnownProviders } from './read-providers';
import { indexSecrets, type SecretIndex } from './secret-index';
import { indexTokens, type TokenIndex } from './token-index';
import { findTokenServers, type Hub, type TokenServers, type TrustedServer } from './token-servers';

/** What the search for a profile's credentials works with. */
export interface AccessContext {
  readonly secrets: SecretIndex;
  /** The provider file's, in its order. */
  readonly providers: KnownProviders;
  readonly answers: PluginAnswers;
  readonly openClusterManagement: {
    readonly managedServiceAccount?: string | undefined;
    readonly trustedServers?: readonly TrustedServer[] | undefined;
  };
  readonly crossNamespace: CrossNamespace;
  /** By the managed cluster's name and their own. */
  readonly serviceAccounts: ReadonlyMap<string, Found<ManagedServiceAccount>>;
  readonly tokens: TokenIndex;
  readonly tokenServers: TokenServers;
}

/** How access providers are used, as the configuration says. */
export interface AccessOptions
  extends Pick<AccessContext, 'providers' | 'answers' | 'openClusterManagement' | 'crossNamespace'>,
    Partial<MembershipOptions> {}

/** For searches that no access provider takes part in. */
export const NO_ACCESS: AccessOptions = {
  providers: [],
  answers: new Map(),
  openClusterManagement: {},
  crossNamespace: { policy: 'Deny', allow: [], allowedNamespaces: [] },
};

export function openAccess(
  fleet: Hub & Pick<Fleet, 'secrets' | 'serviceAccounts'>,
  options: AccessOptions = NO_ACCESS,
): AccessContext {
  const secrets = indexSecrets(fleet);
  return {
    ...options,
    secrets,
    serviceAccounts: new Map(fleet.serviceAccounts.map((found) => [pathOf(found.object), found])),
    tokens: indexTokens(fleet),
    tokenServers: findTokenServers(fleet, secrets, options),
  };
}
