/** `lib.projectsveltos.io/v1beta1`, what Sveltos knows a managed cluster by. */
export const SVELTOS_CLUSTER = {
  apiVersion: 'lib.projectsveltos.io/v1beta1',
  group: 'lib.projectsveltos.io',
  kind: 'SveltosCluster',
} as const;

/** What clusterinventory-controller marks its objects with. */
export const CONTROLLER = {
  managedByLabel: 'clusterinventory.projectsveltos.io/managed-by',
  displayNameAnnotation: 'clusterinventory.projectsveltos.io/display-name',
  finalizer: 'clusterinventory.projectsveltos.io/finalizer',
} as const;

const text = { type: 'string' } as const;
const nonEmpty = { type: 'string', minLength: 1 } as const;
/** Lists of checks are passed on as they are; their own fields are Sveltos' to judge. */
const checks = { type: 'array', items: { type: 'object', additionalProperties: true } } as const;

/**
 * The part of a SveltosCluster's spec that a configuration may set: all of it but the fields that Rollcall decides
 * (`kubeconfigName`, `kubeconfigKeyName`) and `workloadIdentity`, which excludes them.
 */
export const sveltosClusterSpecSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    activeWindow: {
      type: 'object',
      additionalProperties: false,
      required: ['from', 'to'],
      properties: { from: nonEmpty, to: nonEmpty },
    },
    consecutiveFailureThreshold: { type: 'integer' },
    data: { type: 'object', additionalProperties: text },
    livenessChecks: checks,
    paused: { type: 'boolean' },
    pullMode: { type: 'boolean' },
    readinessChecks: checks,
    tokenRequestRenewalOption: {
      type: 'object',
      additionalProperties: false,
      required: ['renewTokenRequestInterval'],
      properties: {
        kubeconfigKeyName: text,
        renewTokenRequestInterval: text,
        saName: text,
        saNamespace: text,
        tokenDuration: text,
      },
    },
  },
} as const;
