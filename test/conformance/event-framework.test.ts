import { compareEventFramework, judgedFolder } from './compare/event-framework';
import { readDifferences, tally } from './compare/verdict';

/** Sveltos' own examples, as its own code renders them. */
const cases = compareEventFramework();
const differences = readDifferences('event-framework');

describe('examples of the event framework', () => {
  if (cases === undefined) test.todo(`not compared: there is no ${judgedFolder}`);
  else {
    const pinned = new Map(differences.map((one) => [one.case, one.ours]));
    test.each(cases)('$name', ({ name, ours, theirs }) => {
      expect(ours).toEqual(pinned.get(name) ?? theirs);
    });

    test('every listed difference is one', () => {
      expect(tally(cases, differences).stale).toEqual([]);
    });
  }
});
