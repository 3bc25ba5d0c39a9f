import { groupBy } from '../../lists/group';
import { given, type Line, MOST_ALIKE, type Part, transition, withheldInWords } from './parts';
import type { FieldDifference, ObjectDifference, ValueView } from './record';

const SAMPLES = 3;

/** What no cluster and no consumer explains. */
export function objectLines(objects: readonly ObjectDifference[]): Line[] {
  const open = objects.filter(({ explainedBy }) => explainedBy === undefined);
  const shapes = groupBy(open, ({ change, kind, role, fields }) =>
    JSON.stringify([change, kind, role ?? '', shown(fields).map(({ path, old, new: is }) => [path, !old, !is])]),
  );
  return [...shapes.values()].flatMap((group) =>
    group.length > MOST_ALIKE ? [shapeLine(group)] : group.map((one) => groupLine(one)),
  );
}

/** Fields that a cluster's line tells already are not told again. */
function shown(fields: readonly FieldDifference[]): FieldDifference[] {
  return fields.filter(({ isExplained }) => !isExplained);
}

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

function groupLine({ change, objects, fields }: ObjectDifference): Line {
  return {
    sign: SIGNS[change],
    parts: namesOfObjects(objects),
    below: shown(fields).map(({ path, old, new: is }) => [{ given: path }, ': ', ...values(old, is)]),
  };
}

/** The same fields of many objects, each with a value of its own. */
function shapeLine(group: readonly ObjectDifference[]): Line {
  const [first] = group;
  return {
    sign: SIGNS[first?.change ?? 'changed'],
    parts: namesOfObjects(group.flatMap(({ objects }) => objects)),
    below: shown(first?.fields ?? []).map(({ path, old, new: is }) => [
      { given: path },
      old === undefined
        ? ' is new, with values that differ'
        : is === undefined
          ? ' goes, with values that differ'
          : ' changes, with values that differ',
    ]),
  };
}

function namesOfObjects(objects: readonly string[]): Part[] {
  const [first = ''] = objects;
  if (objects.length === 1) return [{ given: first }];
  const kind = first.slice(0, first.indexOf('/'));
  return [`${objects.length} objects of kind `, { given: kind }, ': ', ...given(objects, SAMPLES)];
}

function values(old: ValueView | undefined, is: ValueView | undefined): Part[] {
  const inWords = (value: ValueView | undefined): string | undefined =>
    value && ('shown' in value ? value.shown : withheldInWords(value.withheld));
  return transition(inWords(old), inWords(is));
}
