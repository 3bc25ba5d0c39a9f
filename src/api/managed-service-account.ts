import type { FromSchema } from 'json-schema-to-ts';
import { hubChecks } from './hub-checks';
import type { ApiKind } from './kind';
import { metadataSchema } from './metadata';

/** Open Cluster Management's ManagedServiceAccount: the fields that Rollcall looks at. */
export const managedServiceAccountSchema = {
  type: 'object',
  required: ['metadata'],
  properties: {
    metadata: metadataSchema,
    status: {
      type: ['object', 'null'],
      properties: { expirationTimestamp: { type: ['string', 'null'] } },
    },
  },
} as const;

export type ManagedServiceAccount = FromSchema<typeof managedServiceAccountSchema>;

export const MANAGED_SERVICE_ACCOUNT: ApiKind<ManagedServiceAccount> = {
  group: 'authentication.open-cluster-management.io',
  kind: 'ManagedServiceAccount',
  get validate() {
    return hubChecks().validateManagedServiceAccount;
  },
};

/** The Secret that holds a ManagedServiceAccount's token: on the hub, and as it is copied to ClusterProfiles. */
export const TOKEN_SECRET = {
  /** On the Secret in the managed cluster's namespace of the hub, which has the ManagedServiceAccount's name. */
  hubLabel: 'authentication.open-cluster-management.io/is-managed-serviceaccount',
  /** On the copy beside the ClusterProfile; its value is the copy's name. */
  syncedLabel: 'authentication.open-cluster-management.io/synced-from',
  syncedName: (cluster: string, account: string) => `${cluster}-${account}`,
  tokenKey: 'token',
} as const;
