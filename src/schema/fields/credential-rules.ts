import { INSTANT_PATTERN } from '../../api/instant';
import { duration, verdict } from './types';

/** Which credentials may be passed on, and what happens without any. */
export const credentialFields = {
  missingCredentials: {
    enum: ['Auto', 'Skip', 'Error'],
    default: 'Auto',
    description:
      'What happens to a cluster without credentials. Auto: objects of an earlier render stay as they are; without them, a cluster that is up (status.controlPlaneReady, status.initialization.controlPlaneInitialized or the condition ControlPlaneInitialized of a Cluster, the condition ControlPlaneHealthy of a ClusterProfile) is an error, and any other cluster is skipped with a warning. Skip: the cluster is skipped. Error: always an error.',
  },
  kubeconfigPolicy: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description:
      'What a kubeconfig may contain that is written to the output. Deny is an error, Warn a warning. Rollcall never changes a kubeconfig.',
    properties: {
      execPlugin: verdict('Deny', 'A user with an exec stanza. Whoever uses the kubeconfig runs its command.'),
      authProvider: verdict('Deny', 'A user with an auth-provider stanza. It runs commands too.'),
      filePath: verdict(
        'Deny',
        'File paths (certificate-authority, client-certificate, client-key, tokenFile). They refer to files of another machine.',
      ),
      unprotectedToken: verdict(
        'Deny',
        'A token or a password together with a cluster that has insecure-skip-tls-verify, or that is reached without TLS: anyone on the way receives it.',
      ),
      insecureTLS: verdict('Warn', 'A cluster with insecure-skip-tls-verify.'),
      plainHTTP: verdict('Warn', 'A server without TLS.'),
      currentContext: verdict(
        'Warn',
        'No current-context, or one that the kubeconfig does not hold. Sveltos and most clients refuse such a kubeconfig, so set Deny where yours all have one.',
      ),
      multipleContexts: verdict('Warn', 'More than one context.'),
    },
  },
  now: {
    examples: ['2026-01-31T12:00:00Z'],
    type: 'string',
    pattern: INSTANT_PATTERN,
    description:
      'The time (RFC 3339) at which credentials must be valid: expired credentials are an error. The option --now overrides it. Without both, the output does not depend on the clock.',
  },
  expiryWarning: duration('7d', 'Warn this long before credentials expire, as in 7d or 36h. Needs now or --now.'),
} as const;
