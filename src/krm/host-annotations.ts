import type { FilePlace } from '../diagnostics/finding';
import { type JsonObject, objectAt, stringAt } from './json';

/** Where an object's file lies, relative to its package (KRM Functions Specification, "internal" annotations). */
const PATH = ['internal.config.kubernetes.io/path', 'config.kubernetes.io/path'] as const;
const INDEX = ['internal.config.kubernetes.io/index', 'config.kubernetes.io/index'] as const;
/** kpt's own: the absolute folder of the package that an object belongs to. */
const PACKAGE_PATH = 'internal.config.kubernetes.io/package-path';

/** Annotations that tell a host not to apply an object. */
export const LOCAL_CONFIG = 'config.kubernetes.io/local-config';

/** Annotations by which kpt and kustomize keep track of an object: never ours to write, never ours to lose. */
const PREFIXES = ['internal.config.kubernetes.io/', 'internal.config.k8s.io/', 'kustomize.config.k8s.io/'];
const EXACT = new Set<string>([
  ...PATH,
  ...INDEX,
  'config.k8s.io/id',
  // What the TypeScript SDK's own runner puts on every object that passes through it.
  'internal.kubernetes.io/annotations-migration-resource-id',
  'config.kubernetes.io/origin',
  'alpha.config.kubernetes.io/transformations',
]);

export function isHostAnnotation(key: string): boolean {
  return EXACT.has(key) || PREFIXES.some((prefix) => key.startsWith(prefix));
}

export function placeFrom(annotations: JsonObject): FilePlace | undefined {
  const path = stringAt(annotations, PATH[0]) ?? stringAt(annotations, PATH[1]);
  if (path === undefined) return undefined;
  const index = Number(stringAt(annotations, INDEX[0]) ?? stringAt(annotations, INDEX[1]) ?? '0');
  return { path, index: Number.isInteger(index) ? index : 0 };
}

/** Empty where the host does not say. */
export function packagePathFrom(annotations: JsonObject): string {
  return stringAt(annotations, PACKAGE_PATH) ?? '';
}

/** The object without the annotations that hosts keep; `annotations` goes when nothing else is in it. */
export function withoutHostAnnotations(object: JsonObject): JsonObject {
  const annotations = Object.entries(objectAt(object, 'metadata', 'annotations'));
  const own = annotations.filter(([key]) => !isHostAnnotation(key));
  if (own.length === annotations.length) return object;
  const { annotations: _dropped, ...rest } = objectAt(object, 'metadata');
  // The fields stay in their order, which is a part of what SOPS checks.
  const metadata = { ...objectAt(object, 'metadata'), annotations: Object.fromEntries(own) };
  return { ...object, metadata: own.length === 0 ? rest : metadata };
}
