import { NOTHING_ALLOWED } from '../capabilities';
import { Deadline } from '../deadline';
import { runAsPlugin } from '../kustomize/plugin';
import { readTimeout } from '../timeout';
import { readDecryption } from './access-options';
import { defineCommand } from './command';

export const kustomizePluginCommand = defineCommand({
  name: 'kustomize-plugin',
  takes: 'CONFIG',
  summary: 'run as a legacy exec plugin of kubectl kustomize',
  about: `dist/rollcall-fn runs this command when kustomize starts it as a legacy exec plugin. CONFIG is the configuration file.
The objects come as plain documents on stdin, or not at all for a generator, which reads spec.inputs. The output is plain
documents.`,
  options: {},
  examples: [
    {
      command: 'kubectl kustomize --enable-alpha-plugins .',
      does: 'with a link to rollcall-fn in the plugin directory (docs/hosts/kustomize.md)',
    },
  ],
  completes: 'file',
  run({ positionals: [file, ...more] }) {
    if (file === undefined || more.length > 0) {
      return { fault: 'rollcall kustomize-plugin takes one configuration file.' };
    }
    const timeout = readTimeout();
    if (typeof timeout !== 'number') return timeout;
    const deadline = new Deadline(timeout);
    const decrypt = readDecryption(process.env.ROLLCALL_DECRYPT, { deadline });
    if (decrypt !== undefined && 'fault' in decrypt) return decrypt;
    return runAsPlugin(file, { ...NOTHING_ALLOWED, deadline, decrypt });
  },
});
