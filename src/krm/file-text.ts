import type { FilePlace } from '../diagnostics/finding';
import { locateField, type Spot } from './locate-field';

/** A file that a host read itself: findings tell the lines of what is in it. */
export class FileText {
  readonly #bytes: Buffer;
  #lineStarts: number[] | undefined;

  constructor(
    readonly path: string,
    readonly inPackage: string | undefined,
    bytes: Buffer,
  ) {
    this.#bytes = bytes;
  }

  /** The place of a document of it, without a line. */
  place(index: number): FilePlace {
    return { path: this.path, index, inPackage: this.inPackage };
  }

  /** Where a spot in a slice of it is in the file: line and column, both from 1. */
  spotOf(slice: Buffer, { line, column }: Spot): Spot {
    const start = this.lineOf(slice);
    if (line > 0) return { line: start + line, column: column + 1 };
    const before = this.#bytes.toString('utf8', this.#lineStarts?.[start - 1] ?? 0, this.#offsetOf(slice));
    return { line: start, column: before.replace('\ufeff', '').length + column + 1 };
  }

  #offsetOf(slice: Buffer): number {
    return slice.byteOffset - this.#bytes.byteOffset;
  }

  /** The line that a slice of it starts at, from 1. */
  lineOf(slice: Buffer): number {
    const offset = this.#offsetOf(slice);
    this.#lineStarts ??= findLineStarts(this.#bytes);
    let [low, high] = [0, this.#lineStarts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function findLineStarts(bytes: Buffer): number[] {
  const starts = [0];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
  return starts;
}

/** The file that a host read an object from itself, and the object's place in it. */
export interface Origin {
  readonly file: FileText;
  readonly index: number;
}

/** Where the one document of a file comes from. */
export function originOf(path: string, bytes: Buffer): Origin {
  return { file: new FileText(path, undefined, bytes), index: 0 };
}

/** A field of an object in a file. Lines and columns are counted when somebody asks. */
export class FieldPlace implements FilePlace {
  readonly path: string;
  readonly index: number;
  readonly inPackage: string | undefined;
  readonly #locate: () => Spot;
  #spot: Spot | undefined;

  /** @param slice the object's bytes: a part of the file's. */
  constructor({ file, index }: Origin, slice: Buffer, field?: string) {
    this.path = file.path;
    this.index = index;
    this.inPackage = file.inPackage;
    this.#locate = () => file.spotOf(slice, locateField(slice.toString(), field));
  }

  get line(): number {
    this.#spot ??= this.#locate();
    return this.#spot.line;
  }

  get column(): number {
    this.#spot ??= this.#locate();
    return this.#spot.column;
  }
}
