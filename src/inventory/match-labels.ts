import type { LabelSelector } from '../api/label-selector';
import { isLabelValue, isQualifiedKey } from './names';

type Labels = Readonly<Record<string, string>>;

/** A selector that can be asked, or why it cannot. */
export type SelectorReading = { readonly matches: (labels: Labels) => boolean } | { readonly fault: string };

/**
 * Evaluates a LabelSelector as Kubernetes does: every label and every expression must hold. None selects nothing, an
 * empty one everything. What apimachinery refuses has a fault.
 * @param isText whether keys and values are texts of any form, as those of properties.
 */
export function readSelector(selector: LabelSelector | null | undefined, isText = false): SelectorReading {
  if (!selector) return { matches: () => false };
  const labels = Object.entries(selector.matchLabels ?? {}).map(([key, value]) =>
    readRequirement(key, 'In', [value], isText),
  );
  const expressions = (selector.matchExpressions ?? []).map(({ key, operator, values }) =>
    readRequirement(key, operator, values ?? [], isText),
  );
  const requirements: ((labels: Labels) => boolean)[] = [];
  for (const requirement of [...labels, ...expressions]) {
    if ('fault' in requirement) return requirement;
    requirements.push(requirement.matches);
  }
  return { matches: (labels) => requirements.every((holds) => holds(labels)) };
}

function readRequirement(key: string, operator: string, values: readonly string[], isText: boolean): SelectorReading {
  if (!isText && !isQualifiedKey(key)) return { fault: `"${key}" is no key of a label` };
  const wrong = isText ? undefined : values.find((value) => !isLabelValue(value));
  if (wrong !== undefined) return { fault: `"${wrong}" is no value of a label` };
  const has = (labels: Labels) => Object.hasOwn(labels, key);
  const isOneOf = (labels: Labels) => has(labels) && values.includes(labels[key] ?? '');
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) return { fault: `the operator ${operator} on ${key} needs values` };
      // An object without the label is not in the list either.
      return { matches: operator === 'In' ? isOneOf : (labels) => !isOneOf(labels) };
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) return { fault: `the operator ${operator} on ${key} takes no values` };
      return { matches: operator === 'Exists' ? has : (labels) => !has(labels) };
    default:
      return { fault: `the operator "${operator}" on ${key} is none of In, NotIn, Exists and DoesNotExist` };
  }
}
