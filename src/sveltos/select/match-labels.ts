import type { LabelSelector, ResourceSelector } from '../../api/event-source';

type Labels = Readonly<Record<string, unknown>>;
type LabelFilter = NonNullable<ResourceSelector['labelFilters']>[number];
type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

/** All of a resourceSelector's labelFilters: `Different` also takes what does not carry the label. */
export function matchFilters(labels: Labels, filters: readonly LabelFilter[] = []): boolean {
  return filters.every(({ key, operation, value = '' }) => {
    const has = Object.hasOwn(labels, key);
    switch (operation) {
      case 'Equal':
        return has && labels[key] === value;
      case 'Different':
        return !has || labels[key] !== value;
      case 'Has':
        return has;
      case 'DoesNotHave':
        return !has;
      default:
        return false;
    }
  });
}

/** A `metav1.LabelSelector`: every label and every expression; an empty one takes everything. */
export function matchSelector(labels: Labels, { matchLabels, matchExpressions }: LabelSelector): boolean {
  const wanted = Object.entries(matchLabels ?? {});
  return (
    wanted.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value) &&
    (matchExpressions ?? []).every((expression) => matchExpression(labels, expression))
  );
}

function matchExpression(labels: Labels, { key, operator, values }: Expression): boolean {
  const has = Object.hasOwn(labels, key);
  const isListed = has && (values ?? []).some((value) => value === labels[key]);
  switch (operator) {
    case 'In':
      return isListed;
    case 'NotIn':
      return !isListed;
    case 'Exists':
      return has;
    case 'DoesNotExist':
      return !has;
    default:
      return false;
  }
}

/** Keys of expressions whose values do not go with their operator: an API server refuses the selector. */
export function findWrongExpressions({ matchExpressions }: LabelSelector): string[] {
  return (matchExpressions ?? []).flatMap(({ key, operator, values }) => {
    const takesValues = operator === 'In' || operator === 'NotIn';
    return takesValues === (values ?? []).length > 0 ? [] : [key];
  });
}
