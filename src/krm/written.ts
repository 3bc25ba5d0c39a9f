import type { Item } from './item';
import type { Sink } from './sink';
import { SharedText, writeScalar } from './yaml/scalar';
import { renderBlock, type WritableObject } from './yaml/write';

/** An object of the output: an item of the input as it came, or a copy of an object in one namespace. */
export type Written = { readonly item: Item } | { readonly copyOf: CopiedObject; readonly namespace: string };

/**
 * An object that goes to several namespaces. It is rendered once, with a gap where the namespace stands: twenty thousand
 * Secrets are a thousand renderings and the copying of bytes.
 */
export class CopiedObject {
  private readonly type: WritableObject;
  private readonly name: string;
  private readonly metadata: WritableObject;
  private readonly rest: WritableObject;
  private rendered?: { readonly indent: string; readonly before: Uint8Array[]; readonly after: Uint8Array[] };

  constructor(type: WritableObject, name: string, metadata: WritableObject, rest: WritableObject) {
    this.type = type;
    this.name = name;
    this.metadata = metadata;
    this.rest = rest;
  }

  /** The whole object in one namespace. */
  in(namespace: string): WritableObject {
    return { ...this.type, metadata: { name: this.name, namespace, ...this.metadata }, ...this.rest };
  }

  /** Writes it as block YAML in one namespace, every line but the first behind `indent`. */
  write(sink: Sink, namespace: string, indent = ''): void {
    if (this.rendered?.indent !== indent) this.rendered = this.renderAround(indent);
    for (const piece of this.rendered.before) sink.bytes(piece);
    sink.text(writeScalar(namespace));
    for (const piece of this.rendered.after) sink.bytes(piece);
  }

  private renderAround(indent: string) {
    const gap = SharedText.of('');
    const object = { ...this.type, metadata: { name: this.name, namespace: gap, ...this.metadata }, ...this.rest };
    const pieces = renderBlock(object, indent);
    const at = pieces.indexOf(gap.bytes);
    return { indent, before: pieces.slice(0, at), after: pieces.slice(at + 1) };
  }
}
