import { withoutHostAnnotations } from '../../src/krm/host-annotations';
import { identityOf } from '../../src/krm/identity';
import { isObject, objectAt } from '../../src/krm/json';
import { GENERATED_BY } from '../../src/krm/ownership';
import { sortedBy } from '../../src/lists/order';
import { type Case, cases, failing } from './fleets';
import { type Host, hosts, type Rendered } from './hosts';
import { Workspace } from './workspace';

/**
 * One fleet through every host gives one set of generated objects: the same text, once what the host keeps on objects for
 * itself is taken off. The first host, `rollcall render`, is what the others are compared with.
 */
const [reference, ...others] = hosts;

function render(host: Host | undefined, one: Case): Rendered {
  const workspace = new Workspace();
  try {
    return host?.render(workspace, one) ?? { code: -1, objects: [], shown: 'there is no such host' };
  } finally {
    workspace.end();
  }
}

/** The generated objects as one text each, by their identity; keys are sorted, since hosts order them as they like. */
function generated({ objects }: Rendered): Record<string, string> {
  const own = objects
    .filter(isObject)
    .filter((object) => objectAt(object, 'metadata', 'annotations')[GENERATED_BY] !== undefined)
    .map((object) => {
      const { group, kind, namespace, name } = identityOf(object);
      return [`${group}/${kind}/${namespace}/${name}`, JSON.stringify(sortKeys(withoutHostAnnotations(object)))];
    });
  return Object.fromEntries(sortedBy(own, ([key = '']) => key));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(sortedBy(Object.entries(value), ([key]) => key).map(([key, one]) => [key, sortKeys(one)]));
}

/** What a host shows on one line, and without the files, which not every host has. */
function withoutFiles(shown: string): string {
  return shown.replace(/\s+/g, ' ').replace(/ \((?:[\w/-]+\.yaml|standard input)\)/g, '');
}

const expected = new Map<string, Record<string, string>>();
let mistakes: string[] = [];

beforeAll(() => {
  for (const one of cases) {
    const rendered = render(reference, one);
    expect(rendered.code === 0 ? '' : rendered.shown).toBe('');
    expected.set(one.title, generated(rendered));
  }
  const { shown } = render(reference, failing);
  mistakes = withoutFiles(shown)
    .split(/(?=(?:error|warning|info) RC\d)/)
    .flatMap((line) => /^error RC\d+ \[.*?\] (.*?\.) [A-Z]/.exec(line)?.[1] ?? []);
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
