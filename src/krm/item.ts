import { type FilePlace, type Finding, nameFile, type Place } from '../diagnostics/finding';
import { FieldPlace, type Origin } from './file-text';
import { isHostAnnotation, packagePathFrom, placeFrom } from './host-annotations';
import { type Identity, identityKey, identityOf, refOf, stringsOf, wordsFor } from './identity';
import { type JsonObject, objectAt, stringAt } from './json';

/** An object of the input, with the very bytes that it came in. */
export class Item {
  readonly bytes: Buffer;
  readonly object: JsonObject;
  readonly identity: Identity;
  /** One string for one identity: group, kind, namespace, name. */
  readonly key: string;
  /** The absolute folder of the kpt package that it belongs to; empty where the host does not say. */
  readonly packagePath: string;
  private readonly annotations: JsonObject;
  private readonly readFrom: Origin | undefined;
  /** What is wrong with its text; `object` then holds no more than who it is. Whoever needs more reports it. */
  readonly fault: Finding | undefined;
  /** Its text is encrypted, and `object` says what that holds: nothing may take the place of its text. */
  readonly isSealed: boolean;

  /** `readFrom` is the file that a host read it from itself, where no annotation tells. */
  constructor(bytes: Buffer, object: JsonObject, readFrom?: Origin, fault?: Finding, isSealed = false) {
    this.bytes = bytes;
    this.object = object;
    this.identity = identityOf(object);
    this.key = identityKey(this.identity);
    this.annotations = objectAt(object, 'metadata', 'annotations');
    this.packagePath = packagePathFrom(this.annotations);
    this.readFrom = readFrom;
    this.fault = fault;
    this.isSealed = isSealed;
  }

  get file(): FilePlace | undefined {
    return this.readFrom?.file.place(this.readFrom.index) ?? placeFrom(this.annotations);
  }

  /** Where its file lies in its package, or in what is rendered by hand; `undefined` where it has no file. */
  get pathInPackage(): string | undefined {
    const { file } = this;
    return file?.inPackage ?? file?.path;
  }

  label(key: string): string | undefined {
    return stringAt(objectAt(this.object, 'metadata', 'labels'), key);
  }

  annotation(key: string): string | undefined {
    return stringAt(this.annotations, key);
  }

  /** Those of its annotations that a host keeps. */
  get hostAnnotations(): Record<string, string> {
    const annotations = Object.entries(stringsOf(this.annotations));
    return Object.fromEntries(annotations.filter(([key]) => isHostAnnotation(key)));
  }

  /** The item with what its encrypted text holds. */
  unsealed(object: JsonObject): Item {
    return new Item(this.bytes, object, this.readFrom, this.fault, true);
  }

  /** For findings about this object. */
  at(field?: string): Place {
    const file = this.readFrom === undefined ? this.file : new FieldPlace(this.readFrom, this.bytes, field);
    return { object: refOf(this.object), field, file };
  }
}

/** Where some objects stand: `a.yaml:1; b.yaml:20`, or `a.yaml, document 1` where a host does not tell the line. */
export function placesInWords(items: readonly Item[]): string {
  return items.map((item) => placeInWords(item.at().file)).join('; ');
}

function placeInWords(file: FilePlace | undefined): string {
  if (file === undefined) return 'no file';
  return file.line === undefined ? `${file.path}, document ${file.index + 1}` : nameFile(file);
}

/** `Secret mgmt/a (a.yaml)`, or without the file where none is known. */
export function wordsWithFile({ object, file }: Item): string {
  return file === undefined ? wordsFor(object) : `${wordsFor(object)} (${file.path})`;
}
