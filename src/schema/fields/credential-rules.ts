import { INSTANT_PATTERN } from '../../api/instant';
import { duration, verdict } from './types';

/** Which credentials may be passed on, and what happens without any. */
export const credentialFields = {
  missingCredentials: {
    enum: ['Auto', 'Skip', 'Error'],
    default: 'Auto',
    description:
      'What happens to a cluster without credentials. Auto: what an earlier render made stays; else a cluster that is up (status.controlPlaneReady, status.initialization.controlPlaneInitialized or the condition ControlPlaneInitialized of a Cluster, the condition ControlPlaneHealthy of a ClusterProfile) is an error, and a young one is skipped with a warning. Skip: always skipped. Error: always an error.',
  },
  kubeconfigPolicy: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description:
      'What a kubeconfig that is handed on may hold. Deny is an error. Its bytes are passed on as they came in, whatever is said here.',
    properties: {
      execPlugin: verdict('Deny', 'A user with an exec stanza: whoever gets the kubeconfig runs the command in it.'),
      authProvider: verdict('Deny', 'A user with an auth-provider stanza, which runs commands too.'),
      filePath: verdict(
        'Deny',
        'Paths (certificate-authority, client-certificate, client-key, tokenFile): they name files of another machine.',
      ),
      insecureTLS: verdict('Warn', 'A cluster with insecure-skip-tls-verify.'),
      plainHTTP: verdict('Warn', 'A cluster whose server is reached without TLS.'),
      currentContext: verdict('Warn', 'No current-context, or one that the kubeconfig does not hold.'),
      multipleContexts: verdict('Warn', 'More than one context.'),
    },
  },
  now: {
    type: 'string',
    pattern: INSTANT_PATTERN,
    description:
      'The time (RFC 3339) by which credentials are judged: what has expired is an error. Without it, and without the option --now, which counts over it, nothing depends on the clock.',
  },
  expiryWarning: duration(
    '7d',
    'How long before credentials expire a warning is given (d, h, m, s as in 7d or 36h); it takes now.',
  ),
} as const;
