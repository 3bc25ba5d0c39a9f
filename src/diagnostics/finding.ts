import { compareBytes } from '../lists/order';
import { rankOf } from './rank';
import { withheld } from './withheld';
import { withoutTokens } from './without-tokens';

export type Severity = 'error' | 'warning' | 'info';

/** The object that a finding is about, as KRM results name it. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Empty for objects without a namespace. */
  readonly namespace: string;
}

/** Where an object came from: a file, relative to the package or as it was named, and the object's place in it. */
export interface FilePlace {
  readonly path: string;
  readonly index: number;
  /** The path relative to the package, where it was named otherwise. */
  readonly inPackage?: string | undefined;
  /** The line in the file, from 1; unknown where a host sent the object in a form of its own. */
  readonly line?: number | undefined;
  /** The column of the field, or of the object's first key, in characters from 1. */
  readonly column?: number | undefined;
}

/** `fleet/clusters.yaml:12`, or the path alone. */
export function nameFile({ path, line }: FilePlace): string {
  return line === undefined ? path : `${path}:${line}`;
}

/** What a finding points at, as far as it is known. */
export interface Place {
  readonly object?: ObjectRef | undefined;
  readonly field?: string | undefined;
  readonly file?: FilePlace | undefined;
  /** Keys of all the objects that it is about, where they are several. */
  readonly subjects?: readonly string[] | undefined;
  /** Lines that show the place, for people: none of them holds a value. */
  readonly excerpt?: readonly string[] | undefined;
}

/** One thing that a run has to say. It never holds secret material. */
export interface Finding extends Place {
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is wrong, or what was decided. */
  readonly problem: string;
  /** One sentence: what to do. Empty where nothing needs doing. */
  readonly remedy: string;
}

/** An entry of the catalogue: called with a place and its facts, it gives the finding. */
export interface Diagnostic<Facts extends readonly unknown[]> {
  (place: Place, ...facts: Facts): Finding;
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly remedy: string;
  /** Whether an error keeps a render from wrong deletion, wrong recipients or lost objects: then nobody may lower it. */
  readonly protects: boolean;
}

/**
 * Defines an entry of the catalogue.
 * @param code `RC` and three digits; never given to another meaning.
 * @param title the entry's heading in the documentation.
 * @param remedy one sentence saying what to do, the same for every occurrence.
 * @param problem one sentence saying what is wrong, from the facts of one occurrence.
 * @param protects false only where the same objects go to the same places with the error and without it.
 */
export function define<Facts extends readonly unknown[]>(
  code: `RC${number}`,
  severity: Severity,
  title: string,
  remedy: string,
  problem: (...facts: Facts) => string,
  { protects }: { readonly protects: boolean } = { protects: true },
): Diagnostic<Facts> {
  const diagnose = (place: Place, ...facts: Facts): Finding => ({
    code,
    severity,
    ...withoutTokensIn(place),
    problem: withoutTokens(endOnce(problem(...facts))),
    remedy,
  });
  return Object.assign(diagnose, { code, severity, title, remedy, protects });
}

/** What another program says in the last words of a problem may be a sentence already. */
function endOnce(problem: string): string {
  return problem.replace(/([.?!]["'\u2019\u201d)]?)\.$/, '$1');
}

function withoutTokensIn(place: Place): Place {
  const { object, field } = place;
  if (field === undefined && object === undefined) return place;
  return {
    ...place,
    ...(field === undefined ? {} : { field: withoutTokens(field) }),
    ...(object === undefined ? {} : { object: withoutTokensInName(object) }),
  };
}

function withoutTokensInName(object: ObjectRef): ObjectRef {
  const { apiVersion, kind, namespace, name } = object;
  return {
    apiVersion: withoutTokens(apiVersion),
    kind: withoutTokens(kind),
    namespace: withoutTokens(namespace),
    name: withoutTokens(name),
  };
}

/** A finding whose weight the configuration decides. */
export function withSeverity(finding: Finding, severity: Severity): Finding {
  return { ...finding, severity };
}

const ranks: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Errors first, causes before effects, then by code, object, field and text, so that the same findings always read the same. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const keyed = findings.map((finding) => ({ finding, key: sortKey(finding) }));
  keyed.sort((a, b) => ranks[a.finding.severity] - ranks[b.finding.severity] || compareBytes(a.key, b.key));
  return keyed.filter(({ key }, at) => key !== keyed[at - 1]?.key).map(({ finding }) => finding);
}

function sortKey({ severity, code, object, field, file, problem }: Finding): string {
  const subject = object ? [object.kind, object.namespace, object.name, object.apiVersion] : ['', '', '', ''];
  return [
    rankOf({ code, severity }),
    code,
    ...subject,
    field ?? '',
    problem,
    file?.path ?? '',
    String(file?.index ?? ''),
  ].join('\0');
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

/** `kind namespace/name`, as people say it. */
export function nameObject({ kind, namespace, name }: Omit<ObjectRef, 'apiVersion'>): string {
  const what = shown(kind, KIND);
  return namespace === '' ? `${what} ${shown(name, NAME)}` : `${what} ${shown(namespace, NAME)}/${shown(name, NAME)}`;
}

const KIND = /^[A-Za-z][A-Za-z0-9.]{0,252}$/;
/** As Kubernetes names anything: roles may have a colon in theirs. */
export const NAME = /^[a-z0-9][a-z0-9.:-]{0,252}$/;

/** What has been withheld already. */
const WITHHELD = /^\(\d+ characters?, digest [0-9a-f]{8}\)$/;

/** What is shorter is no secret. */
const SHORTEST = 6;

/** What has another form may be something that was computed, or a secret that somebody has pasted. */
function shown(text: string, form: RegExp): string {
  return text.length < SHORTEST || form.test(text) || WITHHELD.test(text) ? text : `(${withheld(text)})`;
}

/** Names in a sentence: all of a few, the first ones and a count of many. */
export function listNames(names: readonly string[], most = 10): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

/** A number of things in words: `one object`, `3 objects`. */
export function countOf(count: number, one: string, many: string): string {
  return count === 1 ? `one ${one}` : `${count} ${many}`;
}

/** The end of a sentence about an unknown name: a full stop, or the nearest known name. */
export function suggest(nearest: string): string {
  return nearest === '' ? '.' : `. Did you mean ${nearest}?`;
}
