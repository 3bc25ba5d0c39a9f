import { roll } from '../roll';
import { ACCESS_OPTIONS, readAccessOptions } from './access-options';
import { defineCommand } from './command';
import { CONFIG_OPTION } from './render';

export const rollCommand = defineCommand({
  name: 'roll',
  takes: '[PATH...]',
  summary: 'write or check the Roll: the list of who must be in the fleet',
  about: `Renders like \`rollcall render\`, with the same PATHs, and writes who is in the fleet and where it goes: each cluster,
each consumer, each ClusterSet. The Roll is roll.yaml beside the configuration, or the file that holds it already. Commit it:
from then on every render that differs from it stops and reports who joined and who left, on every host.

It prints what changes: + joins, - leaves, ~ goes elsewhere. It writes no objects and no secrets.`,
  options: {
    config: CONFIG_OPTION,
    check: { type: 'boolean', about: 'Write nothing; exit with 1 if the Roll is missing or not up to date.' },
    ...ACCESS_OPTIONS,
  },
  examples: [
    { command: 'rollcall roll fleets/prod', does: 'write fleets/prod/roll.yaml, or bring it up to date' },
    { command: 'rollcall roll --check fleets/prod', does: 'check it in a pipeline' },
  ],
  completes: 'file',
  run(given) {
    const access = readAccessOptions(given);
    if ('fault' in access) return access;
    return roll({ paths: given.positionals, config: given.text('config'), check: given.flag('check'), access });
  },
});
