import { define, listNames } from './finding';

// What is all but right, and so has no effect: a mistake that a filter does not see.

export const labelMisspelt = define(
  'RC460',
  'warning',
  'A label is one or two letters away from one that is read',
  'If it is a typo, correct it. Otherwise ignore this warning.',
  (objects: readonly string[], found: string, meant: string) =>
    `The label ${found} has no effect. Did you mean ${meant}? It is on ${listNames(objects)}.`,
);

export const extensionUnknown = define(
  'RC461',
  'warning',
  'A file is not read because of its extension',
  'Rename it to end in .yaml, .yml or .json, or hide it with .krmignore.',
  (files: readonly string[]) => `Not read, because the extension is not .yaml, .yml or .json: ${listNames(files)}.`,
);

export const secretsLeftOver = define(
  'RC462',
  'warning',
  'A kubeconfig Secret has no Cluster',
  'If the Cluster is missing by mistake, add it to the input again; otherwise delete the Secret.',
  (secrets: readonly string[]) =>
    `${secrets.length === 1 ? 'A Cluster API kubeconfig Secret is' : `${secrets.length} Cluster API kubeconfig Secrets are`} left over, because the input has no Cluster for ${secrets.length === 1 ? 'it' : 'them'}: ${listNames(secrets)}.`,
);

export const secretEncrypted = define(
  'RC463',
  'error',
  'A Secret is encrypted with SOPS',
  'Render with --decrypt sops, which runs sops with your keys. Where kpt or kustomize starts Rollcall, set ROLLCALL_DECRYPT=sops in its environment. Or decrypt the Secret before the render.',
  (secret: string) => `Secret ${secret} is encrypted with SOPS, so it cannot be read.`,
);
