import { type Finding, nameObject, type Severity, sortFindings } from './finding';
import { linesFor, linesOf } from './in-words';
import { loadCatalogue } from './load-catalogue';
import { digestOf } from './withheld';

/** The forms in which findings are shown: for people, and for programs. */
export const FORMATS = ['text', 'json', 'sarif', 'github', 'gitlab'] as const;
/** Beside what `--format` takes: the errors alone, every finding on a line of its own, and every finding as a line of JSON. */
export type Format = (typeof FORMATS)[number] | 'errors' | 'every' | 'lines';

/** Findings as one text. Only the one for people folds many of a kind. */
export function writeFindings(findings: readonly Finding[], format: Format): string {
  switch (format) {
    case 'text':
      return linesFor(findings)
        .map((line) => `${line}\n`)
        .join('');
    case 'errors':
      return writeFindings(
        findings.filter(({ severity }) => severity === 'error'),
        'text',
      );
    case 'every':
      return sortFindings(findings)
        .flatMap(linesOf)
        .map((line) => `${line}\n`)
        .join('');
    case 'lines':
      return sortFindings(findings)
        .map((finding) => `${JSON.stringify({ level: finding.severity, ...asJson(finding) })}\n`)
        .join('');
    case 'json':
      return `${JSON.stringify({ findings: sortFindings(findings).map(asJson) }, null, 2)}\n`;
    case 'sarif':
      return `${JSON.stringify(asSarif(sortFindings(findings)), null, 2)}\n`;
    case 'github':
      return sortFindings(findings).map(asCommand).join('');
    case 'gitlab':
      return `${JSON.stringify(sortFindings(findings).map(asCodeQuality), null, 2)}\n`;
  }
}

function asJson({ code, severity, problem, remedy, object, field, file }: Finding) {
  return {
    code,
    severity,
    problem,
    remedy,
    object,
    field,
    file: file && { path: file.path, line: file.line, column: file.column },
  };
}

/** SARIF 2.1.0 (OASIS): what GitHub's code scanning and other reviewers of pull requests read. */
function asSarif(findings: readonly Finding[]) {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const rules = codes.map((id) => {
    const entry = loadCatalogue().find(({ code }) => code === id);
    return {
      id,
      shortDescription: { text: entry?.title ?? id },
      ...(entry?.remedy ? { help: { text: entry.remedy } } : {}),
    };
  });
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'rollcall', rules } },
        columnKind: 'utf16CodeUnits',
        results: findings.map(asSarifResult),
      },
    ],
  };
}

const SARIF_LEVELS: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' };

function asSarifResult({ code, severity, problem, remedy, object, file }: Finding) {
  const location = {
    ...(file && {
      physicalLocation: {
        artifactLocation: { uri: file.path.split('/').map(encodeURIComponent).join('/') },
        region: { startLine: file.line ?? 1, startColumn: file.column },
      },
    }),
    ...(object && { logicalLocations: [{ fullyQualifiedName: nameObject(object), kind: 'resource' }] }),
  };
  return {
    ruleId: code,
    level: SARIF_LEVELS[severity],
    message: { text: [problem, remedy].filter(Boolean).join(' ') },
    ...(file || object ? { locations: [location] } : {}),
  };
}

const COMMANDS: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' };

/** A workflow command of GitHub Actions. */
function asCommand({ code, severity, problem, remedy, object, file }: Finding): string {
  const properties = [
    ...(file ? [`file=${escapeProperty(file.path)}`, `line=${file.line ?? 1}`] : []),
    ...(file?.column ? [`col=${file.column}`] : []),
    `title=${escapeProperty([code, object && nameObject(object)].filter(Boolean).join(' '))}`,
  ];
  return `::${COMMANDS[severity]} ${properties.join(',')}::${escapeData([problem, remedy].filter(Boolean).join(' '))}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

const CODE_QUALITY: Record<Severity, string> = { error: 'critical', warning: 'minor', info: 'info' };

/** An entry of a Code Quality report, which GitLab shows in merge requests. It requires a file: all of them, where none is known. */
function asCodeQuality({ code, severity, problem, remedy, object, field, file }: Finding) {
  const path = file?.path.replace(/^\.\//, '') ?? '.';
  const name = object && nameObject(object);
  return {
    description: `${name ? `${name}: ` : ''}${[problem, remedy].filter(Boolean).join(' ')}`,
    check_name: code,
    // It stays the same when the finding moves to another line.
    fingerprint: digestOf(JSON.stringify([code, path, name, field, problem]), 16),
    severity: CODE_QUALITY[severity],
    location: { path, lines: { begin: file?.line ?? 1 } },
  };
}
