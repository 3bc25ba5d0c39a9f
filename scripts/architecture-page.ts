import { readSources } from './imports';
import { type Module, moduleOf, modules } from './modules';

/** ARCHITECTURE.md with its section on the modules made anew, from the imports as they are. */
export function architecturePage(page: string, root: string): string {
  const [before = '', , after = ''] = page.split(MARKS);
  return `${before}<!-- made from the imports by npm run docs -->\n${modulesSection(root)}<!-- until here -->${after}`;
}

const MARKS = /<!-- made from the imports by npm run docs -->|<!-- until here -->/;

function modulesSection(root: string): string {
  const arrows = readArrows(root);
  const rows = modules.map((one) => {
    const imported = [...(arrows.get(one) ?? [])].map(nameOf).join(', ');
    return `| \`${one.path}\` | ${one.purpose} | ${imported || 'nothing'} |\n`;
  });
  const drawn = modules.flatMap((from) =>
    listNearest(from, arrows).map((to) => `  ${nameOf(from)} --> ${nameOf(to)}\n`),
  );
  return `
\`\`\`mermaid
graph TD
${drawn.join('')}\`\`\`

The drawing leaves out an arrow where others lead to the same module.

| module | purpose | imports |
|---|---|---|
${rows.join('')}
`;
}

const nameOf = ({ path }: Module) => path.replace(/^src\//, '').replace(/^engines\//, '');

type Arrows = ReadonlyMap<Module, ReadonlySet<Module>>;

/** Which modules each module imports, from the top down. */
function readArrows(root: string): Arrows {
  const sources = readSources(root);
  return new Map(
    modules.map((from) => {
      const imported = new Set(
        sources.filter(({ path }) => moduleOf(path) === from).flatMap(({ imports }) => imports.map(moduleOf)),
      );
      return [from, new Set(modules.filter((one) => one !== from && imported.has(one)))];
    }),
  );
}

/** The modules that are not reached through another one. */
function listNearest(from: Module, arrows: Arrows): Module[] {
  const direct = [...(arrows.get(from) ?? [])];
  return direct.filter((to) => !direct.some((between) => between !== to && isReached(between, to, arrows)));
}

function isReached(from: Module, to: Module, arrows: Arrows): boolean {
  return [...(arrows.get(from) ?? [])].some((next) => next === to || isReached(next, to, arrows));
}
