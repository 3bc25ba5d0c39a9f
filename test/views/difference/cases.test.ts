import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocuments } from '../../../src/krm/read-documents';
import { type DifferenceForm, writeDifference } from '../../../src/views';
import { compare, plain } from './sides';

/**
 * A case is a folder: what separates `old.yaml` and `new.yaml` is in `expected.txt`, `expected.md` and `expected.json`. With
 * UPDATE_GOLDEN=1 what comes out is written down instead.
 */
const folder = join(__dirname, 'cases');
const update = process.env.UPDATE_GOLDEN === '1';
const FORMS: readonly (readonly [DifferenceForm, string])[] = [
  ['text', 'expected.txt'],
  ['markdown', 'expected.md'],
  ['json', 'expected.json'],
];

describe.each(readdirSync(folder))('%s', (name) => {
  const at = (file: string) => join(folder, name, file);
  const items = (file: string) => readDocuments(readFileSync(at(file)), file).items;
  const record = compare(items('old.yaml'), items('new.yaml'));

  test.each(FORMS)('as %s', (form, file) => {
    const text = writeDifference(record, form, plain);
    if (update) writeFileSync(at(file), text);
    expect(text).toBe(existsSync(at(file)) ? readFileSync(at(file), 'utf8') : 'missing: write it with UPDATE_GOLDEN=1');
  });

  test('the other way round, what joined has left', () => {
    const back = compare(items('new.yaml'), items('old.yaml'));
    const count = (one: typeof record, change: string) =>
      one.clusters.filter((cluster) => cluster.change === change).length;
    expect(count(back, 'left')).toBe(count(record, 'joined'));
    expect(count(back, 'joined')).toBe(count(record, 'left'));
    expect(count(back, 'moved')).toBe(count(record, 'moved'));
    expect(back.differs).toBe(record.differs);
  });

  test('nothing that a Secret holds is shown', () => {
    const shown = FORMS.map(([form]) => writeDifference(record, form, plain)).join('\n');
    for (const marker of ['MARKER', Buffer.from('MARKER').toString('base64').slice(0, 7)]) {
      expect(shown).not.toContain(marker);
    }
  });
});
