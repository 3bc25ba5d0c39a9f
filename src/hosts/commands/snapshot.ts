import { Deadline } from '../deadline';
import { Progress } from '../progress';
import { takeSnapshot } from '../snapshot/snapshot';
import { readTimeout } from '../timeout';
import { defineCommand } from './command';
import { FORMAT_OPTION, readFormat } from './form';

const DEFAULT_TIMEOUT = '5m';
/** What begins with a hyphen would be an option of kubectl. */
const NAMESPACE_NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

export const snapshotCommand = defineCommand({
  name: 'snapshot',
  takes: 'DIR',
  summary: 'read a management cluster into files that fit in Git',
  about: `Runs your kubectl and writes what a render reads into DIR, one file per object: Clusters, ClusterProfiles, Namespaces,
PlacementDecisions and the objects of an Open Cluster Management hub. Of Secrets it writes the metadata, and the public
certificate of <cluster>-ca. Fields that the API server adds or that change by themselves are left out.

DIR/snapshot_snapshot.yaml says what was read. The next snapshot updates and deletes the files of this one. If anything cannot be read
completely, nothing changes and the exit code is 1.`,
  options: {
    context: { type: 'string', value: 'NAME', about: 'The context of the kubeconfig; else its current one.' },
    kubeconfig: {
      type: 'string',
      value: 'FILE',
      completes: 'file',
      about: 'The kubeconfig that kubectl uses; else the one that it finds.',
    },
    namespace: {
      type: 'string',
      short: 'n',
      value: 'NAME',
      repeats: true,
      about: 'Read only this namespace, and no cluster-scoped objects but the Namespace itself. Repeat it for several.',
    },
    'with-credentials': {
      type: 'boolean',
      about: 'Write the kubeconfigs of the Secrets <cluster>-kubeconfig too: credentials of administrators.',
    },
    'without-secrets': { type: 'boolean', about: 'Read no Secrets, for whoever may not list them.' },
    timeout: {
      type: 'string',
      value: 'DURATION',
      about: `Stop if reading takes longer, as in 90s or 2m; 0 is no limit. Default: ${DEFAULT_TIMEOUT}.`,
    },
    format: FORMAT_OPTION,
  },
  examples: [
    { command: 'rollcall snapshot fleet/snapshot', does: 'read the cluster of the current context' },
    {
      command: 'rollcall snapshot fleet/snapshot --context mgmt -n mgmt -n argocd --without-secrets',
      does: 'read two namespaces, and no Secrets',
    },
  ],
  completes: 'folder',
  run(given) {
    const [folder, ...others] = given.positionals;
    if (folder === undefined || others.length > 0) return { fault: 'rollcall snapshot takes one DIR.' };
    if (given.flag('with-credentials') && given.flag('without-secrets')) {
      return { fault: '--with-credentials and --without-secrets do not go together.' };
    }
    const namespaces = [...new Set(given.texts('namespace'))].sort();
    if (!namespaces.every((one) => NAMESPACE_NAME.test(one)))
      return { fault: '--namespace is the name of a namespace.' };
    const timeout = readTimeout(given.text('timeout') ?? (process.env.ROLLCALL_TIMEOUT || DEFAULT_TIMEOUT));
    if (typeof timeout !== 'number') return timeout;
    const format = readFormat(given);
    if (typeof format !== 'string') return format;
    const secrets = given.flag('without-secrets')
      ? 'None'
      : given.flag('with-credentials')
        ? 'Credentials'
        : 'Metadata';
    return takeSnapshot({
      folder,
      format,
      deadline: new Deadline(timeout, new Progress(undefined)),
      access: { context: given.text('context'), kubeconfig: given.text('kubeconfig') },
      namespaces,
      secrets,
    });
  },
});
