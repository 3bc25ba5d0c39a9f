import { define, listNames } from './finding';

const names = (list: readonly string[]) => listNames(list);

// What a kubeconfig that is handed on may hold. `kubeconfigPolicy` decides whether each is an error, a warning, or nothing.

export const kubeconfigRuns = define(
  'RC391',
  'error',
  'A kubeconfig runs a program',
  'Replace it with one that contains a token or a client certificate. Whoever uses this one runs its command (kubeconfigPolicy.execPlugin).',
  (holder: string, users: readonly string[]) => `${holder} has an exec stanza, for ${names(users)}.`,
);

export const kubeconfigAuthProvider = define(
  'RC392',
  'error',
  'A kubeconfig has an auth-provider',
  'Replace it with one that contains a token or a client certificate (kubeconfigPolicy.authProvider).',
  (holder: string, users: readonly string[]) => `${holder} has an auth-provider stanza, for ${names(users)}.`,
);

export const kubeconfigNamesFiles = define(
  'RC393',
  'error',
  'A kubeconfig refers to files',
  'Embed the files’ content (`kubectl config view --raw --flatten`). Its reader has other files, or none (kubeconfigPolicy.filePath).',
  (holder: string, fields: readonly string[]) => `${holder} refers to files of another machine: ${names(fields)}.`,
);

export const kubeconfigTokenUnprotected = define(
  'RC349',
  'error',
  'A kubeconfig sends a token without TLS verification',
  'Use https and add certificate-authority-data. Otherwise anyone on the network can read the token or password (kubeconfigPolicy.unprotectedToken).',
  (holder: string, clusters: readonly string[]) =>
    `${holder} has a token or a password, and uses plain http or skips TLS verification, for ${names(clusters)}.`,
);

export const kubeconfigSkipsVerification = define(
  'RC394',
  'warning',
  'A kubeconfig skips TLS verification',
  'Remove insecure-skip-tls-verify and add certificate-authority-data (kubeconfigPolicy.insecureTLS).',
  (holder: string, clusters: readonly string[]) => `${holder} skips TLS verification, for ${names(clusters)}.`,
);

export const kubeconfigPlainHttp = define(
  'RC395',
  'warning',
  'A kubeconfig uses plain http',
  'Use https. With http, anyone on the network can read the credentials (kubeconfigPolicy.plainHTTP).',
  (holder: string, clusters: readonly string[]) => `${holder} uses plain http, for ${names(clusters)}.`,
);

export const kubeconfigWithoutContext = define(
  'RC396',
  'warning',
  'A kubeconfig has no current context',
  'Set current-context to one of its contexts (kubeconfigPolicy.currentContext).',
  (holder: string, found: readonly string[]) => `${holder} has ${found.join(', ')}.`,
);

export const kubeconfigManyContexts = define(
  'RC397',
  'warning',
  'A kubeconfig has several contexts',
  'Keep only one cluster (`kubectl config view --raw --minify`). The other contexts give away further credentials (kubeconfigPolicy.multipleContexts).',
  (holder: string, found: readonly string[]) => `${holder} has ${found.join(', ')}.`,
);
