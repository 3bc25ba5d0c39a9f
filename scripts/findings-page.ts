import { catalogue } from '../src/diagnostics/catalogue';
import { sortedBy } from '../src/lists/order';

/** docs/findings.md, from the catalogue. */
export function findingsPage(): string {
  const rows = sortedBy(catalogue, ({ code }) => code).map(
    ({ code, severity, title, remedy, protects }) =>
      `| <a id="${code.toLowerCase()}"></a>${code} | ${severity === 'error' && !protects ? 'error, can be lowered' : severity} | ${title} | ${remedy} |`,
  );
  return `# Findings

Everything that Rollcall says about an input has a code that never changes its meaning. In a ResourceList it is the
result's tag \`code\`; on stderr it follows the severity. An error stops the render: nothing is written.
\`spec.severity\` sets the severity of warnings, infos and the errors marked here: every other error protects from wrong deletion,
wrong recipients or lost objects. This page is made
from the catalogue in \`src/diagnostics\` (\`npm run docs\`).

| code | severity | what it means | what to do |
|---|---|---|---|
${rows.join('\n')}
`;
}
