import { yamlLibrary } from '../krm/yaml/full';
import { type Hide, hidingReplacer } from './hide';

/** The forms for programs. */
export type DataForm = 'json' | 'yaml';

export function writeData(value: unknown, form: DataForm, hide: Hide): string {
  const hiding = hidingReplacer(hide);
  if (form === 'json') return `${JSON.stringify(value, hiding, 2)}\n`;
  return yamlLibrary().stringify(value, hiding, { aliasDuplicateObjects: false, lineWidth: 0 });
}
