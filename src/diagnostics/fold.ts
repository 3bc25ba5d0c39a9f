import { type Finding, listNames, nameObject, sortFindings } from './finding';

/** So many findings of one code are shown one by one. */
const MOST = 5;
/** Of more than that, so many are shown, and the rest is one finding. */
const SAMPLES = 3;

/**
 * Findings for people, worst first: one mistake in a large fleet has the same effect on a thousand objects, and its cause is
 * to be seen among them. Formats for programs take them all.
 */
export function foldFindings(findings: readonly Finding[]): Finding[] {
  const sorted = sortFindings(findings);
  const counts = new Map<string, number>();
  for (const finding of sorted) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  const folded: Finding[] = [];
  const rests = new Map<string, Finding[]>();
  const shown = new Map<string, number>();
  for (const finding of sorted) {
    const key = keyOf(finding);
    const before = shown.get(key) ?? 0;
    shown.set(key, before + 1);
    // A few excerpts show what is wrong; more of them hide the other findings.
    if (before < SAMPLES) folded.push(finding);
    else if ((counts.get(key) ?? 0) <= MOST) folded.push({ ...finding, excerpt: [] });
    else {
      const rest = rests.get(key) ?? [];
      if (rest.length === 0) rests.set(key, rest);
      rest.push(finding);
    }
  }
  const summaries = new Map([...rests].map(([key, rest]) => [key, summarise(rest)]));
  // A summary stands behind the samples of its code.
  return folded.flatMap((finding, at) => {
    const summary = summaries.get(keyOf(finding));
    const next = folded[at + 1];
    return summary === undefined || (next && keyOf(next) === keyOf(finding)) ? [finding] : [finding, summary];
  });
}

function keyOf({ severity, code }: Finding): string {
  return `${severity} ${code}`;
}

function summarise(rest: readonly Finding[]): Finding {
  const [first] = rest;
  const names = [...new Set(rest.flatMap(({ object, file }) => (object ? nameObject(object) : (file?.path ?? []))))];
  const where = names.length === 0 ? '' : `: ${listNames(names)}`;
  return {
    code: first?.code ?? '',
    severity: first?.severity ?? 'error',
    problem: `The same was found ${rest.length} more times${where}.`,
    remedy: '',
  };
}
