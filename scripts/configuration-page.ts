import { functions } from '../functions';
import { sharedFields } from '../src/schema/fields/shared';
import { isSchema } from '../src/schema/schema-walk';

/** docs/configuration.md, from the functions' schemas. */
export function configurationPage(): string {
  const shared = Object.keys(sharedFields);
  const own = functions.map(({ name, kind, summary, schema }) => {
    const fields = listFields(schema).filter(({ path }) => !shared.includes(path.split('.')[0] ?? ''));
    return `## ${kind}\n\nFor \`${name}\`: ${summary}.\n\n${table(fields)}`;
  });
  const common = table(listFields({ properties: sharedFields }));
  return `# Configuration

A functionConfig has \`apiVersion: rollcall.dev/v1alpha1\`, one of the kinds below, and a \`metadata.name\`: what a function
makes belongs to \`<function>/<name>\`, and only that owner updates or removes it. An unknown field is an error.

A \`v1\` ConfigMap works too, for pipelines that pass \`key=value\`: a key is a field's path with dots, a list is separated by
commas, and the key \`name\` names the owner. Without a functionConfig \`render-inventory\` runs with its defaults.

Your editor can complete and check these fields. \`rollcall init\` writes a first \`rollcall.yaml\` and the JSON Schema that its
first line names. For a file that you have, save the schema with \`rollcall schema RenderInventory > .rollcall.schema\`, and begin
the file with the line \`# yaml-language-server: $schema=.rollcall.schema\`. Save it again when you update Rollcall.

## Fields of every kind

${common}
${own.join('\n')}
This page is made from the schemas in \`functions/\` (\`npm run docs\`).
`;
}

function table(fields: readonly Field[]): string {
  const rows = fields.map(
    ({ path, type, fallback, description }) => `| \`${path}\` | ${type} | ${fallback} | ${description} |\n`,
  );
  return `| field of \`spec\` | type | default | |\n|---|---|---|---|\n${rows.join('')}`;
}

interface Field {
  readonly path: string;
  readonly type: string;
  readonly fallback: string;
  readonly description: string;
}

function listFields(schema: object, prefix = ''): Field[] {
  if (!isSchema(schema) || !isSchema(schema.properties)) return [];
  return Object.entries(schema.properties).flatMap(([name, field]) => {
    if (!isSchema(field)) return [];
    const path = `${prefix}${name}`;
    const inner = listFields(field, `${path}.`);
    const description = typeof field.description === 'string' ? field.description : '';
    const items = isSchema(field.items) ? listFields(field.items, `${path}[].`) : [];
    if (inner.length > 0)
      return description === '' ? inner : [{ path, type: 'map', fallback: '', description }, ...inner];
    const fallback = field.default === undefined ? '' : `\`${JSON.stringify(field.default)}\``;
    return [{ path, type: typeInWords(field), fallback, description }, ...items];
  });
}

function listInWords({ items }: Record<string, unknown>): string {
  if (!isSchema(items)) return 'list';
  const type = typeInWords(items);
  return type.includes('`') ? `list of ${type}` : `list of ${type}s`;
}

/** `null` means the same as an absent field, so it is not mentioned. */
function typeInWords(schema: Record<string, unknown>): string {
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => `\`${value}\``).join(' \\| ');
  if (Array.isArray(schema.anyOf)) return schema.anyOf.filter(isSchema).map(typeInWords).join(', or ');
  const types = [schema.type].flat().filter((type) => type !== 'null');
  if (types.includes('array')) return listInWords(schema);
  return types.map((type) => (type === 'object' ? 'map' : String(type))).join(' or ');
}
