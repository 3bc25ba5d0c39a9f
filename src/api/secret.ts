import type { FromSchema } from 'json-schema-to-ts';
import { validateSecret } from '../../generated/validators';
import { decodeBase64 } from '../krm/base64';
import type { ApiKind } from './kind';
import { metadataSchema } from './metadata';

const dataSchema = {
  type: ['object', 'null'],
  additionalProperties: { type: ['string', 'null'] },
} as const;

export const secretSchema = {
  type: 'object',
  required: ['metadata'],
  properties: {
    metadata: metadataSchema,
    type: { type: ['string', 'null'] },
    data: dataSchema,
    stringData: dataSchema,
  },
} as const;

export type Secret = FromSchema<typeof secretSchema>;

export const SECRET: ApiKind<Secret> = { group: '', kind: 'Secret', validate: validateSecret };

export type SecretValue =
  | { readonly state: 'absent' }
  /** It is not base64, or no text in UTF-8. */
  | { readonly state: 'invalid' }
  | { readonly state: 'present'; readonly base64: string; readonly text: string };

/**
 * The value of a key as base64 without line breaks. `stringData` counts over `data`, as the API server has it; an empty
 * value counts as absent.
 */
export function readValue(secret: Secret, key: string): SecretValue {
  const plain = own(secret.stringData, key);
  if (plain !== undefined) {
    if (!plain) return { state: 'absent' };
    // Half a surrogate pair, which JSON can escape, is no character.
    if (!plain.isWellFormed()) return { state: 'invalid' };
    return { state: 'present', base64: Buffer.from(plain).toString('base64'), text: plain };
  }
  const raw = own(secret.data, key);
  if (!raw) return { state: 'absent' };
  const base64 = raw.includes('\n') || raw.includes('\r') ? raw.replace(/[\r\n]/g, '') : raw;
  if (base64 === '') return { state: 'absent' };
  const text = decodeBase64(base64);
  return text === undefined ? { state: 'invalid' } : { state: 'present', base64, text };
}

/** Every key of a Secret, in the order in which they stand. */
export function keysOf({ data, stringData }: Secret): string[] {
  return [...new Set([...Object.keys(data ?? {}), ...Object.keys(stringData ?? {})])];
}

function own(map: Record<string, string | null> | null | undefined, key: string): string | null | undefined {
  return map && Object.hasOwn(map, key) ? map[key] : undefined;
}
