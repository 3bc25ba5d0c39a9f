import { announceParameters } from '../argo-cd/announce-parameters';
import { defineCommand } from './command';

export const parametersCommand = defineCommand({
  name: 'parameters',
  takes: '',
  summary: 'list the parameters of an Argo CD application, for plugin.yaml',
  about: `Writes a JSON list to stdout: the parameters that an Argo CD application can set for the current directory. They are
the fields of the function that rollcall.yaml configures, by their paths, with their current values. Argo CD runs this
command (spec.parameters.dynamic of plugin.yaml). The fields that every function has are in plugin.yaml itself.`,
  options: {},
  examples: [{ command: 'rollcall parameters', does: 'the parameters of the fleet in the current directory' }],
  run({ positionals }) {
    if (positionals.length > 0) return { fault: 'rollcall parameters takes no arguments.' };
    return announceParameters();
  },
});
