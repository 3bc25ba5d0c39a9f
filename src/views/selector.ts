type Labels = Readonly<Record<string, string>>;
type Requirement = (labels: Labels) => boolean;

const REQUIREMENT =
  /^(?:(?<absent>!)\s*(?<gone>[^\s=!,()]+)|(?<key>[^\s=!,()]+)\s*(?:(?<operator>==?|!=)\s*(?<value>[^\s=!,()]*)|(?<among>in|notin)\s*\((?<values>[^()]*)\))?)$/;

/** A selector as kubectl takes it: `env=prod`, `env!=test`, `env in (a,b)`, `team`, `!team`, joined by commas. */
export function readLabelSelector(text: string): { matches: Requirement } | { fault: string } {
  const requirements: Requirement[] = [];
  for (const part of splitAtCommas(text)) {
    const requirement = readRequirement(part);
    if (requirement === undefined) return { fault: `${part} is not a label selector.` };
    requirements.push(requirement);
  }
  return { matches: (labels) => requirements.every((holds) => holds(labels)) };
}

/** Commas inside parentheses separate values. */
function splitAtCommas(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function readRequirement(text: string): Requirement | undefined {
  const groups = REQUIREMENT.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { gone, key = '', operator, value = '', among, values = '' } = groups;
  if (gone !== undefined) return (labels) => !Object.hasOwn(labels, gone);
  const labelIn = (labels: Labels) => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  if (among !== undefined) {
    const wanted = values.split(',').map((one) => one.trim());
    return (labels) => wanted.includes(labelIn(labels) ?? '\0') === (among === 'in');
  }
  if (operator === '!=') return (labels) => labelIn(labels) !== value;
  return operator === undefined ? (labels) => labelIn(labels) !== undefined : (labels) => labelIn(labels) === value;
}
