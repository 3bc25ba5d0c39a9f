import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compareEventFramework, judgedFolder } from './event-framework';
import { openLedger } from './ledger';

/** Sveltos' own examples, as its own code renders them. */
const examples = compareEventFramework();
const differences: readonly { readonly ours: string; readonly cases: readonly string[] }[] = parse(
  readFileSync(join(__dirname, 'differences', 'event-framework.yaml'), 'utf8'),
).filter((one: object) => 'ours' in one);
const pinned = new Map(differences.flatMap(({ ours, cases }) => cases.map((name) => [name, ours] as const)));

describe('examples of the event framework', () => {
  if (examples === undefined) test.todo(`not compared: there is no ${judgedFolder}`);
  else {
    const agree = openLedger('event-framework', examples.length);
    test.each(examples)('$name', ({ name, ours, theirs }) => {
      const pin = pinned.get(name);
      expect(ours).toEqual(pin ?? theirs);
      // A difference that is gone is no longer one to list.
      if (pin !== undefined) expect(ours).not.toEqual(theirs);
      agree(pin !== undefined);
    });

    test('every listed difference is that of an example', () => {
      const known = examples.map(({ name }) => name);
      expect([...pinned.keys()].filter((name) => !known.includes(name))).toEqual([]);
    });
  }
});
