import { define, listNames } from './finding';

const names = (list: readonly string[]) => listNames(list);

export const credentialsShortLived = define(
  'RC385',
  'warning',
  'Credentials are valid for less than a day',
  'Apply the output at once, and render again before they expire. Do not store it in Git or in a host that caches it, as Argo CD does for 24 hours.',
  (profiles: readonly string[]) => `The credentials from plugins are valid for less than 24 hours: ${names(profiles)}.`,
);

export const renderAgain = define(
  'RC386',
  'info',
  'When to render again',
  '',
  (at: string, profile: string, end: string) =>
    `Render again at ${at}: the credentials of ClusterProfile ${profile} are the first to expire, at ${end}.`,
);

export const credentialsExpired = define(
  'RC387',
  'error',
  'Credentials have expired',
  'Renew them and fetch the Secret again, or find out why the plugin returns expired ones.',
  (profile: string, what: string, at: string) =>
    `The credentials of ClusterProfile ${profile} expired at ${at}: ${what}.`,
  { protects: false },
);

export const credentialsExpireSoon = define(
  'RC388',
  'warning',
  'Credentials expire soon',
  'Renew them and render again. expiryWarning sets how early this warning comes.',
  (profile: string, what: string, at: string, left: string) =>
    `The credentials of ClusterProfile ${profile} expire at ${at}, in ${left}: ${what}.`,
);

export const certificateUnreadable = define(
  'RC389',
  'warning',
  'A client certificate cannot be read',
  'Replace it: client-certificate-data is the base64 of a certificate in PEM.',
  (profile: string, what: string) =>
    `It is unknown when the credentials of ClusterProfile ${profile} expire, because ${what} cannot be read.`,
);
