import fc from 'fast-check';
import { collectText, Sink } from '../../src/krm/sink';

/** What goes through a sink comes out as it went in, in pieces that its buffer holds. */
function through(size: number, write: (sink: Sink) => void): string[] {
  const chunks: string[] = [];
  const sink = new Sink((chunk) => void chunks.push(Buffer.from(chunk).toString()), size);
  write(sink);
  sink.flush();
  return chunks;
}

test('texts and bytes of any length come out in their order', () => {
  const pieces = fc.array(fc.tuple(fc.boolean(), fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }))));
  const property = fc.property(pieces, fc.integer({ min: 1, max: 20 }), (all, size) => {
    const chunks = through(size, (sink) => {
      for (const [isText, piece] of all) isText ? sink.text(piece) : sink.bytes(Buffer.from(piece));
    });
    expect(chunks.join('')).toBe(all.map(([, piece]) => piece).join(''));
    expect(chunks).not.toContain('');
  });
  fc.assert(property, { numRuns: 500 });
});

test.each<[rule: string, write: (sink: Sink) => void, want: string[]]>([
  ['what fits is one piece', (sink) => [sink.text('abc'), sink.bytes(Buffer.from('def'))], ['abcdef']],
  [
    'bytes that fill the buffer',
    (sink) => [sink.bytes(Buffer.from('123')), sink.bytes(Buffer.from('456789'))],
    ['123456789'],
  ],
  [
    'bytes that no longer fit',
    (sink) => [sink.bytes(Buffer.from('123')), sink.bytes(Buffer.from('4567890'))],
    ['123', '4567890'],
  ],
  ['bytes as long as the buffer', (sink) => [sink.bytes(Buffer.from('123456789')), sink.text('a')], ['123456789', 'a']],
  [
    'bytes that are longer',
    (sink) => [sink.text('a'), sink.bytes(Buffer.from('1234567890')), sink.text('b')],
    ['a', '1234567890', 'b'],
  ],
  [
    'a text that may just fit beside another',
    (sink) => [sink.text('abc'), sink.bytes(Buffer.from('def')), sink.text('g')],
    ['abcdefg'],
  ],
  [
    'a text that may not fit any more',
    (sink) => [sink.bytes(Buffer.from('abcdefg')), sink.text('h')],
    ['abcdefg', 'h'],
  ],
  ['a text that may just fit', (sink) => [sink.bytes(Buffer.from('123456')), sink.text('a')], ['123456a']],
  ['a text that may be longer than the buffer', (sink) => [sink.text('a'), sink.text('bcde')], ['abcde']],
  ['a text that is', (sink) => [sink.text('a'), sink.text('bcdefghijk'), sink.text('l')], ['a', 'bcdefghijk', 'l']],
  ['characters of three bytes', (sink) => [sink.text('日本語'), sink.text('日')], ['日本語', '日']],
  ['nothing', (sink) => sink.text(''), []],
  ['nothing twice', (sink) => [sink.text('a'), sink.flush(), sink.flush()], ['a']],
])('%s', (_rule, write, want) => expect(through(9, write)).toEqual(want));

test('a text is collected whole', () => {
  const long = 'ü'.repeat(1 << 20);
  expect(collectText((sink) => [sink.text('a'), sink.text(long), sink.text('b')])).toBe(`a${long}b`);
});
