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
  private readonly type: ObjectType;
  private readonly name: string;
  private readonly metadata: WritableObject;
  private readonly rest: WritableObject;
  private rendered?: Rendered;

  constructor(type: ObjectType, name: string, metadata: WritableObject, rest: WritableObject) {
    this.type = type;
    this.name = name;
    this.metadata = metadata;
    this.rest = rest;
  }

  /** Its type and name. */
  get head(): { readonly apiVersion: string; readonly kind: string; readonly metadata: { readonly name: string } } {
    return { ...this.type, metadata: { name: this.name } };
  }

  /** The whole object in one namespace. */
  in(namespace: string): WritableObject {
    const where = namespace === '' ? undefined : namespace;
    return { ...this.type, metadata: { name: this.name, namespace: where, ...this.metadata }, ...this.rest };
  }

  /** Its block YAML around the namespace: behind `lead`, and every line but the first behind `indent`. */
  renderFor(lead: string, indent: string): Rendered {
    if (this.rendered?.indent !== indent) this.rendered = this.renderAround(lead, indent);
    return this.rendered;
  }

  /** The same of an object without a namespace, which lies in the cluster itself. */
  renderWhole(lead: string, indent: string): readonly Uint8Array[] {
    return renderBlock(this.in(''), indent, lead, '\n');
  }

  private renderAround(lead: string, indent: string): Rendered {
    const object = { ...this.type, metadata: { name: this.name, namespace: GAP, ...this.metadata }, ...this.rest };
    const [before, _gap, ...after] = renderBlock(object, indent, lead, '\n');
    return { indent, before: before ?? GAP.bytes, after };
  }
}

export type ObjectType = { readonly apiVersion: string; readonly kind: string };

/** Stands where the namespace will. */
const GAP = SharedText.ofBase64('');

interface Rendered {
  readonly indent: string;
  readonly before: Uint8Array;
  readonly after: readonly Uint8Array[];
}

/** Writes copies one after the other; neighbours mostly share their namespace. */
export class CopyWriter {
  private readonly sink: Sink;
  private readonly lead: string;
  private readonly indent: string;
  private namespace = '';
  private namespaceBytes: Uint8Array = Buffer.alloc(0);

  constructor(sink: Sink, lead = '', indent = '') {
    this.sink = sink;
    this.lead = lead;
    this.indent = indent;
  }

  write(copyOf: CopiedObject, namespace: string): void {
    if (namespace === '') {
      for (const piece of copyOf.renderWhole(this.lead, this.indent)) this.sink.bytes(piece);
      return;
    }
    if (namespace !== this.namespace) {
      this.namespace = namespace;
      this.namespaceBytes = Buffer.from(writeScalar(namespace));
    }
    const { before, after } = copyOf.renderFor(this.lead, this.indent);
    this.sink.bytes(before);
    this.sink.bytes(this.namespaceBytes);
    for (const piece of after) this.sink.bytes(piece);
  }
}
