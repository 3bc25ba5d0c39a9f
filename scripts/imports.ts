import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file of the program. Paths are relative to the root, with slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** What it imports of the project, without endings: `import`, `import()` and `require`, types too. */
  readonly imports: readonly string[];
}

export function readSources(root: string): Source[] {
  return ['src', 'functions'].flatMap((folder) => listFiles(root, folder)).map((path) => readSource(root, path));
}

function listFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return listFiles(root, path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

function readSource(root: string, path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const found = text.matchAll(/(?:from|import|import\(|require\() ?'(\.[^']*)'/g);
  const imports = [...found].map(([, target = '']) => join(dirname(path), target).replaceAll('\\', '/'));
  return { path, text, imports };
}
