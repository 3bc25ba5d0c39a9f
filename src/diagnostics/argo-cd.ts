import { define, listNames } from './finding';

const names = (list: readonly string[]) => listNames(list);

// Registering clusters with Argo CD.

export const registeredTwice = define(
  'RC770',
  'error',
  'Several clusters would be the same cluster in Argo CD',
  'Register each cluster once: narrow clusterNamespaces, or correct the server. For equal names, set clusterName, for example to {namespace}-{name}.',
  (what: 'name' | 'server', profiles: readonly string[]) =>
    `Argo CD tells clusters apart by their name and server, and these ClusterProfiles have the same ${what}: ${names(profiles)}.`,
);

export const builtinUnusable = define(
  'RC771',
  'error',
  'An access provider of Argo CD cannot be used',
  'For AWS, add a rule to awsAuth, which names the EKS cluster. For others, correct the name: argo-cd-builtin-gcp or argo-cd-builtin-azure.',
  (profile: string, provider: string, why: string) =>
    `ClusterProfile ${profile} has the access provider ${provider}, ${why}.`,
);

export const serverUnusable = define(
  'RC772',
  'error',
  'Argo CD cannot use the connection of a cluster',
  'Correct the access provider of the ClusterProfile, or its kubeconfig.',
  (profile: string, fault: string) => `Argo CD cannot connect to ClusterProfile ${profile}: ${fault}.`,
);

export const credentialsUnusable = define(
  'RC773',
  'error',
  'Argo CD cannot use a kubeconfig’s credentials',
  'Give the user a token or a certificate, or use credentials: Reference with a plugin.',
  (profile: string, what: string) =>
    `The kubeconfig of ClusterProfile ${profile} has ${what}, which a cluster Secret cannot hold.`,
);

export const propertyMissing = define(
  'RC774',
  'error',
  'A required property of a ClusterProfile is missing',
  'Add the property to the ClusterProfile, or set default instead of required in labelsFromProperties.',
  (profile: string, property: string) => `ClusterProfile ${profile} has no property ${property}.`,
);

export const propertyNoLabel = define(
  'RC775',
  'error',
  'A property of a ClusterProfile cannot be a label',
  'Remove the property from labelsFromProperties, or correct its value: at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends.',
  (profile: string, property: string) =>
    `The property ${property} of ClusterProfile ${profile} has a value that no label can have.`,
);

export const fieldUnusable = define(
  'RC776',
  'error',
  'A field of a cluster Secret would not be valid',
  'Correct the field of the configuration, or the label or property that it is filled in from.',
  (profile: string, field: string, expected: string) =>
    `${field} would not be ${expected} for ClusterProfile ${profile}, so Argo CD would refuse its cluster Secret.`,
);

export const controllerRegisters = define(
  'RC777',
  'warning',
  'Argo CD’s ClusterProfile controller registers the same ClusterProfile',
  'Stop the controller, or leave these ClusterProfiles to it (clusterNamespaces). Otherwise Argo CD has two Secrets for one cluster.',
  (profiles: readonly string[]) =>
    `The input has cluster Secrets that Argo CD’s ClusterProfile controller wrote for ${names(profiles)}.`,
);
