import { decodeBase64 } from '../../krm/base64';
import { isObject, type Json, objectAt, writeJson } from '../../krm/json';
import type { FieldChange } from './fields';
import type { ValueView, Withheld } from './record';
import type { Lens, Side, SideObject } from './side';

/** Longer values are not worth a line. */
const LONGEST = 120;
/** Of a shorter value, the digest would let everybody find out what it is. */
const SHORTEST_DIGESTED = 32;
/** Shorter words are in a Secret by chance. */
const SHORTEST_SECRET = 8;

export function withhold(text: string, { digest }: Lens): Withheld {
  const bytes = Buffer.from(text);
  return bytes.length < SHORTEST_DIGESTED ? { bytes: bytes.length } : { bytes: bytes.length, digest: digest(bytes) };
}

/** Shows values of objects, and nothing that a Secret holds: an object that a template made may repeat it. */
export class Showing {
  private readonly lens: Lens;
  private readonly sides: readonly Side[];
  private words: ReadonlySet<string> | undefined;

  constructor(sides: readonly Side[], lens: Lens) {
    this.sides = sides;
    this.lens = lens;
  }

  value(value: Json | undefined, { keys }: FieldChange, { identity }: SideObject): ValueView | undefined {
    if (value === undefined) return undefined;
    const text = typeof value === 'string' ? value : writeJson(value);
    const isData = identity.kind === 'Secret' && identity.group === '' && !['metadata', 'type'].includes(keys[0] ?? '');
    if (isData) {
      const decoded = keys[0] === 'data' ? decodeBase64(text.replace(/\s/g, '')) : undefined;
      return { withheld: withhold(decoded ?? text, this.lens) };
    }
    // A label selects, and everybody who may list objects sees it.
    const isLabel = keys[0] === 'metadata' && keys[1] === 'labels';
    if (text.length > LONGEST || /[\r\n]/.test(text) || (!isLabel && this.repeatsSecret(text))) {
      return { withheld: withhold(text, this.lens) };
    }
    return { shown: writeJson(value) };
  }

  private repeatsSecret(text: string): boolean {
    this.words ??= new Set(this.sides.flatMap(secretTexts).flatMap(wordsOf));
    return wordsOf(text).some((word) => this.words?.has(word));
  }
}

/** Every text of every Secret, as it is written and decoded. */
function secretTexts({ scene, objects }: Side): string[] {
  const inputs = (scene?.items ?? []).flatMap(({ identity, object }) => (identity.kind === 'Secret' ? [object] : []));
  const outputs = new Set(objects.flatMap(({ identity, body }) => (identity.kind === 'Secret' ? [body] : [])));
  return [...inputs, ...outputs].flatMap((object) => {
    const data = textsOf(objectAt(object, 'data'));
    return [
      ...data,
      ...data.flatMap((one) => decodeBase64(one.replace(/\s/g, '')) ?? []),
      ...textsOf(object.stringData),
    ];
  });
}

function textsOf(value: Json | undefined): string[] {
  return isObject(value) ? Object.values(value).filter((one) => typeof one === 'string') : [];
}

function wordsOf(text: string): string[] {
  return [text, ...text.split(/[\s"'`,;:=()[\]{}<>|]+/)].filter((word) => word.length >= SHORTEST_SECRET);
}
