/** Describes what must not be shown, such as a token that was pasted where a name belongs, and leaves all else as it is. */
export type Hide = (text: string) => string;

/** Objects whose keys come from the input. */
const MAPS = new Set(['labels', 'properties', 'clusters']);

/**
 * For JSON and YAML: hides in the data, before it is quoted, escaped or broken into lines, where a name could no longer be
 * found.
 */
export function hidingReplacer(hide: Hide): (key: unknown, value: unknown) => unknown {
  return (key, value) => {
    if (typeof value === 'string') return hide(value);
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !MAPS.has(String(key))) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [hide(name), one]));
  };
}
