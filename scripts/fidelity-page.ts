import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Tally {
  readonly cases: number;
  readonly same: number;
  readonly deliberate: number;
}

/** A difference in words, or one case of a table with what we answer there. */
interface Difference {
  readonly what?: string;
  readonly reason?: string;
  readonly why?: string;
  readonly template?: string;
  readonly rule?: string;
  readonly script?: string;
  readonly text?: string;
  /** Of a published suite, the cases that show it. */
  readonly cases?: readonly string[];
}

/** What is compared, with whom, and where its differences are listed. */
export const SYSTEMS = [
  {
    id: 'event-framework',
    title: 'Sveltos’ event framework',
    judge:
      'event-manager and addon-controller 1.13, on the examples of Sveltos’ documentation, demos, tests and issues',
    differences: 'differences/event-framework.yaml',
  },
  {
    id: 'templates',
    title: 'Templates',
    judge: 'Go’s text/template with sprig and the functions that Sveltos adds',
    differences: 'cases/templates-differences.yaml',
  },
  {
    id: 'rules',
    title: 'CEL',
    judge: 'cel-go as Sveltos sets it up',
    differences: 'cases/rules-differences.yaml',
  },
  {
    id: 'cel-suite',
    title: 'CEL, the specification’s own cases',
    judge: 'cel-go as Sveltos sets it up',
    differences: 'differences/cel-suite.yaml',
  },
  {
    id: 'scripts',
    title: 'Lua',
    judge: 'gopher-lua with what Sveltos adds',
    differences: 'cases/scripts-differences.yaml',
  },
  {
    id: 'documents',
    title: 'YAML that is read',
    judge: 'sigs.k8s.io/yaml, kpt and kustomize',
    differences: 'cases/documents-differences.yaml',
  },
  {
    id: 'yaml-suite',
    title: 'YAML that is read, the YAML test suite',
    judge: 'sigs.k8s.io/yaml',
    differences: 'differences/yaml-suite.yaml',
  },
  {
    id: 'open-cluster-management',
    title: 'Open Cluster Management',
    judge: 'the hub’s controllers, webhook and agent at v1.2.1, on small hubs',
    differences: 'differences/open-cluster-management.yaml',
  },
  {
    id: 'generated-hubs',
    title: 'Open Cluster Management, generated hubs',
    judge: 'the same controllers; the differences are those above',
    differences: undefined,
  },
  {
    id: 'clusterinventory-controller',
    title: 'clusterinventory-controller',
    judge: 'the controller at 5dd4232, with a client for tests in place of an API server',
    differences: 'differences/clusterinventory-controller.yaml',
  },
] as const;

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;

/** The table of what was compared. `unexplained` is what neither agrees nor is listed. */
export function fidelityTable(tallies: Readonly<Record<string, Tally>>): string {
  const rows = SYSTEMS.map(({ id, title, judge }) => {
    const tally = tallies[id];
    if (tally === undefined) return row([title, judge, '', '', '', '']);
    const { cases, same, deliberate } = tally;
    return row([title, judge, ...[cases, same, deliberate, cases - same - deliberate].map(String)]);
  });
  return `${row(['system', 'judge', 'cases', 'same', 'deliberate', 'unexplained'])}|---|---|--:|--:|--:|--:|\n${rows.join('')}`;
}

/** docs/fidelity.md, from the kept counts and the lists of differences. */
export function fidelityPage(folder: string): string {
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  const sections = SYSTEMS.flatMap(({ title, differences }) => {
    if (differences === undefined) return [];
    const listed: readonly Difference[] = parse(read(differences), { merge: true }) ?? [];
    return `## ${title}\n\n${listed.map(tellDifference).join('')}`;
  });
  return `# Fidelity: what was compared with the real systems

Rollcall renders what controllers would create inside a cluster. \`npm run conformance\` runs the real code on the same input,
compares the results, and fails on any difference that is not listed here. \`npm run docs\` generates this page from those lists.

${fidelityTable(JSON.parse(read('results/tallies.json')))}
*same*: both give the same result, or both refuse. *deliberate*: a difference that is intended. Each one is listed below with
its reason. One difference can affect several cases, or none of those counted.

${sections.join('\n')}`;
}

function tellDifference({ what, reason, why, template, rule, script, text, cases }: Difference): string {
  const count = cases === undefined ? '' : ` (${cases.length} ${cases.length === 1 ? 'case' : 'cases'})`;
  if (what !== undefined) return `- ${inline(what)} *Why:* ${inline(reason ?? '')}${count}\n`;
  const shown = template ?? rule ?? script ?? text ?? '';
  return `- ${code(shown.includes('\n') ? asOneLine(shown) : shown)}: ${inline(why ?? '')}\n`;
}

function inline(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ' ');
}

function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${fence === '``' ? ' ' : ''}${text}${fence === '``' ? ' ' : ''}${fence}`;
}

/** A separator of lines would break the line of the page. */
function asOneLine(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
