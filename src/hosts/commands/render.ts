import { isInside, resolveReal } from '../files';
import { render } from '../render';
import { ACCESS_OPTIONS, readAccessOptions } from './access-options';
import { defineCommand, type Option } from './command';

export const CONFIG_OPTION = {
  type: 'string',
  value: 'FILE',
  completes: 'file',
  about: 'The configuration; else rollcall.yaml in the first PATH; else render-inventory with its defaults.',
} as const satisfies Option;

export const renderCommand = defineCommand({
  name: 'render',
  takes: '[PATH...]',
  summary: 'render files: files and directories in, plain documents or an output directory out',
  about: `Reads the fleet from files, directories or - (stdin): YAML, JSON, several documents, or a List as kubectl prints it.
Without PATH it reads the files in spec.inputs of the configuration, else the current directory. It writes the generated
objects as YAML documents to stdout.

Directories are read recursively, except dot-files, node_modules, Kptfile, kustomization.yaml and what .krmignore hides.
In an Argo CD plugin the application's parameters (ARGOCD_APP_PARAMETERS) override the configuration's spec.

On any error nothing is written, every finding is printed on stderr, and the exit code is 1.`,
  options: {
    config: CONFIG_OPTION,
    output: {
      type: 'string',
      value: 'DIR',
      completes: 'folder',
      about:
        'Write each object to its own file in DIR, with the file names that kpt uses. Objects that an earlier render wrote there are updated or deleted.',
    },
    encrypt: {
      type: 'string',
      value: 'TOOL',
      completes: ['sops'],
      about:
        'With --output: sops encrypts the Secrets, by the .sops.yaml of DIR or above. A file whose plain text is the same stays as it is.',
    },
    'provider-files': {
      type: 'string',
      value: 'DIR',
      completes: 'folder',
      about:
        'With --output and wire-consumers: write the provider file of each consumer as DIR/NAMESPACE.json too, for a consumer that reads a file (--clusterprofile-provider-file). DIR must be outside the output directory, where every file is applied.',
    },
    'include-inputs': {
      type: 'boolean',
      about: 'Write the input objects too, without local-config objects and without the configuration.',
    },
    ...ACCESS_OPTIONS,
  },
  examples: [
    { command: 'rollcall render examples/fleet', does: 'print what the example fleet gives' },
    {
      command: 'rollcall render examples/fleet --output rendered',
      does: 'write it to files; run it again to update them',
    },
    {
      command: 'kubectl get clusters.cluster.x-k8s.io -A -o yaml | rollcall render secrets namespaces -',
      does: 'read the Clusters from a management cluster and the rest from directories',
    },
  ],
  completes: 'file',
  run(given) {
    const access = readAccessOptions(given);
    if ('fault' in access) return access;
    const output = given.text('output');
    const includeInputs = given.flag('include-inputs');
    if (output !== undefined && includeInputs) {
      return { fault: '--output holds generated objects only; --include-inputs goes with stdout.' };
    }
    const encrypt = given.text('encrypt');
    if (encrypt !== undefined && encrypt !== 'sops') return { fault: '--encrypt knows sops, and nothing else.' };
    if (encrypt !== undefined && output === undefined) return { fault: '--encrypt goes with --output.' };
    const providerFiles = given.text('provider-files');
    if (providerFiles !== undefined && output === undefined) return { fault: '--provider-files goes with --output.' };
    if (providerFiles !== undefined && isInside(resolveReal(providerFiles), resolveReal(output ?? '.'))) {
      return {
        fault: 'The directory of --provider-files must be outside that of --output, where every file is applied.',
      };
    }
    return render({
      paths: given.positionals,
      config: given.text('config'),
      output,
      includeInputs,
      access,
      encrypt: encrypt === 'sops',
      providerFiles,
    });
  },
});
