import { DURATION_PATTERN, readDuration } from '../../api/duration';
import { check } from '../check';
import { ACCESS_OPTIONS, readAccessOptions } from './access-options';
import { defineCommand, type WrongUsage } from './command';
import { CONFIG_OPTION } from './render';

export const checkCommand = defineCommand({
  name: 'check',
  takes: '[PATH...]',
  summary: 'check the fleet: everything that a render would report, and more',
  about: `Renders like \`rollcall render\`, with the same PATHs, writes nothing, and prints every finding on stderr. It also
reports what makes no output wrong and is rarely meant: consumers that receive nothing, clusters that nobody receives,
ClusterSets without a Namespace or without Clusters, Clusters whose ClusterProfile is missing, credentials that expire
soon, one credential for several clusters, and several clusters with one server.

Unlike the other commands it looks at the clock: expired credentials are errors. --now sets another time.

Exit code 1 means that a render would stop, or that --fail-on stops this check.`,
  options: {
    config: CONFIG_OPTION,
    output: {
      type: 'string',
      value: 'DIR',
      completes: 'folder',
      about: 'Check what `rollcall render --output DIR` would do to this directory.',
    },
    'expires-within': {
      type: 'string',
      value: 'DURATION',
      about:
        'Warn about credentials that expire within this time, as in 30d or 36h. Default: expiryWarning of the configuration.',
    },
    ...ACCESS_OPTIONS,
  },
  examples: [
    { command: 'rollcall check fleets/prod', does: 'check a fleet before you commit it' },
    {
      command: 'rollcall check --fail-on warning --format github fleets/prod',
      does: 'check a pull request, with annotations at file and line',
    },
    { command: 'rollcall check --expires-within 30d fleets/prod', does: 'find the credentials to renew this month' },
  ],
  completes: 'file',
  run(given) {
    const access = readAccessOptions(given);
    if ('fault' in access) return access;
    const expiresWithin = readTime(given.text('expires-within'));
    if (typeof expiresWithin === 'object') return expiresWithin;
    return check({
      paths: given.positionals,
      config: given.text('config'),
      output: given.text('output'),
      access: { ...access, now: access.now ?? Date.now(), expiresWithin },
    });
  },
});

function readTime(text: string | undefined): number | undefined | WrongUsage {
  if (text === undefined) return undefined;
  if (text !== '' && new RegExp(DURATION_PATTERN).test(text)) return readDuration(text);
  return { fault: '--expires-within is a duration such as 30d or 36h.' };
}
