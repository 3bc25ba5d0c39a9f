import { nameFile } from '../diagnostics/finding';
import type { SourceView } from './cluster-view';

/** An object in words, as it is: `Cluster mgmt/alpha`. What writes a view hides what must not be shown. */
export function nameSource({ kind, namespace, name }: SourceView): string {
  return `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
}

/** An object with where it is: `Cluster mgmt/alpha (fleet/alpha.yaml:1)`. */
export function nameWithFile(source: SourceView): string {
  const { file } = source;
  if (file === undefined) return nameSource(source);
  return `${nameSource(source)} (${file.line === undefined ? `${file.path}, document ${file.index + 1}` : nameFile(file)})`;
}
