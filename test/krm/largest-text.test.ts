import { LARGEST_TEXT, TextTooLarge } from '../../src/krm/largest-text';
import { readList } from '../../src/krm/list/read-list';

test('a list in JSON that is longer than a string of V8 may be is refused on every engine', () => {
  const bytes = Buffer.alloc(LARGEST_TEXT + 1, ' ');
  bytes.write('{"items": []}');
  expect(() => readList(bytes)).toThrow(TextTooLarge);
});
