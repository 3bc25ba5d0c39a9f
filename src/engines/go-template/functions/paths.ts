import type { GoFunction } from './signature';
import { type Family, ofString } from './signature';

/** Go's path package; on Linux path/filepath (the functions with `os`) is the same. */
const members: readonly (readonly [string, GoFunction])[] = [
  ['base', ofString(base)],
  ['dir', ofString((path) => clean(path.slice(0, path.lastIndexOf('/') + 1)))],
  ['clean', ofString(clean)],
  ['ext', ofString((path) => /\.[^./]*$/.exec(path)?.[0] ?? '')],
  ['isAbs', ofString((path) => path.startsWith('/'))],
];

export const paths: Family = Object.fromEntries(
  members.flatMap(([name, call]) => [
    [name, call],
    [`os${name[0]?.toUpperCase()}${name.slice(1)}`, call],
  ]),
);

function base(path: string): string {
  if (path === '') return '.';
  let end = path.length;
  while (path[end - 1] === '/') end--;
  const bare = path.slice(0, end);
  return bare === '' ? '/' : bare.slice(bare.lastIndexOf('/') + 1);
}

function clean(path: string): string {
  if (path === '') return '.';
  const rooted = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!rooted) kept.push(part);
  }
  return (rooted ? '/' : '') + kept.join('/') || '.';
}
