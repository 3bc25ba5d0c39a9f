import { generated, mistakesIn, render, withoutFiles } from './compare-hosts';
import { cases, failing } from './fleets';
import { hosts } from './hosts';

/**
 * One fleet through every host gives one set of generated objects: the same text, once what the host keeps on objects for
 * itself is taken off. The first host, `rollcall render`, is what the others are compared with.
 */
const [reference, ...others] = hosts;

const expected = new Map<string, Record<string, string>>();
let mistakes: string[] = [];

beforeAll(() => {
  for (const one of cases) {
    const rendered = render(reference, one);
    expect(rendered.code === 0 ? '' : rendered.shown).toBe('');
    expected.set(one.title, generated(rendered));
  }
  mistakes = mistakesIn(render(reference, failing));
});

test('the cases are worth comparing', () => {
  const counts = cases.map(({ title }) => Object.keys(expected.get(title) ?? {}).length);
  expect(counts).toEqual([12, 16, 6, 6, 1, 5, 8]);
  expect(mistakes).toHaveLength(2);
});

describe.each(others.map((host) => ({ host, name: host.name })))('$name', ({ host }) => {
  const why = host.missing();
  if (why !== undefined) {
    test.skip(`skipped: ${why}`, () => undefined);
    return;
  }

  test.each(cases.map((one) => ({ one, title: one.title })))('$title: the same objects', ({ one }) => {
    const rendered = render(host, one);
    expect({ code: rendered.code, shown: rendered.code === 0 ? '' : rendered.shown }).toEqual({ code: 0, shown: '' });
    expect(generated(rendered)).toEqual(expected.get(one.title));
  });

  test(`${failing.title}: both are told, and nothing comes out`, () => {
    const rendered = render(host, failing);
    expect(rendered.code).not.toBe(0);
    expect(rendered.objects).toEqual([]);
    const shown = withoutFiles(rendered.shown);
    for (const sentence of mistakes) expect(shown).toContain(sentence);
    expect(shown).not.toContain('not base64!');
  });
});
