import { yamlLibrary } from '../krm/yaml/full';

/** The forms for programs. */
export type DataForm = 'json' | 'yaml';

export function writeData(value: unknown, form: DataForm): string {
  if (form === 'json') return `${JSON.stringify(value, null, 2)}\n`;
  return yamlLibrary().stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 });
}
