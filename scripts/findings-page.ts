import { catalogue } from '../src/diagnostics/catalogue';
import { sortedBy } from '../src/lists/order';

/** docs/findings.md, from the catalogue. */
export function findingsPage(): string {
  const rows = sortedBy(catalogue, ({ code }) => code).map(
    ({ code, severity, title, remedy, protects }) =>
      `| <a id="${code.toLowerCase()}"></a>${code} | ${severity === 'error' && !protects ? 'error, can be lowered' : severity} | ${title} | ${remedy} |`,
  );
  return `# Findings

Every finding has a code, and the meaning of a code never changes. In a ResourceList, the code is the result's tag \`code\`. On
stderr, it follows the severity. An error stops the render, and Rollcall writes nothing.

\`spec.severity\` sets the severity of warnings, infos and the errors marked here. Every other error protects from wrong deletion,
wrong recipients or lost objects. \`npm run docs\` makes this page from the catalogue in \`src/diagnostics\`.

| code | severity | what it means | what to do |
|---|---|---|---|
${rows.join('\n')}
`;
}
