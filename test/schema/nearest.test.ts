import { nearestOf } from '../../src/schema/nearest';

const FIELDS = ['labelKeys', 'clusterNamespaces', 'missingCredentials', 'allowEmpty', 'takeOverFrom', 'format'];

test.each([
  { rule: 'two letters changed places', word: 'lableKeys', known: FIELDS, want: 'labelKeys' },
  { rule: 'a letter is missing', word: 'clusterNamespace', known: FIELDS, want: 'clusterNamespaces' },
  { rule: 'a letter too many', word: 'formatt', known: FIELDS, want: 'format' },
  { rule: 'case does not count', word: 'ALLOWEMPTY', known: FIELDS, want: 'allowEmpty' },
  { rule: 'another way of writing it', word: 'allow_empty', known: FIELDS, want: 'allowEmpty' },
  { rule: 'two edits are near, even for a short word', word: 'ab', known: ['cd'], want: 'cd' },
  { rule: 'three edits are not, for a short word', word: 'abc', known: ['xyz'], want: '' },
  {
    rule: 'a long word may differ in a third of its letters',
    word: 'abcdefghijkl',
    known: ['abcdefghwxyz'],
    want: 'abcdefghwxyz',
  },
  { rule: 'and in no more', word: 'abcdefghijkl', known: ['abcdefgvwxyz'], want: '' },
  { rule: 'nothing is near', word: 'replicas', known: FIELDS, want: '' },
  { rule: 'nothing is known', word: 'format', known: [], want: '' },
  { rule: 'of two that are equally near the first one counts', word: 'aac', known: ['aab', 'aad'], want: 'aab' },
  {
    rule: 'the nearest counts, wherever it stands',
    word: 'takeOverForm',
    known: ['takeOverX', 'takeOverFrom'],
    want: 'takeOverFrom',
  },
])('$rule', ({ word, known, want }) => {
  expect(nearestOf(word, known)).toBe(want);
});
