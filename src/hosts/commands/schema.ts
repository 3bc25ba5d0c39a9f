import { functions } from '../../../functions';
import { nearestOf } from '../../schema/nearest';
import { EXIT } from '../exit';
import { listSchemas, readSchema } from '../schemas';
import { writeStandardOutput } from '../standard-streams';
import { defineCommand } from './command';

export const schemaCommand = defineCommand({
  name: 'schema',
  takes: '[KIND]',
  summary: 'print the JSON Schema of a configuration, for editors',
  about: `Writes a JSON Schema (draft 2020-12) to stdout: the fields of a kind with their types, descriptions and defaults. KIND is
the kind of a configuration (RenderInventory, PublishCredentials, …), its function (render-inventory), Policy or Roll.
Without KIND, the schema covers them all and the field kind decides.

Editors with the YAML language server read the schema that the first line of a file names. rollcall init writes both.`,
  options: {},
  examples: [
    { command: 'rollcall schema > .rollcall.schema', does: 'save the schema beside rollcall.yaml' },
    {
      command: '# yaml-language-server: $schema=.rollcall.schema',
      does: 'the first line of a rollcall.yaml that uses it',
    },
    { command: 'rollcall schema Policy', does: 'the fields of a policy' },
  ],
  completes: 'kind',
  run({ positionals: [asked, ...more] }) {
    if (more.length > 0) return { fault: 'rollcall schema takes one KIND.' };
    if (asked === undefined) return say(readSchema());
    const kinds = listSchemas();
    const named = functions.find(({ name }) => name === asked)?.kind ?? asked;
    const kind = kinds.find((one) => one.toLowerCase() === named.toLowerCase());
    if (kind !== undefined) return say(readSchema(kind));
    const nearest = nearestOf(asked, kinds);
    return {
      fault: `There is no kind ${asked}; ${nearest ? `the nearest is ${nearest}` : `the kinds are ${kinds.join(', ')}`}.`,
    };
  },
});

function say(schema: Buffer): number {
  writeStandardOutput(schema);
  return EXIT.rendered;
}
