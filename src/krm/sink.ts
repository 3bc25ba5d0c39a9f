/**
 * Collects what is written into one reused buffer and hands it on in large pieces, so that output of any size takes
 * the same memory and few system calls.
 */
export class Sink {
  private readonly buffer: Buffer;
  private used = 0;
  private readonly passOn: (chunk: Uint8Array) => void;

  /** `passOn` must have used the chunk up when it returns: the memory is written again. */
  constructor(passOn: (chunk: Uint8Array) => void, size = 1 << 20) {
    this.buffer = Buffer.allocUnsafe(size);
    this.passOn = passOn;
  }

  text(text: string): void {
    // A UTF-16 unit takes three bytes of UTF-8 at the most.
    const most = text.length * 3;
    if (most > this.buffer.length - this.used) {
      if (most > this.buffer.length) {
        this.bytes(Buffer.from(text));
        return;
      }
      this.flush();
    }
    this.used += this.buffer.write(text, this.used);
  }

  bytes(bytes: Uint8Array): void {
    if (bytes.length > this.buffer.length - this.used) {
      this.flush();
      if (bytes.length > this.buffer.length) {
        this.passOn(bytes);
        return;
      }
    }
    this.buffer.set(bytes, this.used);
    this.used += bytes.length;
  }

  flush(): void {
    if (this.used > 0) this.passOn(this.buffer.subarray(0, this.used));
    this.used = 0;
  }
}

/** Everything that `write` puts into a sink, as one string. */
export function collectText(write: (sink: Sink) => void): string {
  const chunks: Buffer[] = [];
  const sink = new Sink((chunk) => void chunks.push(Buffer.from(chunk)));
  write(sink);
  sink.flush();
  return Buffer.concat(chunks).toString();
}
