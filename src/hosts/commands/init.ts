import { functions } from '../../../functions';
import { credentialModes } from '../../schema/fields/credentials-mode';
import { nearestOf } from '../../schema/nearest';
import { init } from '../init';
import { HOSTS } from '../init/choice';
import { isTerminal } from '../terminal';
import { readTimeout } from '../timeout';
import { defineCommand, type WrongUsage } from './command';

const KINDS = functions.map(({ kind }) => kind);

export const initCommand = defineCommand({
  name: 'init',
  takes: '[DIR]',
  summary: 'write a first rollcall.yaml that fits what a directory holds',
  about: `Looks at what DIR (default: the current directory) holds, and writes rollcall.yaml with comments, the JSON Schema that
your editor reads, and the lines of the host: a step in the Kptfile's pipeline, or an entry of the kustomization and the
link that kustomize starts. Comments and the order of these files stay.

On a terminal it asks, with its guess as the answer to Enter. In a pipe, or with --yes, it takes its guesses: the kind by
the objects that are there, the host by a Kptfile, a kustomization or an Argo CD Application, and for credentials the
first mode with which the fleet renders. A rollcall.yaml that is there is an error.`,
  options: {
    yes: { type: 'boolean', short: 'y', about: 'Ask nothing: take the guesses.' },
    kind: {
      type: 'string',
      value: 'KIND',
      completes: KINDS,
      about: `The kind of the configuration: ${KINDS.join(', ')}.`,
    },
    name: { type: 'string', value: 'NAME', about: "The configuration's name. Default: the directory's." },
    credentials: {
      type: 'string',
      value: 'MODE',
      completes: credentialModes,
      about: 'Copy, Reference or External (docs/secrets.md).',
    },
    host: {
      type: 'string',
      value: 'HOST',
      completes: HOSTS,
      about: 'Whose lines are written: kpt, kustomize, argo-cd or none.',
    },
    schema: {
      type: 'string',
      value: 'ADDRESS',
      about: 'Where your editor finds the JSON Schema. Default: the file .rollcall.schema, which is then written.',
    },
    force: { type: 'boolean', about: 'Replace a rollcall.yaml that is there.' },
  },
  examples: [
    { command: 'rollcall init', does: 'ask, and write the files into the current directory' },
    { command: 'rollcall init --yes fleets/prod', does: 'take the guesses' },
    { command: 'rollcall init --yes --host kpt --credentials External', does: 'decide two things and guess the rest' },
  ],
  completes: 'folder',
  run(given) {
    const [folder = '.', ...more] = given.positionals;
    if (more.length > 0) return { fault: 'rollcall init takes one DIR.' };
    const kind = among(given.text('kind'), KINDS, '--kind');
    const credentials = among(given.text('credentials'), credentialModes, '--credentials');
    const host = among(given.text('host'), HOSTS, '--host');
    for (const one of [kind, credentials, host]) if (typeof one === 'object') return one;
    const name = given.text('name');
    if (name !== undefined && !/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(name)) {
      return { fault: '--name is made of lower-case letters, digits, - and .' };
    }
    const timeout = readTimeout();
    if (typeof timeout !== 'number') return timeout;
    return init({
      folder,
      given: {
        ...(typeof kind === 'string' && { kind }),
        ...(typeof credentials === 'string' && { credentials }),
        ...(typeof host === 'string' && { host }),
        ...(name !== undefined && { name }),
      },
      schemaAddress: given.text('schema'),
      force: given.flag('force'),
      asks: !given.flag('yes') && isTerminal(0) && isTerminal(2),
      timeout,
    });
  },
});

function among<Word extends string>(
  text: string | undefined,
  words: readonly Word[],
  option: string,
): Word | undefined | WrongUsage {
  if (text === undefined) return undefined;
  const found = words.find((word) => word.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  const nearest = nearestOf(text, words);
  return { fault: `${option} takes ${words.join(', ')}, and got ${text}${nearest && `; the nearest is ${nearest}`}.` };
}
