import { define } from './finding';

// Reading a management cluster into a folder.

export const kubectlMissing = define(
  'RC793',
  'error',
  'The program kubectl is missing',
  'Install kubectl in a directory that PATH names with its full path.',
  () => 'There is no program kubectl in PATH.',
);

export const readIncomplete = define(
  'RC794',
  'error',
  'The management cluster was not read completely',
  'Correct the cause and run the command again; nothing was changed.',
  (reason: string) => `${reason}.`,
);

export const otherCluster = define(
  'RC795',
  'error',
  'The directory holds a snapshot of another cluster',
  'Choose the right --context, or another directory for each management cluster.',
  (folder: string) => `${folder} holds a snapshot of a cluster whose namespace kube-system has another uid.`,
);

export const credentialsInSnapshot = define(
  'RC796',
  'warning',
  'The snapshot holds kubeconfigs in plain text',
  'Encrypt the files before you commit them, or leave out --with-credentials and use credentials: Reference or External.',
  (folder: string, count: number) =>
    `${folder} holds ${count === 1 ? 'one kubeconfig' : `${count} kubeconfigs`} of administrators.`,
);
