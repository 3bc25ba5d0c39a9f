import { functions } from '../../../functions';
import { nearestOf } from '../../schema/nearest';
import { runAsFunction } from '../fn';
import { FUNCTION_OPTIONS, readFunctionOptions } from './access-options';
import { defineCommand } from './command';

const list = functions.map(({ name, kind, summary }) => `  ${name.padEnd(26)}${kind.padEnd(25)}${summary}`).join('\n');

export const fnCommand = defineCommand({
  name: 'fn',
  takes: '[FUNCTION]',
  summary: 'run as a KRM function: a ResourceList on stdin, a ResourceList on stdout',
  about: `Reads a ResourceList (config.kubernetes.io/v1) from stdin and writes it to stdout with the generated objects.
kpt and kustomize run it like this. All other objects come back byte for byte.

FUNCTION, and the kind of its functionConfig (apiVersion rollcall.dev/v1alpha1):
${list}

Without FUNCTION, the kind of the functionConfig decides. With a ConfigMap, or without a functionConfig, render-inventory
runs. When the input holds nothing but the configuration, as in a kustomize generator, the fleet is read from the files in
spec.inputs, relative to the working directory, and only the generated objects are written.

On any error the output is a ResourceList without items and with all results, every finding is printed on stderr, and the
exit code is 1: the host leaves every file as it is.`,
  options: FUNCTION_OPTIONS,
  examples: [
    {
      command: 'kpt fn render --allow-exec',
      does: 'with `exec: rollcall fn` and `configPath: rollcall.yaml` in the Kptfile',
    },
  ],
  completes: 'function',
  run(given) {
    const access = readFunctionOptions(given);
    if ('fault' in access) return access;
    const [name, ...more] = given.positionals;
    if (more.length > 0) return { fault: `rollcall fn takes one FUNCTION, and got ${given.positionals.join(', ')}.` };
    if (name === undefined) return runAsFunction(undefined, access);
    const asked = functions.find((candidate) => candidate.name === name);
    if (asked !== undefined) return runAsFunction(asked, access);
    const names = functions.map((one) => one.name);
    const nearest = nearestOf(name, names);
    return { fault: `There is no function ${name}${nearest && `; the nearest is ${nearest}`}.` };
  },
});
