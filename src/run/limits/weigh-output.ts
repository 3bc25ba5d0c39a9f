import { SECRET } from '../../api/secret';
import { groupOf } from '../../krm/identity';
import type { Item } from '../../krm/item';
import { SharedText } from '../../krm/yaml/scalar';
import type { Writable } from '../../krm/yaml/write';
import type { Output } from '../../outputs/output';

/** What a render makes, in numbers. */
export interface Size {
  readonly objects: number;
  /** About what it takes as YAML. */
  readonly bytes: number;
  /** How many renders of this size make the whole. */
  readonly shards: number;
}

/** The marks of its owner, and what a namespace takes. */
const FRAME = 220;

/** Nothing is rendered for this: an object is weighed once, however many namespaces it goes to. */
export function sizeOf(outputs: readonly Output[], keep: readonly Item[], shards = 1): Size {
  let [objects, bytes] = [keep.length, keep.reduce((sum, item) => sum + item.bytes.length, 0)];
  for (const { object, namespaces } of outputs) {
    objects += namespaces.size;
    bytes += namespaces.size * (FRAME + lengthOf(object, 0));
  }
  return { objects, bytes, shards };
}

/** The length of a value in block YAML, but for quotes. */
function lengthOf(value: Writable | undefined, indent: number): number {
  if (value === undefined) return 0;
  if (typeof value === 'string') return value.length + 1;
  if (value instanceof SharedText) return value.bytes.length + 1;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + indent + 3 + lengthOf(one, indent + 2), 1);
  if (typeof value !== 'object' || value === null) return String(value).length + 1;
  let length = 1;
  for (const key in value) length += indent + key.length + 2 + lengthOf(value[key], indent + 2);
  return length;
}

/** How many bytes of data a Secret or ConfigMap holds, as the API server counts them; undefined for other kinds. */
export function dataSizeOf({ object }: Output): number | undefined {
  const { apiVersion, kind, data, stringData } = object;
  if (groupOf(apiVersion) !== '' || (kind !== SECRET.kind && kind !== 'ConfigMap')) return undefined;
  const isEncoded = kind === SECRET.kind;
  return valuesOf(data, isEncoded) + valuesOf(stringData, false);
}

function valuesOf(map: Writable | undefined, isEncoded: boolean): number {
  if (typeof map !== 'object' || map === null || Array.isArray(map) || map instanceof SharedText) return 0;
  let sum = 0;
  for (const key in map) {
    const value = map[key];
    const text = value instanceof SharedText ? value.text : typeof value === 'string' ? value : '';
    sum += isEncoded ? decodedLength(text) : Buffer.byteLength(text);
  }
  return sum;
}

function decodedLength(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return Math.floor((base64.length * 3) / 4) - padding;
}
